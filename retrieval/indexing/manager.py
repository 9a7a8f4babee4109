"""How does the index keep up with the library? A collection → its segments, made where no file has them.

SQLite is the truth: each segment covers a stretch of the collection's changes, and what no sound file covers is read
from the library again. Small segments are put together, so that their number grows with the logarithm of the passages.
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
from retrieval.index.live_docs import View
from retrieval.index.merge import merged
from retrieval.index.segment import Segment
from retrieval.index.segment_file import Mapped, save
from retrieval.indexing.manifest import BEGINNING, State, Stretch, arrived, forget, note, state
from retrieval.indexing.parallel import indexed
from retrieval.library.database import Library
from retrieval.library.passages import PassageKey, PassageReader, collection_names
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Passage

FOLDER: Final = "-index"  # is put behind the name of the library's file
NEW: Final = "new-"  # begins the name of a file that is being written
ABANDONED: Final = 86_400  # seconds after which such a file is one that a killed process left
GROWTH: Final = 2  # a segment with at most so many times the passages of the later ones is put together with them


class Covering(NamedTuple):
    """A segment and the changes that it covers; one without id is in memory alone."""

    stretch: Stretch
    segment: Segment
    id: int | None


def folder_of(library: Library) -> Path:
    """The folder of a library's index, which need not be there."""
    return library.path.with_name(library.path.name + FOLDER)


def segment_path(folder: Path, number: int) -> Path:
    """The file of a segment."""
    return folder / f"{number}.segment"


def keep_up(library: Library, *, watch: ProgressCallback = no_progress) -> None:
    """Bring the index of all collections up to date, so that the next question need not wait for it."""
    with suppress(LibraryError):  # another process may be busy with it
        for collection in collection_names(library):
            upkeep = Upkeep(library, collection)
            upkeep.views(watch=watch)
            upkeep.tidy()


class Upkeep:
    """The segments of one collection; for one thread at a time."""

    def __init__(self, library: Library, collection: str) -> None:
        self._library = library
        self._collection = collection
        self._folder = folder_of(library)
        self._passages = PassageReader(library)
        self._coverings: Sequence[Covering] = ()

    def views(self, *, watch: ProgressCallback = no_progress) -> Sequence[View]:
        """What may be seen of the collection's segments now; those that are missing are made.

        Raises:
            LibraryError: the library cannot be read.
        """
        self._open()
        with self._library.reading():
            now = state(self._library, self._collection)
            if now is None:
                return ()
            gaps = list(_gaps((covering.stretch for covering in self._coverings), now.changes))
            made = [
                (gap, indexed(self._library, arrived(self._library, now.collection, gap), watch=watch)) for gap in gaps
            ]
        new = [self._kept(now, gap, segment) for gap, segment in made if len(segment)]
        self._coverings = sorted([*self._coverings, *new], key=lambda covering: covering.stretch)
        return [self._view(covering, now.departures) for covering in self._coverings]

    def tidy(self) -> bool:
        """Put the small segments at the end together, and tell whether `views` sees something new.

        Raises:
            LibraryError: the library cannot be read.
        """
        views = self.views()
        count = _to_merge([len(view.segment) for view in views])
        if not count:
            return False
        try:
            self._replace(self._coverings[-count:], whole=all(view.kept is None for view in views[-count:]))
        except DamagedSegmentError:
            self.forget()
        self._clear()
        return True

    def scrub(self, *, watch: ProgressCallback = no_progress) -> None:
        """Make anew every segment of which something was removed, so that no byte of that is left.

        Raises:
            LibraryError: the library cannot be read or written.
        """
        for view, covering in zip(self.views(watch=watch), self._coverings, strict=True):
            if view.kept is not None and covering.id is not None:
                forget(self._library, [covering.id])
        self._coverings = ()
        self.views(watch=watch)
        self._clear()

    def forget(self) -> None:
        """Have all segments made anew, for one of them is damaged.

        Raises:
            LibraryError: the library cannot be written.
        """
        forget(self._library, [covering.id for covering in self._coverings if covering.id is not None])
        self._coverings = ()

    def _open(self) -> None:
        """Open the segments whose files are sound; those that are open, and those in memory alone, stay so."""
        with self._library.reading():
            now = state(self._library, self._collection)
        open_already = {covering.id: covering for covering in self._coverings}
        found, damaged = [], []
        for number, stretch in now.segments.items() if now else ():
            try:
                segment = open_already[number].segment if number in open_already else self._opened(number)
                found.append(Covering(stretch, segment, number))
            except DamagedSegmentError:
                damaged.append(number)
        if damaged:
            with suppress(LibraryError):  # what may not be written is made in memory
                forget(self._library, damaged)
        in_memory = [each for each in self._coverings if each.id is None and not _overlaps(each, found)]
        self._coverings = sorted([*found, *in_memory], key=lambda covering: covering.stretch)

    def _replace(self, coverings: Sequence[Covering], *, whole: bool) -> None:
        """Put one segment in place of several in a row; if not all that they have is there, read it again."""
        stretch = Stretch(coverings[0].stretch.since, coverings[-1].stretch.upto)
        with self._library.reading():
            now = state(self._library, self._collection)
            if now is None:
                return
            again = [] if whole else arrived(self._library, now.collection, stretch)
            segment = merged([each.segment for each in coverings]) if whole else indexed(self._library, again)
        kept = [each for each in self._coverings if each not in coverings]
        self._coverings = [*kept, self._kept(now, stretch, segment, [each.id for each in coverings if each.id])]

    def _kept(self, now: State, stretch: Stretch, segment: Segment, instead_of: Sequence[int] = ()) -> Covering:
        """The segment in a file of its own, or in memory where there can be none."""
        if self._library.is_read_only:
            return Covering(stretch, segment, None)
        new = self._folder / f"{NEW}{uuid4().hex}"
        try:
            self._folder.mkdir(exist_ok=True)
            save(segment.arrays.all(), new)
            with self._library.writing() as db:
                if number := note(db, now.collection, stretch, instead_of=instead_of):
                    new.replace(segment_path(self._folder, number))
            return Covering(stretch, self._opened(number), number) if number else Covering(stretch, segment, None)
        except (OSError, LibraryError, DamagedSegmentError):
            return Covering(stretch, segment, None)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def _clear(self) -> None:
        """Delete the files of segments that are no more, and what killed processes left."""
        with suppress(OSError, LibraryError), self._library.writing() as db:
            needed = {segment_path(self._folder, row["id"]) for row in db.execute("SELECT id FROM segments")}
            for path in set(self._folder.iterdir()) - needed:
                if not path.name.startswith(NEW) or path.stat().st_mtime < time() - ABANDONED:
                    path.unlink()

    def _view(self, covering: Covering, departures: Mapping[int, int]) -> View:
        segment = covering.segment
        gone = [article for article, change in departures.items() if change > covering.stretch.upto]
        kept = ~np.isin(segment.rows, gone)[segment.homes] if gone else None
        return View(segment, self._load, kept)

    def _load(self, segment: Segment, numbers: Sequence[int]) -> list[Passage | None]:
        headings = [(number, segment.heading(number)) for number in numbers]
        places = [PassageKey(each.row, each.version, int(segment.positions[number])) for number, each in headings]
        return self._passages.passages(places)

    def _opened(self, number: int) -> Segment:
        return Segment(Mapped(segment_path(self._folder, number)))


def _gaps(stretches: Iterable[Stretch], changes: int) -> Iterator[Stretch]:
    """The stretches up to now that none covers; some of them may have no article."""
    ends = [Stretch(BEGINNING, BEGINNING), *sorted(stretches), Stretch(changes, changes)]
    return (Stretch(before.upto, after.since) for before, after in pairwise(ends) if before.upto < after.since)


def _overlaps(covering: Covering, others: Iterable[Covering]) -> bool:
    since, upto = covering.stretch
    return any(since < other.stretch.upto and other.stretch.since < upto for other in others)


def _to_merge(sizes: Sequence[int]) -> int:
    """How many of the last segments are to be put together: each that is not much larger than all behind it."""
    count, total = 0, 0
    for size in reversed(sizes):
        if count and size > GROWTH * total:
            break
        count, total = count + 1, total + size
    return count if count > 1 else 0
