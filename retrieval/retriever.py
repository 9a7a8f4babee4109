"""The one door: `Retriever.ask(question) -> Answer`. The bot, the command line and the tests all come through here."""

from collections.abc import Callable, Sequence

from retrieval.answer import answer
from retrieval.check import Check, check
from retrieval.errors import ArticlesError
from retrieval.question import read_question
from retrieval.records import Answer, Article, Passage, Quote
from retrieval.search import Search
from retrieval.split import passages
from retrieval.watch import Watch, unwatched

LIMIT = 3  # quotes in an answer


class Retriever:
    """Answers questions from the given articles; built once, it never changes, and threads may share it.

    `split` gives an article's passages where they are known already.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        *,
        split: Callable[[Article], Sequence[Passage]] = passages,
        may_be_empty: bool = False,
        watch: Watch = unwatched,
    ) -> None:
        found = (split(article) for article in watch(articles, "Splitting articles"))
        self._search = Search([passage for each in found for passage in each], watch=watch)
        if not self._search.index.passages and not may_be_empty:
            raise ArticlesError("the articles hold no sentence to quote", "give articles with text in them")
        self._articles = tuple(articles)
        self._texts = {article.source.version: article.version.text for article in articles}
        self.size = len(articles)

    def ask(self, question: str, *, limit: int = LIMIT) -> Answer:
        """The answer to `question`: at most `limit` quotes, best first, or the refusal.

        Raises:
            QuestionError: the question is blank, wordless or too long.
        """
        asked = read_question(question)
        found = self._search.find(asked)
        return answer(asked, found.meant, self._search.rank(found), self._search.index, limit=limit)

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
