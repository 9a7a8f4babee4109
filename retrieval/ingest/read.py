"""What do these bytes say? The one door of ingest: a file's or page's bytes → its articles."""

from pathlib import PurePosixPath
from typing import NamedTuple

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.encoding import decode
from retrieval.ingest.folder import READERS
from retrieval.records import Article


class Reading(NamedTuple):
    """The articles that were read (a feed gives several), and one line for each thing that needs a word."""

    articles: tuple[Article, ...]
    notes: tuple[str, ...] = ()


def read(data: bytes, *, name: str, type: str | None = None) -> Reading:  # noqa: A002, ARG001 -- HTTP's word for it
    """The articles in `data`, which `name` was read from; `type` is the media type that a server states.

    Raises:
        UnreadableArticleError: there is nothing to quote in `data`.
    """
    reader = READERS.get(".txt" if name == "-" else PurePosixPath(name).suffix.lower())
    if reader is None:
        raise UnreadableArticleError(f"`{name}` is of no known kind", "give articles as .txt or .md files")
    text, noted = decode(data, name=name)
    notes = (f"`{name}` is read as {noted}, for it is not UTF-8",) if noted else ()
    return Reading((reader(text, file=name),), notes)
