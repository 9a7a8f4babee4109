"""The one door: `Retriever.ask(question) -> Answer`. The bot, the command line and the tests all come through here."""

from collections.abc import Callable, Sequence

from retrieval.analysis.passages import passages
from retrieval.answering.answer import answer
from retrieval.answering.followup import Earlier, continued, favoured, lightened, read_earlier
from retrieval.answering.verify_text import Check, check
from retrieval.corpus import Articles, Stock
from retrieval.errors import ArticlesError, QuestionError
from retrieval.progress import Watch, unwatched
from retrieval.query.anaphora import leans
from retrieval.query.parser import Question, read_question
from retrieval.ranking.confidence import Caution
from retrieval.ranking.explain import Explanation, explained
from retrieval.ranking.searcher import Found, Search
from retrieval.records import Answer, Article, Passage, Quote, Refusal
from retrieval.rewrite.expansion import Pair

LIMIT = 3  # quotes in an answer


class Retriever:
    """Answers questions from a stock of articles; built once, it never changes, and threads may share it."""

    def __init__(self, stock: Stock, *, synonyms: Sequence[Pair] = (), caution: Caution = Caution.NORMAL) -> None:
        self._stock = stock
        self._search = Search(stock.index, synonyms=synonyms, texts=stock.texts)
        self._caution = caution

    @property
    def size(self) -> int:
        """How many articles may be quoted."""
        return self._stock.size

    def ask(self, question: str, *, limit: int = LIMIT, after: Earlier | None = None) -> Answer:
        """The answer to `question`: at most `limit` quotes, best first, or the refusal.

        A question that leans on the one it comes `after` is asked with that one in mind, and no other is touched by it.

        Raises:
            QuestionError: the question is blank, wordless or too long.
        """
        asked = read_question(question, self._search.index.languages)
        found, favourites = self._found(asked, after)
        ranked = favoured(self._search.rank(found), favourites)
        given = answer(asked, found.meant, ranked, self._search.index, limit=limit, caution=self._caution)
        if given.refusal is not Refusal.NOT_FOUND:
            return given
        return given.model_copy(update={"suggestions": self._search.suggestions(found.meant)})

    def could_go_on(self, question: str) -> bool:
        """Whether the question, its misspelt words mended, may lean on one before it; `ask` takes no other for one."""
        try:
            asked = read_question(question, self._search.index.languages)
        except QuestionError:
            return False
        return leans(self._search.read(asked))

    def explain(self, question: str, *, limit: int = LIMIT) -> tuple[Explanation, ...]:
        """Why the first `limit` candidates for `question` stand where they do, quoted or not.

        Raises:
            QuestionError: the question is blank, wordless or too long.
        """
        found = self._search.find(read_question(question, self._search.index.languages))
        return explained(found.meant, self._search.rank(found), limit=limit)

    def check(self, text: str) -> Check:
        """Whether the articles have `text`: verbatim, nearly, or not at all.

        Raises:
            QuestionError: the text is wordless or too long.
        """
        return check(text, self._stock)

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's article has exactly the quote's text at its offsets."""
        return self._stock.confirms(quote)

    def _found(self, asked: Question, after: Earlier | None) -> tuple[Found, frozenset[str]]:
        """What is found for the question, continued where it goes on from another, and the articles to favour then."""
        found = self._search.find(asked)
        before = self._before(after) if after and leans(found.meant) else None
        if after is None or before is None:
            return found, frozenset()
        together = self._search.find(continued(found.meant, before, self._search.index.languages))
        return together._replace(candidates=lightened(together.candidates, found.candidates)), after.articles

    def _before(self, after: Earlier) -> Question | None:
        """What was meant by the earlier question, unless the articles know no word of it."""
        earlier = read_earlier(after, self._search.index.languages)
        before = self._search.find(earlier).meant if earlier else None
        return before if before and any(map(self._search.index.knows, before.needs)) else None


def retriever_over(
    articles: Sequence[Article],
    *,
    split: Callable[[Article], Sequence[Passage]] = passages,
    synonyms: Sequence[Pair] = (),
    caution: Caution = Caution.NORMAL,
    watch: Watch = unwatched,
) -> Retriever:
    """What answers from articles that are in memory; `split` gives an article's passages.

    Raises:
        ArticlesError: there is no sentence in them to quote.
    """
    stock = Articles(articles, split=split, watch=watch)
    if not stock.index.size:
        raise ArticlesError("the articles hold no sentence to quote", "give articles with text in them")
    return Retriever(stock, synonyms=synonyms, caution=caution)
