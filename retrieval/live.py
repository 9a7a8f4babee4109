"""How do answers keep up with the library? A retriever over some of its collections, exchanged when they change.

Until the next retriever is there the one before it answers, without what has left the library meanwhile.
"""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from retrieval.answering.followup import PreviousTurn
from retrieval.answers import Answer, Quote
from retrieval.cross_encoder.reranker import Reranker
from retrieval.errors import DamagedSegmentError
from retrieval.index.bm25 import Index
from retrieval.index.top_k import TopK, top_k
from retrieval.indexing.manager import IndexManager
from retrieval.library.database import Library
from retrieval.library.passages import change_count
from retrieval.progress import ProgressCallback, no_progress
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.ranking.explain import Explanation
from retrieval.retriever import LIMIT, Retriever
from retrieval.rewrite.expansion import SynonymPair
from retrieval.snapshot import LibraryCorpus

if TYPE_CHECKING:
    from retrieval.answering.verify_text import Check

Found = TypeVar("Found")


class Generation(NamedTuple):
    """What answers: a retriever over the collections as they were after so many `changes`."""

    retriever: Retriever
    changes: int


class LiveRetriever:
    """Answers questions from some collections of a library.

    Asking only reads: who sends an answer records its quotes as sent. What is written is the index, when it is opened,
    renewed or found to be damaged. Threads may ask while one of them renews.
    """

    def __init__(  # noqa: PLR0913 -- what answers, and how
        self,
        library: Library,
        collections: Sequence[str],
        *,
        synonyms: Sequence[SynonymPair] = (),
        caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
        reranker: Reranker | None = None,
        top_k: TopK = top_k,
        watch: ProgressCallback = no_progress,
    ) -> None:
        self._library = library
        self._collections = tuple(collections)
        self._upkeeps = [IndexManager(library, collection) for collection in self._collections]
        self._synonyms = synonyms
        self._caution = caution
        self._reranker = reranker
        self._top_k = top_k
        self._renewing = Lock()
        self._held = self._built(watch)

    @property
    def size(self) -> int:
        """How many articles may be quoted."""
        return self._held.retriever.size

    def ask(
        self, question: str, *, limit: int = LIMIT, after: PreviousTurn | None = None, nearest: bool = False
    ) -> Answer:
        """The answer to `question`; see `Retriever.ask`."""
        return self._asked(lambda retriever: retriever.ask(question, limit=limit, after=after, nearest=nearest))

    def is_followup(self, question: str) -> bool:
        """Whether the question may lean on one before it; see `Retriever.is_followup`."""
        return self._asked(lambda retriever: retriever.is_followup(question))

    def explain(self, question: str, *, limit: int = LIMIT) -> tuple[Explanation, ...]:
        """Why the first candidates stand where they do; see `Retriever.explain`."""
        return self._asked(lambda retriever: retriever.explain(question, limit=limit))

    def check(self, text: str) -> "Check":
        """Whether the articles have `text`; see `Retriever.check`."""
        return self._asked(lambda retriever: retriever.check(text))

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's article still has exactly the quote's text at its offsets."""
        return self._held.retriever.confirms(quote)

    def renew(self) -> bool:
        """Exchange the retriever if the collections have changed, and tell whether they had."""
        with self._renewing:
            if change_count(self._library, self._collections) == self._held.changes:
                return False
            self._held = self._built(no_progress)
        return True

    def tidy(self) -> None:
        """Put small segments of the index together; for the time when nothing else is to be done."""
        with self._renewing:
            tidied = [upkeep.merge_small() for upkeep in self._upkeeps]
            if any(tidied):
                self._held = self._built(no_progress)

    def _asked(self, ask: Callable[[Retriever], Found]) -> Found:
        """The result of `ask` on the current retriever; a damaged index is built again first."""
        try:
            return ask(self._held.retriever)
        except DamagedSegmentError:
            with self._renewing:
                self._held = self._rebuilt(no_progress)
            return ask(self._held.retriever)

    def _built(self, watch: ProgressCallback) -> Generation:
        """The generation that answers from now on; a damaged index is built again."""
        try:
            return self._opened(watch)
        except DamagedSegmentError:
            return self._rebuilt(watch)

    def _rebuilt(self, watch: ProgressCallback) -> Generation:
        for upkeep in self._upkeeps:
            upkeep.discard_all()
        return self._opened(watch)

    def _opened(self, watch: ProgressCallback) -> Generation:
        counted = change_count(self._library, self._collections)
        views = [view for upkeep in self._upkeeps for view in upkeep.live_segments(watch=watch)]
        holdings = LibraryCorpus(self._library, self._collections, Index(views, top_k=self._top_k))
        retriever = Retriever(holdings, synonyms=self._synonyms, caution=self._caution, reranker=self._reranker)
        return Generation(retriever, counted)
