"""Is the library sound, and is there room for it?"""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage

from bot.articles import MAKE_ONE
from bot.doctor.finding import Finding, ok, problem, warning
from retrieval.errors import LibraryError
from retrieval.library.file import Library
from retrieval.library.health import Health, health

MEGABYTE = 10**6
LITTLE_ROOM = 500 * MEGABYTE
NO_ROOM = 50 * MEGABYTE
TIMES = 2  # the library's size that a purge needs for a while, since it writes the file anew (sqlite.org/lang_vacuum)
RESTORE = "restore the file from a copy, or move it away and add the articles again"
MAKE_ROOM = "make room on this disk, or move the library with --library to one that has some"


def storage_findings(path: Path) -> Iterator[Finding]:
    """How the library at `path` is, and how much room its disk has."""
    size = 0
    if path.exists():
        try:
            with Library(path) as library:
                found = health(library)
        except LibraryError as error:
            yield problem("library", error.problem, error.hint)
        else:
            size = found.size
            yield from _library(path, found)
    else:
        yield warning(
            "library", f"there is none at `{path}` yet: the articles that come with pullquote answer", MAKE_ONE
        )
    yield _disk(path, size)


def _library(path: Path, found: Health) -> Iterator[Finding]:
    if found.damage:
        yield problem("library", f"`{path}` is damaged: {'; '.join(found.damage)}", RESTORE)
    elif not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        advice = "let this user write the file and its folder"
        yield warning("library", f"`{path}` can be read, not written: no quote that is sent can be kept", advice)
    else:
        yield ok("library", f"`{path}` is sound ({_amount(found.size)}); every text is what was stored")
    yield from _articles(found)


def _articles(found: Health) -> Iterator[Finding]:
    if not found.articles:
        yield warning("articles", "the library has none: every question is refused", "`pullquote add PATH` adds some")
        return
    read = f"; the newest text was read {found.read_at}" if found.read_at else ""
    kept = f"; {found.removed} removed ones are kept for their quotes" if found.removed else ""
    yield ok("articles", f"{found.articles} in {found.collections} collections, {found.quotes} quotes sent{read}{kept}")
    if found.gone:
        advice = "`pullquote list` marks them; `pullquote refresh --all` looks again, `pullquote remove` takes them out"
        yield warning("articles", f"{found.gone} are no longer at their address, and still answer", advice)


def _disk(path: Path, size: int) -> Finding:
    folder = next(each for each in path.absolute().parents if each.is_dir())
    free = disk_usage(folder).free
    room = f"{_amount(free)} free where the library is"
    if free < NO_ROOM:
        return problem("disk", room, MAKE_ROOM)
    if free < max(LITTLE_ROOM, TIMES * size):
        return warning("disk", f"{room}, which `pullquote purge` and a growing library may use up", MAKE_ROOM)
    return ok("disk", room)


def _amount(size: int) -> str:
    """Bytes as people say them: 1 MB is a million."""
    return f"{size / (1000 * MEGABYTE):.1f} GB" if size >= 1000 * MEGABYTE else f"{size / MEGABYTE:.1f} MB"
