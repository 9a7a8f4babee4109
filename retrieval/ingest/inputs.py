"""What does an argument refer to? Files, folders, patterns, URLs and standard input → addresses with display names."""

import os
import re
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.errors import ArticlesError
from retrieval.ingest.folder import folder_files
from retrieval.records import Record

STANDARD_INPUT: Final = "-"
UPLOAD_PREFIX: Final = "upload:"  # begins the address of an uploaded file, which cannot be read again
SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Origin(Record):
    """Where an article was read from, and what the server needs to know to say whether it has changed.

    Attributes:
        address: a URL, a file's absolute path with slashes, `upload:` and a file's name, or `-` for standard input.
        etag: the `ETag` that the server sent with the page.
        last_modified: the `Last-Modified` that the server sent with the page.
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None


class Input(NamedTuple):
    """Something to read: its address (see `Origin`), and a name to display that does not reveal other folders."""

    address: str
    name: str


class FoundInputs(NamedTuple):
    """What an argument refers to, and one of the `notes` for each kind of file that is left out of a folder.

    `is_named` is whether the argument is the one input itself, not a folder or pattern that holds it.
    """

    inputs: tuple[Input, ...]
    notes: tuple[str, ...] = ()
    is_named: bool = False


def find_inputs(argument: str) -> tuple[Input, ...]:
    """What `argument` refers to; for a folder, all article files in it and its subfolders, in order.

    Raises:
        ArticlesError: it refers to nothing.
    """
    return find_with_notes(argument).inputs


def find_with_notes(argument: str, *, follow: bool = False) -> FoundInputs:
    """What `argument` refers to, as `find_inputs`, and what is left out of folders.

    Links that lead out of their folder are left out, unless `follow`.

    Raises:
        ArticlesError: it refers to nothing.
    """
    if not argument.strip():
        raise ArticlesError(
            "the name of what to add is blank", "give files, folders, web addresses or - (standard input)"
        )
    if argument == STANDARD_INPUT or is_url(argument):
        return FoundInputs((Input(argument, argument),), is_named=True)
    try:
        found = {path: _path_inputs(path, follow=follow) for path in _matching_paths(argument)}
    except OSError as error:
        raise ArticlesError(
            f"`{argument}` cannot be read: {error.strerror}", "check its name and permissions"
        ) from error
    except ValueError as error:
        raise ArticlesError(f"`{argument}` is no name of a file: {error}", "check its name") from error
    if not found:
        raise ArticlesError(
            f"`{argument}` holds no articles", "give files, folders, web addresses or - (standard input)"
        )
    inputs = tuple(each for some in found.values() for each in some.inputs)
    is_named = list(found) == [Path(argument)] and found[Path(argument)].is_named
    return FoundInputs(inputs, tuple(_all_notes(found)), is_named)


def is_url(address: str) -> bool:
    """Whether an address is a URL of any scheme; `Fetcher` refuses those other than http and https."""
    return SCHEME.match(address) is not None


def address_of(path: str | Path) -> str:
    """The address of a file, the same for each way of writing its path."""
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 -- `resolve` would follow links, which may move


def _matching_paths(argument: str) -> list[Path]:
    """The path itself, or those that it matches as a pattern, if no file has such a name."""
    if not has_magic(argument) or Path(argument).exists():
        return [Path(argument)]
    return sorted(map(Path, glob(argument, recursive=True)))  # noqa: PTH207 -- Path.glob takes no absolute pattern


def _all_notes(found: dict[Path, FoundInputs]) -> Iterator[str]:
    """The notes about all folders, each with its folder if there are several."""
    for path, each in found.items():
        yield from (note if len(found) == 1 else f"`{path.name}`: {note}" for note in each.notes)


def _path_inputs(path: Path, *, follow: bool) -> FoundInputs:
    if not path.is_dir():
        return FoundInputs((Input(address_of(path), path.name),), is_named=True)
    files = folder_files(path, follow=follow)
    inputs = tuple(Input(address_of(file), file.relative_to(path).as_posix()) for file in files.articles)
    return FoundInputs(inputs, files.notes)
