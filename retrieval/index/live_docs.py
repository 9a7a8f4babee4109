"""What of a segment may be seen? The passages that are still there, and where their text is."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from retrieval.index.segment import Postings, Segment
from retrieval.index.string_table import Array
from retrieval.records import Passage

LoadPassages = Callable[[Segment, Sequence[int]], Sequence[Passage | None]]
"""The passages of a segment that have these numbers; `None` for one that is not there any more."""


class LiveSegment:
    """A segment without the passages that were removed since it was made; `kept` flags the others, `None` is all."""

    def __init__(self, segment: Segment, load: LoadPassages, kept: Array | None = None) -> None:
        self.segment = segment
        self.live = None if kept is None or kept.all() else kept
        self._load = load

    def postings(self, term: str) -> Postings:
        """The passages that have the term, ascending, and how often each has it."""
        places, counts = self.segment.postings(term)
        if self.live is None:
            return Postings(places, counts)
        kept = self.live[places]
        return Postings(places[kept], counts[kept])

    @cached_property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.segment) if self.live is None else int(np.count_nonzero(self.live))

    @cached_property
    def total_length(self) -> int:
        """How many terms they have together."""
        if self.live is None:
            return self.segment.total_length
        return int(self.segment.lengths[self.live].sum(dtype=np.int64))

    @property
    def doc_ids(self) -> Iterable[int]:
        """The numbers of the passages that are there."""
        return range(len(self.segment)) if self.live is None else np.flatnonzero(self.live).tolist()

    def sort_key(self, number: int) -> tuple[str, int, str]:
        """Where a passage comes among all: by version and position; of one text in two articles, by the article."""
        heading = self.segment.article_of(number)
        return heading.version, int(self.segment.positions[number]), heading.key

    def passages(self, numbers: Sequence[int]) -> Sequence[Passage | None]:
        """The passages with these numbers, `None` for one that is not there any more."""
        return self._load(self.segment, numbers)
