"""Are the library and its index undamaged, and is there enough disk space for them?"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import disk_usage

from bot.corpora.choice import MAKE_ONE
from bot.doctor.finding import Finding, ok, problem, warning
from retrieval.errors import LibraryError
from retrieval.importer import READERS
from retrieval.indexing.integrity import (
    EarlierReading,
    IndexReport,
    LibraryReport,
    check_index,
    check_library,
    earlier_readings,
)
from retrieval.indexing.stored_files import files_open_to_others
from retrieval.indexing.structure import StructureReport, check_structure
from retrieval.library.database import Library

MEGABYTE = 10**6
LITTLE_ROOM = 500 * MEGABYTE
NO_ROOM = 50 * MEGABYTE
VACUUM_FACTOR = 2  # times the library's size that VACUUM needs while it rewrites the file (sqlite.org/lang_vacuum)
NAMED = 3  # files that are listed by name
RESTORE = "restore the file from a copy, or move it away and add the articles again"
REBUILT = "nothing is lost: the next question that needs them, such as `pullquote ask`, builds them again"
REPAIR = "`pullquote repair` makes passages and index again from the texts; sent quotes stay"
REREAD = "`pullquote reread --all`; `pullquote run` does it by itself"
REFRESH = "`pullquote refresh --all` reads them again"
ADD_AGAIN = "add again those that you have; the others still answer with the text that is there"
PRIVATE = "the next command that opens the library, such as `pullquote list`, makes it private to its owner"
MAKE_ROOM = "make room on this disk, or move the library with --library to one that has some"


def storage_findings(path: Path) -> Iterator[Finding]:
    """The findings about the library at `path`, its articles, its index, and the free space of its disk."""
    needed = 0
    if path.exists():
        try:
            with Library(path) as library:
                found, index, structure = check_library(library), check_index(library), check_structure(library)
                earlier = earlier_readings(library, readers=READERS)
        except LibraryError as error:
            yield problem("library", error.problem, error.hint)
        else:
            yield from _privacy(path)
            needed = VACUUM_FACTOR * found.size + index.size
            yield from _library(path, found)
            yield from _structure(structure)
            yield from _earlier(earlier)
            yield _index(index)
    else:
        yield warning(
            "library", f"there is none at `{path}` yet: the articles that come with pullquote answer", MAKE_ONE
        )
    yield _disk(path, needed)


def _privacy(path: Path) -> Iterator[Finding]:
    """Whether others than its owner can read the library."""
    if exposed := files_open_to_others(path):
        found = f"other users of this machine can read {_named([each.name for each in exposed])}"
        yield warning("privacy", found, PRIVATE)


def _library(path: Path, found: LibraryReport) -> Iterator[Finding]:
    if found.damage:
        yield problem("library", f"`{path}` is damaged: {'; '.join(found.damage)}", RESTORE)
    elif not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        advice = "let this user write the file and its folder"
        yield warning("library", f"`{path}` can be read, not written: quotes that are sent cannot be stored", advice)
    else:
        yield ok("library", f"`{path}` is sound ({_amount(found.size)}); every text is what was stored")
    yield from _articles(found)


def _articles(found: LibraryReport) -> Iterator[Finding]:
    if not found.articles:
        yield warning("articles", "the library has none: every question is refused", "`pullquote add PATH` adds some")
        return
    read = f"; the newest text was read {found.read_at}" if found.read_at else ""
    kept = f"; {found.removed} removed ones are kept for their quotes" if found.removed else ""
    yield ok("articles", f"{found.articles} in {found.collections} collections, {found.quotes} quotes sent{read}{kept}")
    if found.gone:
        advice = "`pullquote list` marks them; `pullquote refresh --all` looks again, `pullquote remove` takes them out"
        yield warning("articles", f"{found.gone} are no longer at their address, and still answer", advice)


def _earlier(found: Sequence[EarlierReading]) -> Iterator[Finding]:
    """The articles that an earlier release has read, by how they can be read again."""
    kept = [each for each in found if each.is_kept]
    readable = [each for each in found if not each.is_kept and each.is_readable]
    others = [each for each in found if not each.is_kept and not each.is_readable]
    read = "an earlier release has read, and this one reads better"
    if kept:
        yield warning("articles", f"{len(kept)} {read}", REREAD)
    if readable:
        yield warning("articles", f"{len(readable)} {read}: their files and pages are still there", REFRESH)
    if others:
        named = _named([each.name for each in others])
        yield warning("articles", f"{len(others)} {read}; what they were read from is out of reach: {named}", ADD_AGAIN)


def _structure(found: StructureReport) -> Iterator[Finding]:
    """What a question would fail on, though each text is what was stored."""
    for rows, what in (
        (found.blocks, "texts have blocks that cannot be read"),
        (found.passages, "texts have passages that do not fit them, or none"),
        (found.pages, "articles have page numbers that cannot be read"),
    ):
        if rows:
            yield problem("passages", f"{len(rows)} {what}", REPAIR)


def _index(found: IndexReport) -> Finding:
    wrong = [f"{len(names)} {how}: {_named(names)}" for how, names in _wrong(found) if names]
    if wrong:
        advice = REPAIR if found.incomplete or found.extra else REBUILT
        return warning("index", f"of {found.files} files in `{found.folder}` {'; '.join(wrong)}", advice)
    if found.folder.exists() and not os.access(found.folder, os.W_OK):
        advice = "let this user write the folder"
        return warning("index", f"`{found.folder}` cannot be written: at each start the index is built again", advice)
    if not found.files:
        return ok("index", "there is none yet: the first question builds it")
    return ok("index", f"{found.files} files in `{found.folder}` are sound ({_amount(found.size)})")


def _wrong(found: IndexReport) -> Sequence[tuple[str, Sequence[str]]]:
    return (
        ("missing", found.missing),
        ("damaged or of another release", found.damaged),
        ("of other passages than the library's", found.incomplete),
        ("left over", found.extra),
    )


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(f"`{name}`" for name in names[:NAMED]) + more


def _disk(path: Path, needed: int) -> Finding:
    """Whether the disk has the bytes that purging and merging segments of the index need for a while."""
    folder = next(each for each in path.absolute().parents if each.is_dir())
    free = disk_usage(folder).free
    room = f"{_amount(free)} free where the library is"
    if free < NO_ROOM:
        return problem("disk", room, MAKE_ROOM)
    room += f"; `pullquote purge` and the index may need {_amount(needed)} for a while" if needed else ""
    if free < max(LITTLE_ROOM, needed):
        return warning("disk", f"{room}, and the library grows", MAKE_ROOM)
    return ok("disk", room)


def _amount(size: int) -> str:
    """The size in MB or GB; 1 MB is a million bytes."""
    return f"{size / (1000 * MEGABYTE):.1f} GB" if size >= 1000 * MEGABYTE else f"{size / MEGABYTE:.1f} MB"
