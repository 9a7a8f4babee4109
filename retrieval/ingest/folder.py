"""Which files of a folder are articles, and what else is in it? Article files; the others in one line a kind."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.errors import ArticlesError
from retrieval.ingest.document.formats import EXTRA_HINT, SUFFIXES, FormatSpec
from retrieval.ingest.document.signatures import LONG_BEGINNING
from retrieval.ingest.document.unreadable import ASSETS, UNREADABLE_SUFFIXES

FOLDER_HINT = "give a folder of .md, .html, .pdf, .docx, .txt or other files that docs/formats.md lists"
PEEKED: Final = frozenset((".json", ".xml"))
"""Suffixes that most files have which are no articles; a file of theirs is one if it begins like one."""

NO_SUFFIX = "without an extension"
HIDDEN = "hidden"
EXAMPLES = 4  # suffixes that the line about pictures and the like names


class FolderFiles(NamedTuple):
    """The files of a folder: `articles` in the order of their paths, and one of the `notes` for each other kind."""

    articles: tuple[Path, ...]
    notes: tuple[str, ...]


def folder_files(folder: Path, *, follow: bool = False) -> FolderFiles:
    """The article files in `folder` and its subfolders, except hidden ones, and notes that count all others.

    Symbolic links that lead out of the folder are left out, with a note, unless `follow`. A subfolder that may not be
    listed is among the articles; reading it tells why.

    Raises:
        ArticlesError: the folder is missing, not a folder, unreadable, or holds no article file.
    """
    if not folder.exists():
        raise ArticlesError(f"`{folder}` does not exist", FOLDER_HINT)
    if not folder.is_dir():
        raise ArticlesError(f"`{folder}` is a file, not a folder", FOLDER_HINT)
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise ArticlesError(f"`{folder}` cannot be read: {error.strerror}", "check its permissions") from error
    closed: list[OSError] = []
    outside: list[Path] = []
    within = os.path.realpath(folder)
    found = _walk(folder, closed, set() if follow else None)
    paths = sorted(path for path in found if follow or not _leads_out(path, within, outside))
    articles = tuple(sorted([*filter(_may_be_article, paths), *(Path(error.filename) for error in closed)]))
    notes = (*_notes(sorted(set(paths).difference(articles))), *_links_note(outside))
    if not articles:
        raise ArticlesError(
            ": ".join((f"`{folder}` holds no articles", *filter(None, ["; ".join(notes)]))), FOLDER_HINT
        )
    return FolderFiles(articles, notes)


def _walk(folder: Path, closed: list[OSError], visited: set[str] | None) -> Iterator[Path]:
    """All files below `folder`, without those of hidden folders and of links to folders, which stand for themselves.

    With `visited`, links to folders are walked, too, but no folder twice.
    """
    for root, folders, files in os.walk(folder, onerror=closed.append, followlinks=visited is not None):
        yield from (Path(root, name) for name in files)
        yield from (Path(root, name) for name in folders if name.startswith("."))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if visited is None:
            yield from (Path(root, name) for name in folders if Path(root, name).is_symlink())
        else:
            folders[:] = [name for name in folders if _is_first_visit(os.path.realpath(Path(root, name)), visited)]


def _is_first_visit(path: str, visited: set[str]) -> bool:
    is_first = path not in visited
    visited.add(path)
    return is_first


def _leads_out(path: Path, within: str, outside: list[Path]) -> bool:
    """Whether the path is a link that leads out of the folder `within`, or to a folder; the former is kept."""
    if not path.is_symlink():
        return False
    leads_out = not Path(os.path.realpath(path)).is_relative_to(within)
    if leads_out:
        outside.append(path)
    return leads_out or path.is_dir()


def _links_note(outside: Sequence[Path]) -> tuple[str, ...]:
    """One line about the links that lead out of the folder, if there are any."""
    if not outside:
        return ()
    links = "1 link leads" if len(outside) == 1 else f"{len(outside)} links lead"
    return (f"{links} out of the folder (hint: `pullquote add --follow` reads them)",)


def _may_be_article(path: Path) -> bool:
    suffix = path.suffix.lower()
    known = SUFFIXES.get(suffix)
    if path.name.startswith(".") or known is None or not known.spec.is_installed:
        return False
    return suffix not in PEEKED or _begins_like_article(path)


def _begins_like_article(path: Path) -> bool:
    """Whether the file begins like a document of some format; one that cannot be opened is its reader's business."""
    try:
        with path.open("rb") as file:
            beginning = file.read(LONG_BEGINNING)
    except OSError:
        return True
    return any(each.spec.has_signature and each.spec.has_signature(beginning) for each in SUFFIXES.values())


def _notes(others: Sequence[Path]) -> tuple[str, ...]:
    """One line for each suffix that cannot be read, the most frequent first; one for pictures and hidden files."""
    kinds = sorted(Counter(_kind(path) for path in others).items(), key=lambda kind: (-kind[1], kind[0]))
    assets = [(kind, count) for kind, count in kinds if kind in ASSETS or kind == HIDDEN]
    lines = [_line(kind, count) for kind, count in kinds if kind not in ASSETS and kind != HIDDEN]
    if assets:
        named = ", ".join([kind for kind, _ in assets[:EXAMPLES]] + ["…"] * (len(assets) > EXAMPLES))
        lines.append(f"{_count(sum(count for _, count in assets), 'other')} ({named})")
    return tuple(lines)


def _kind(path: Path) -> str:
    return HIDDEN if path.name.startswith(".") else path.suffix.lower() or NO_SUFFIX


def _line(kind: str, count: int) -> str:
    counted = f"{_count(count)} {NO_SUFFIX}" if kind == NO_SUFFIX else _count(count, kind)
    if kind in SUFFIXES and not SUFFIXES[kind].spec.is_installed:
        return f"{counted}: {_needs(SUFFIXES[kind].spec)}"
    if unreadable := UNREADABLE_SUFFIXES.get(kind):
        return f"{counted}: {unreadable.label}, which cannot be read (hint: {unreadable.hint})"
    return f"{counted}: not a format that can be read"


def _needs(spec: FormatSpec) -> str:
    return f"the reader is not installed (hint: {EXTRA_HINT.format(extra=spec.extra)})"


def _count(count: int, kind: str = "") -> str:
    return " ".join(filter(None, (f"{count}", kind, "file" if count == 1 else "files")))
