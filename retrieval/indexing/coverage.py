"""Does each segment have what the library says of it? Segments → those that lack passages, or overlap others."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from retrieval.errors import DamagedSegmentError
from retrieval.index.segment import Segment
from retrieval.index.segment_file import MappedArrays
from retrieval.indexing.manager import index_folder, segment_path
from retrieval.indexing.manifest import ChangeRange, CollectionState, collection_state
from retrieval.library.database import Library
from retrieval.library.passages import collection_names

EXPECTED = """
    SELECT articles.id, sha256, count(*) AS passages
    FROM articles JOIN versions ON versions.id = articles.version JOIN passages ON passages.version = versions.id
    WHERE collection = ? AND since > ? AND since <= ? AND removed_at IS NULL GROUP BY articles.id
"""


def incomplete_segments(library: Library) -> Iterator[int]:
    """The ids of the segments that lack a passage of an article that they cover, or cover what another one covers.

    Segments whose files are missing or damaged are left to `check_index`.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.reading():
        for name in collection_names(library):
            if state := collection_state(library, name):
                yield from _overlapping(state)
                yield from (
                    number for number, changes in state.segments.items() if _lacks(library, state, number, changes)
                )


def _overlapping(state: CollectionState) -> Iterator[int]:
    """The segments that begin before the one before them ends, or end after the last change."""
    ordered = sorted((changes, number) for number, changes in state.segments.items())
    yield from (number for (before, _), (after, number) in pairwise(ordered) if after.since < before.upto)
    yield from (number for changes, number in ordered if changes.upto > state.changes)


def _lacks(library: Library, state: CollectionState, number: int, changes: ChangeRange) -> bool:
    try:
        segment = Segment(MappedArrays(segment_path(index_folder(library), number)))
        counts = np.bincount(segment.doc_article, minlength=len(segment.rows)).tolist()
        found = {(each.row, each.version): count for each, count in zip(segment.articles, counts, strict=True)}
    except DamagedSegmentError:
        return False
    expected = library.rows(EXPECTED, [state.collection, *changes])
    return any(found.get((row["id"], row["sha256"])) != row["passages"] for row in expected)
