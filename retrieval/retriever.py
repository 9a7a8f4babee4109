"""What answers a question? `Retriever.ask(question) -> Answer`: the bot, the command line and the tests all call it."""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Final, Self
from weakref import finalize

from retrieval.analysis.passages import passages
from retrieval.answering.answer import answer
from retrieval.answering.followup import (
    PreviousTurn,
    contextualized,
    previous_question,
    with_article_boost,
    with_blended_scores,
)
from retrieval.answers import Answer, Quote, Refusal
from retrieval.argument_types import names_argument, path_argument, text_argument, texts_argument, whole_number_argument
from retrieval.corpus import Corpus, InMemoryCorpus
from retrieval.cross_encoder.reranker import Reranker
from retrieval.deadline import Deadline
from retrieval.errors import ArticlesError, QuestionError, UnreadableArticleError
from retrieval.progress import ProgressCallback, no_progress
from retrieval.query.anaphora import is_followup
from retrieval.query.parser import Question, read_question
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.ranking.explain import Explanation, explanations
from retrieval.ranking.searcher import Searcher, SearchResult
from retrieval.records import Article, Passage
from retrieval.rewrite.expansion import SynonymPair

if TYPE_CHECKING:
    from retrieval.answering.verify_text import Check

LIMIT = 3  # quotes in an answer
PUBLIC: Final = "public"  # the collection that everybody may quote


class Retriever:
    """Answers questions from a corpus; immutable once built, so threads may share it.

    Made by `from_folder`, `from_texts` or `from_library`. It is a context manager: one from a library holds the file
    open until the end of its `with` block, `close`, or its garbage collection, and cannot be asked afterwards. A
    `reranker` is shared, and closed by who made it.

    Attributes:
        skipped: why each file of the folder that could not be read is not among the articles.
    """

    def __init__(  # noqa: PLR0913 -- what answers, and how
        self,
        corpus: Corpus,
        *,
        synonyms: Sequence[SynonymPair] = (),
        caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
        reranker: Reranker | None = None,
        skipped: Sequence[UnreadableArticleError] = (),
        on_close: Callable[[], None] | None = None,
        deadline: Callable[[], Deadline] = Deadline,
    ) -> None:
        self._corpus = corpus
        self._deadline = deadline
        self._searcher = Searcher(corpus.index, synonyms=synonyms, texts=corpus.texts)
        self._caution = caution
        self._reranker = reranker
        self.skipped = tuple(skipped)
        self._finalizer = finalize(self, on_close) if on_close else None

    @classmethod
    def from_folder(
        cls,
        folder: str | PathLike[str],
        *,
        synonyms: Sequence[SynonymPair] = (),
        caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
        reranker: Reranker | None = None,
    ) -> Self:
        """What answers from the articles in `folder` and the folders in it; `skipped` names the unreadable files.

        Raises:
            ArticlesError: the folder is missing, or there is no sentence in its articles to quote.
            TypeError: `folder` is not a path.
        """
        from retrieval.ingest.files import read_folder  # noqa: PLC0415 -- a library is asked without reading files

        found = read_folder(path_argument(folder, "folder"))
        if not found.articles:
            raise ArticlesError(f"`{folder}` holds no article that can be read", str(found.skipped[0].problem))
        corpus = _in_memory(found.articles, found.passages)
        return cls(corpus, synonyms=synonyms, caution=caution, reranker=reranker, skipped=found.skipped)

    @classmethod
    def from_texts(
        cls,
        texts: Mapping[str, str],
        *,
        synonyms: Sequence[SynonymPair] = (),
        caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
        reranker: Reranker | None = None,
    ) -> Self:
        """What answers from texts by their file names, each read as the extension of its name says.

        Raises:
            ArticlesError: there are no texts, or there is no sentence in them to quote.
            UnreadableArticleError: one of the texts is empty, or cannot be read.
            TypeError: `texts` is not a mapping of `str` to `str`.
        """
        from retrieval.ingest.texts import read_texts  # noqa: PLC0415 -- as above

        document = read_texts(texts_argument(texts, "texts"))
        corpus = _in_memory(document.articles, document.passages)
        return cls(corpus, synonyms=synonyms, caution=caution, reranker=reranker)

    @classmethod
    def from_library(
        cls,
        path: str | PathLike[str],
        *,
        collections: Sequence[str] = (PUBLIC,),
        synonyms: Sequence[SynonymPair] = (),
        caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
        reranker: Reranker | None = None,
    ) -> Self:
        """What answers from these collections of the library at `path` as they are now; nothing is written.

        Raises:
            LibraryError: there is no library, or it cannot be used.
            ArticlesError: one of the collections has no article.
            TypeError: `path` is not a path, or `collections` not a sequence of `str`.
        """
        from retrieval.snapshot import open_snapshot  # noqa: PLC0415 -- SQLite is not needed without a library

        names = names_argument(collections, "collections")
        snapshot = open_snapshot(path_argument(path, "path"), names)
        try:
            return cls(
                snapshot.holdings,
                synonyms=synonyms,
                caution=caution,
                reranker=reranker,
                on_close=snapshot.library.close,
            )
        except BaseException:
            snapshot.library.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the library, if there is one; closing again does nothing."""
        if self._finalizer:
            self._finalizer()

    @property
    def size(self) -> int:
        """How many articles may be quoted."""
        return self._corpus.size

    def ask(
        self, question: str, *, limit: int = LIMIT, after: PreviousTurn | None = None, nearest: bool = False
    ) -> Answer:
        """The answer to `question`: at most `limit` quotes, best first, or the refusal.

        At its `Deadline`, a question is answered from the candidates that were compared so far, BM25's best ones.

        A follow-up question is searched for with the context of the turn it comes `after`; other questions ignore it.
        With `nearest`, a refusal shows what comes nearest, which may not answer: at most three quotes and `limit`.

        Raises:
            QuestionError: the question is blank, wordless or too long.
            TypeError: `question` is not a `str`, or `limit` not an `int`.
        """
        deadline = self._deadline()
        asked = self._question(question)
        limit = whole_number_argument(limit, "limit")
        result, quoted_before = self._search(asked, after)
        ranked = with_article_boost(self._searcher.rank(result, deadline), quoted_before)
        if self._reranker:
            ranked = self._reranker.rerank(result.question, ranked)
        index = self._searcher.index
        answered = answer(asked, result, ranked, index, limit=limit, caution=self._caution, nearest=nearest)
        if answered.refusal is not Refusal.NOT_FOUND:
            return answered
        return answered.model_copy(update={"suggestions": self._searcher.suggestions(result.question)})

    def is_followup(self, question: str) -> bool:
        """Whether the question, its spelling corrected, may need the one before it; `ask` uses `after` for no other."""
        try:
            asked = read_question(question, self._searcher.index.languages)
        except QuestionError:
            return False
        return is_followup(self._searcher.rewrite(asked))

    def explain(self, question: str, *, limit: int = LIMIT) -> tuple[Explanation, ...]:
        """Why the first `limit` candidates for `question` are in their order, quoted or not.

        Raises:
            QuestionError: the question is blank, wordless or too long.
        """
        result = self._searcher.search(self._question(question))
        return explanations(result.question, self._searcher.rank(result), limit=limit, caution=self._caution)

    def check(self, text: str) -> "Check":
        """Whether `text` is in the articles: verbatim, nearly, or not at all.

        Raises:
            QuestionError: the text is wordless or too long.
        """
        self._require_open()
        from retrieval.answering.verify_text import check  # noqa: PLC0415 -- most questions are none for a check

        return check(text_argument(text, "text"), self._corpus, self._deadline())

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's article has exactly the quote's text at its offsets."""
        return self._corpus.confirms(quote)

    def _question(self, question: str) -> Question:
        self._require_open()
        return read_question(text_argument(question, "question"), self._searcher.index.languages)

    def _require_open(self) -> None:
        if self._finalizer and not self._finalizer.alive:
            raise RuntimeError("the retriever is closed: ask it within its `with` block, or before `close`")

    def _search(self, asked: Question, after: PreviousTurn | None) -> tuple[SearchResult, frozenset[str]]:
        """The result for the question, with its context if it is a follow-up, and the ids of the articles to boost."""
        alone = self._searcher.search(asked)
        previous = self._known_question(after) if after and is_followup(alone.question) else None
        if after is None or previous is None:
            return alone, frozenset()
        together = self._searcher.search(contextualized(alone.question, previous, self._searcher.index.languages))
        return together._replace(candidates=with_blended_scores(together.candidates, alone.candidates)), after.articles

    def _known_question(self, turn: PreviousTurn) -> Question | None:
        """The question of the previous turn, rewritten; `None` when the articles know none of its words."""
        question = previous_question(turn, self._searcher.index.languages)
        rewritten = self._searcher.search(question).question if question else None
        return rewritten if rewritten and any(map(self._searcher.index.knows, rewritten.query_terms)) else None


def retriever_over(  # noqa: PLR0913 -- what answers, and how
    articles: Sequence[Article],
    *,
    split: Callable[[Article], Sequence[Passage]] = passages,
    synonyms: Sequence[SynonymPair] = (),
    caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
    reranker: Reranker | None = None,
    watch: ProgressCallback = no_progress,
) -> Retriever:
    """A retriever over articles in memory; `split` returns an article's passages.

    Raises:
        ArticlesError: there is no sentence in them to quote.
    """
    by_article = [split(article) for article in watch(articles, "Splitting articles")]
    corpus = _in_memory(articles, by_article, watch=watch)
    return Retriever(corpus, synonyms=synonyms, caution=caution, reranker=reranker)


def _in_memory(
    articles: Sequence[Article], by_article: Sequence[Sequence[Passage]], *, watch: ProgressCallback = no_progress
) -> InMemoryCorpus:
    corpus = InMemoryCorpus(articles, by_article, watch=watch)
    if not corpus.index.size:
        raise ArticlesError("the articles hold no sentence to quote", "give articles with text in them")
    return corpus
