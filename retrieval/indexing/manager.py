"""How does the index keep up with the library? Opens, builds, merges and rebuilds the segments of a collection.

SQLite is the source of truth: each segment covers a range of the collection's changes, and changes that no intact file
covers are indexed again. Small segments are merged, so that their number grows with the logarithm of the passages.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from time import time
from typing import Final, NamedTuple
from uuid import uuid4

import numpy as np

from retrieval.errors import DamagedSegmentError, LibraryError
from retrieval.index.live_docs import LiveSegment
from retrieval.index.merge import merge_segments
from retrieval.index.segment import Segment
from retrieval.index.segment_file import MappedArrays, save
from retrieval.indexing.manifest import (
    BEFORE_FIRST_CHANGE,
    ChangeRange,
    CollectionState,
    articles_in_range,
    collection_state,
    delete_segments,
    record_segment,
)
from retrieval.indexing.parallel import index_articles
from retrieval.library.database import Library
from retrieval.library.passages import PassageKey, PassageReader, collection_names
from retrieval.private_files import PRIVATE_FOLDER
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Passage

FOLDER: Final = "-index"  # suffix of the library's file name
NEW: Final = "new-"  # prefix of a file that is being written
ABANDONED: Final = 86_400  # seconds after which such a file counts as left by a killed process
GROWTH: Final = 2  # a segment is merged with the later ones if it has at most this many times their passages


class SegmentRange(NamedTuple):
    """A segment and the range of changes that it covers; one without id is in memory only."""

    changes: ChangeRange
    segment: Segment
    id: int | None


def index_folder(library: Library) -> Path:
    """The path of a library's index folder, which may not exist."""
    return index_folder_at(library.path)


def index_folder_at(library: Path) -> Path:
    """The path of the index folder of the library at this path."""
    return library.with_name(library.name + FOLDER)


def segment_path(folder: Path, number: int) -> Path:
    """The path of a segment's file."""
    return folder / f"{number}.segment"


def update_indexes(library: Library, *, watch: ProgressCallback = no_progress) -> None:
    """Update the index of all collections now, so that the next question need not wait for it.

    It gives up silently if the library cannot be written now: the next question updates the index then.
    """
    with suppress(LibraryError):  # another process may be busy with it
        for collection in collection_names(library):
            manager = IndexManager(library, collection)
            manager.live_segments(watch=watch)
            manager.merge_small()


class IndexManager:
    """Manages the segments of one collection; not thread-safe."""

    def __init__(self, library: Library, collection: str) -> None:
        self._library = library
        self._collection = collection
        self._folder = index_folder(library)
        self._passages = PassageReader(library)
        self._segments: Sequence[SegmentRange] = ()

    def live_segments(self, *, watch: ProgressCallback = no_progress) -> Sequence[LiveSegment]:
        """The collection's segments as of now, without removed passages; missing ones are built.

        Raises:
            LibraryError: the library cannot be read.
        """
        self._open()
        with self._library.reading():
            now = collection_state(self._library, self._collection)
            if now is None:
                return ()
            gaps = list(_gaps((entry.changes for entry in self._segments), now.changes))
            made = [
                (gap, index_articles(self._library, articles_in_range(self._library, now.collection, gap), watch=watch))
                for gap in gaps
            ]
        new = [self._save(now, gap, segment) for gap, segment in made if len(segment)]
        self._segments = sorted([*self._segments, *new], key=lambda entry: entry.changes)
        return [self._live(entry, now.departures) for entry in self._segments]

    def merge_small(self) -> bool:
        """Merge the small segments at the end; return whether there were any.

        Raises:
            LibraryError: the library cannot be read.
        """
        live_segments = self.live_segments()
        count = _to_merge([len(part.segment) for part in live_segments])
        if not count:
            return False
        try:
            self._replace(self._segments[-count:], whole=all(part.live is None for part in live_segments[-count:]))
        except DamagedSegmentError:
            self.discard_all()
        self._delete_unrecorded()
        return True

    def purge_removed(self, *, watch: ProgressCallback = no_progress) -> None:
        """Rebuild every segment with removed passages, so that no byte of them is left.

        Raises:
            LibraryError: the library cannot be read or written.
        """
        for part, entry in zip(self.live_segments(watch=watch), self._segments, strict=True):
            if part.live is not None and entry.id is not None:
                delete_segments(self._library, [entry.id])
        self._segments = ()
        self.live_segments(watch=watch)
        self._delete_unrecorded()

    def discard_all(self) -> None:
        """Discard all segments, as one is damaged; `live_segments` builds them again.

        Raises:
            LibraryError: the library cannot be written.
        """
        delete_segments(self._library, [entry.id for entry in self._segments if entry.id is not None])
        self._segments = ()

    def _open(self) -> None:
        """Open the segments whose files are intact; keep those that are open or in memory only."""
        with self._library.reading():
            now = collection_state(self._library, self._collection)
        already_open = {entry.id: entry for entry in self._segments}
        found, damaged = [], []
        for number, changes in now.segments.items() if now else ():
            try:
                segment = already_open[number].segment if number in already_open else self._open_file(number)
                found.append(SegmentRange(changes, segment, number))
            except DamagedSegmentError:
                damaged.append(number)
        if damaged:
            with suppress(LibraryError):  # a segment that cannot be recorded is built in memory
                delete_segments(self._library, damaged)
        in_memory = [each for each in self._segments if each.id is None and not _overlaps(each, found)]
        self._segments = sorted([*found, *in_memory], key=lambda entry: entry.changes)

    def _replace(self, segments: Sequence[SegmentRange], *, whole: bool) -> None:
        """Replace adjacent segments by one: merged if they are `whole`, else indexed again without removed passages."""
        changes = ChangeRange(segments[0].changes.since, segments[-1].changes.upto)
        with self._library.reading():
            now = collection_state(self._library, self._collection)
            if now is None:
                return
            again = [] if whole else articles_in_range(self._library, now.collection, changes)
            segment = (
                merge_segments([each.segment for each in segments]) if whole else index_articles(self._library, again)
            )
        others = [each for each in self._segments if each not in segments]
        self._segments = [*others, self._save(now, changes, segment, [each.id for each in segments if each.id])]

    def _save(
        self, now: CollectionState, changes: ChangeRange, segment: Segment, instead_of: Sequence[int] = ()
    ) -> SegmentRange:
        """Save the segment to a file and record it; where that is impossible, keep it in memory."""
        if self._library.is_read_only:
            return SegmentRange(changes, segment, None)
        new = self._folder / f"{NEW}{uuid4().hex}"
        try:
            self._folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
            save(segment.arrays.all(), new)
            with self._library.writing() as db:
                if number := record_segment(db, now.collection, changes, instead_of=instead_of):
                    new.replace(segment_path(self._folder, number))
            return (
                SegmentRange(changes, self._open_file(number), number)
                if number
                else SegmentRange(changes, segment, None)
            )
        except (OSError, LibraryError, DamagedSegmentError):
            return SegmentRange(changes, segment, None)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def _delete_unrecorded(self) -> None:
        """Delete the files of segments that are not recorded, and those that killed processes left."""
        with suppress(OSError, LibraryError), self._library.writing() as db:
            needed = {segment_path(self._folder, row["id"]) for row in db.execute("SELECT id FROM segments")}
            for path in set(self._folder.iterdir()) - needed:
                if not path.name.startswith(NEW) or path.stat().st_mtime < time() - ABANDONED:
                    path.unlink()

    def _live(self, entry: SegmentRange, departures: Mapping[int, int]) -> LiveSegment:
        segment = entry.segment
        gone = [article for article, change in departures.items() if change > entry.changes.upto]
        is_live = ~np.isin(segment.rows, gone)[segment.doc_article] if gone else None
        return LiveSegment(segment, self._load, is_live)

    def _load(self, segment: Segment, doc_ids: Sequence[int]) -> list[Passage | None]:
        articles = [(doc_id, segment.article_of(doc_id)) for doc_id in doc_ids]
        keys = [PassageKey(each.row, each.version, int(segment.positions[doc_id])) for doc_id, each in articles]
        return self._passages.passages(keys)

    def _open_file(self, number: int) -> Segment:
        return Segment(MappedArrays(segment_path(self._folder, number)))


def _gaps(ranges: Iterable[ChangeRange], changes: int) -> Iterator[ChangeRange]:
    """The ranges between `ranges`, up to now; they may be without articles."""
    ends = [ChangeRange(BEFORE_FIRST_CHANGE, BEFORE_FIRST_CHANGE), *sorted(ranges), ChangeRange(changes, changes)]
    return (ChangeRange(before.upto, after.since) for before, after in pairwise(ends) if before.upto < after.since)


def _overlaps(entry: SegmentRange, others: Iterable[SegmentRange]) -> bool:
    since, upto = entry.changes
    return any(since < other.changes.upto and other.changes.since < upto for other in others)


def _to_merge(sizes: Sequence[int]) -> int:
    """How many of the last segments to merge: each that has at most `GROWTH` times the passages of all behind it."""
    count, total = 0, 0
    for size in reversed(sizes):
        if count and size > GROWTH * total:
            break
        count, total = count + 1, total + size
    return count if count > 1 else 0
