"""What is there to read? Files, folders, patterns, URLs and standard input → addresses, each with a name for people."""

import os
import re
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.errors import ArticlesError
from retrieval.ingest.files import article_files
from retrieval.records import Record

STANDARD_INPUT: Final = "-"
UPLOADED: Final = "upload:"  # begins the address of a file that somebody sent, and that cannot be read again
SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Input(NamedTuple):
    """Something to read: its address (see `Origin`), and what people call it, which says nothing of other folders."""

    address: str
    name: str


def inputs(argument: str) -> tuple[Input, ...]:
    """What a person means by `argument`; of a folder all article files in it, however deep, in order.

    Raises:
        ArticlesError: there is nothing.
    """
    if argument == STANDARD_INPUT or is_web(argument):
        return (Input(argument, argument),)
    found = tuple(each for path in _paths(argument) for each in _files(path))
    if not found:
        raise ArticlesError(
            f"`{argument}` holds no articles", "give files, folders, web addresses or - (standard input)"
        )
    return found


def is_web(address: str) -> bool:
    """Whether an address is a URL; those that are not of the web, such as ftp's, are for `fetch` to refuse."""
    return SCHEME.match(address) is not None


def address_of(path: str | Path) -> str:
    """The address of a file, whatever the folder that it is named from."""
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 -- `resolve` would follow links, which may move


def _paths(argument: str) -> list[Path]:
    if not has_magic(argument) or Path(argument).exists():
        return [Path(argument)]
    return sorted(map(Path, glob(argument, recursive=True)))  # noqa: PTH207 -- Path.glob takes no absolute pattern


def _files(path: Path) -> Iterator[Input]:
    if not path.is_dir():
        yield Input(address_of(path), path.name)
        return
    for file in article_files(path):
        yield Input(address_of(file), file.relative_to(path).as_posix())


class Origin(Record):
    """A place that an article was read from.

    Attributes:
        address: a URL, a file's absolute path with slashes, or `-` for standard input.
        etag: what the server called the state of the page (HTTP's `ETag`).
        last_modified: when the page last changed, in the server's words (HTTP's `Last-Modified`).
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None
