"""Which passages of a segment are still in the library? A segment with flags for those, and how to load their text."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from retrieval.index.segment import Postings, Segment
from retrieval.index.string_table import Array
from retrieval.records import Passage

LoadPassages = Callable[[Segment, Sequence[int]], Sequence[Passage | None]]
"""Loads the passages of a segment with these doc ids; `None` for one that has been deleted."""


class LiveSegment:
    """A segment without the passages removed since it was built.

    `live` flags the others, a bool for each doc id, or is `None` if all are live; `load` reads passages.
    """

    def __init__(self, segment: Segment, load: LoadPassages, live: Array | None = None) -> None:
        self.segment = segment
        self.live = None if live is None or live.all() else live
        self._load = load

    def postings(self, term: str) -> Postings:
        """The postings of the term in live passages, by doc id, ascending."""
        doc_ids, freqs = self.segment.postings(term)
        if self.live is None:
            return Postings(doc_ids, freqs)
        is_live = self.live[doc_ids]
        return Postings(doc_ids[is_live], freqs[is_live])

    @cached_property
    def size(self) -> int:
        """How many passages are live."""
        return len(self.segment) if self.live is None else int(np.count_nonzero(self.live))

    @cached_property
    def total_length(self) -> int:
        """How many terms the live passages have together."""
        if self.live is None:
            return self.segment.total_length
        return int(self.segment.lengths[self.live].sum(dtype=np.int64))

    @property
    def doc_ids(self) -> Iterable[int]:
        """The doc ids of the live passages, ascending."""
        return range(len(self.segment)) if self.live is None else np.flatnonzero(self.live).tolist()

    def sort_key(self, doc_id: int) -> tuple[str, int, str]:
        """The order of passages with equal scores: by version and position; of one text in two articles, by article."""
        article = self.segment.article_of(doc_id)
        return article.version, int(self.segment.positions[doc_id]), article.key

    def passages(self, doc_ids: Sequence[int]) -> Sequence[Passage | None]:
        """Load the passages with these doc ids; `None` for one that has been deleted."""
        return self._load(self.segment, doc_ids)
