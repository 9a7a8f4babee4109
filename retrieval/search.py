"""Question → candidates, ranked: what comes between the question as read and the answer."""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.index import Index
from retrieval.mend import Speller
from retrieval.names import with_names
from retrieval.question import Question
from retrieval.rank import Ranked, rank
from retrieval.records import Candidate, Passage
from retrieval.watch import Watch, unwatched

DEPTH = 50  # candidates that are looked at closely


class Found(NamedTuple):
    """The question as it was meant, and its candidates, best BM25 score first."""

    meant: Question
    candidates: tuple[Candidate, ...]


class Search:
    """Searches the given passages; built once, it never changes."""

    def __init__(self, passages: Sequence[Passage], *, watch: Watch = unwatched) -> None:
        self.index = Index(passages, watch=watch)
        self._speller = Speller(self.index)

    def find(self, asked: Question, *, depth: int = DEPTH) -> Found:
        """The best `depth` candidates for a question, its words mended, its acronyms spelt out, its names known."""
        mended = self._speller.mend(asked)
        candidates = self.index.search(mended.terms, depth=depth)
        meant = with_names(mended, candidates[:DEPTH])
        if meant.terms != mended.terms:
            candidates = self.index.search(meant.terms, depth=depth)
        return Found(meant, candidates)

    def rank(self, found: Found) -> tuple[Ranked, ...]:
        """The candidates in the order of how well they answer."""
        return rank(found.meant, found.candidates, self.index)
