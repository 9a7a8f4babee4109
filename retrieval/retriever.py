"""The one door: `Retriever.ask(question) -> Answer`. The bot, the command line and the tests all come through here."""

from collections.abc import Callable, Sequence

from retrieval.answer import answer
from retrieval.check import Check, check
from retrieval.equivalents import Pair
from retrieval.errors import ArticlesError
from retrieval.explain import Explanation, explained
from retrieval.followup import Earlier, continued, favoured, lightened, read_earlier
from retrieval.leaning import leans
from retrieval.question import Question, read_question
from retrieval.records import Answer, Article, Passage, Quote, Refusal
from retrieval.refuse import Caution
from retrieval.search import Found, Search
from retrieval.split import passages
from retrieval.watch import Watch, unwatched

LIMIT = 3  # quotes in an answer


class Retriever:
    """Answers questions from the given articles; built once, it never changes, and threads may share it.

    `split` gives an article's passages where they are known already.
    """

    def __init__(  # noqa: PLR0913 -- what answers, and how
        self,
        articles: Sequence[Article],
        *,
        split: Callable[[Article], Sequence[Passage]] = passages,
        synonyms: Sequence[Pair] = (),
        caution: Caution = Caution.NORMAL,
        may_be_empty: bool = False,
        watch: Watch = unwatched,
    ) -> None:
        found = (split(article) for article in watch(articles, "Splitting articles"))
        self._search = Search([passage for each in found for passage in each], synonyms=synonyms, watch=watch)
        if not self._search.index.passages and not may_be_empty:
            raise ArticlesError("the articles hold no sentence to quote", "give articles with text in them")
        self._articles = tuple(articles)
        self._texts = {article.source.version: article.version.text for article in articles}
        self._caution = caution
        self.size = len(articles)

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
        return check(text, self._articles, self._search.index)

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's version has exactly the quote's text at its offsets."""
        text = self._texts.get(quote.article.version)
        return text is not None and text[quote.start : quote.end] == quote.text

    def _found(self, asked: Question, after: Earlier | None) -> tuple[Found, frozenset[str]]:
        """What is found for the question, continued where it goes on from another, and the articles to favour then."""
        found = self._search.find(asked)
        earlier = read_earlier(after, self._search.index.languages) if after else None
        if after is None or earlier is None or not leans(found.meant):
            return found, frozenset()
        before = self._search.find(earlier).meant
        together = self._search.find(continued(found.meant, before, self._search.index.languages))
        return together._replace(candidates=lightened(together.candidates, found.candidates)), after.articles
