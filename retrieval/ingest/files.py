"""Which files are there, and what is in them? A folder → its article files; a file or standard input → its bytes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from retrieval.errors import ArticlesError, UnreadableArticleError
from retrieval.ingest.document.detect import LARGEST, SUFFIXES, Format, refuse_large
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.progress import Watch, unwatched
from retrieval.records import Article

WANTED = f"a folder of {', '.join(SUFFIXES)} files"


def article_files(folder: Path) -> list[Path]:
    """The article files in `folder` and the folders in it, hidden ones left out, in the order of their paths.

    Raises:
        ArticlesError: the folder is missing, no folder, or unreadable.
    """
    if not folder.exists():
        raise ArticlesError(f"`{folder}` does not exist", f"give {WANTED}")
    if not folder.is_dir():
        raise ArticlesError(f"`{folder}` is a file, not a folder", f"give {WANTED}")
    return sorted(_walk(folder))


def file_bytes(path: Path, name: str) -> bytes:
    """The bytes of the file at `path`, which messages call `name`.

    Raises:
        UnreadableArticleError: the file is missing, not a regular one, too large, or may not be read.
    """
    try:
        if not path.is_symlink() and not path.exists():
            raise UnreadableArticleError(f"`{name}` is not there", "check its name, or whether it has been removed")
        if not path.is_file():
            raise UnreadableArticleError(f"`{name}` is not a regular file", "remove it or put the article in its place")
        refuse_large(path.stat().st_size, SUFFIXES.get(path.suffix.lower(), Format.TEXT), name=name)
        with path.open("rb") as file:
            return stream_bytes(file, name)
    except OSError as error:
        raise UnreadableArticleError(f"`{name}` cannot be read: {error.strerror}", "check its permissions") from error


def stream_bytes(stream: BinaryIO, name: str) -> bytes:
    """All bytes of a stream such as standard input, unless they are more than any article has.

    Raises:
        UnreadableArticleError: there are too many.
    """
    largest = max(LARGEST.values())
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise UnreadableArticleError(f"`{name}` has more than {largest / 1e6:.0f} MB", "give articles of their own")
    return data


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (
            Path(root, name) for name in files if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
        )


def _refuse(error: OSError) -> None:
    raise ArticlesError(f"`{error.filename}` cannot be read: {error.strerror}", "check its permissions") from error


class Folder(NamedTuple):
    """The articles of a folder in the order of their paths, and one line for each file that needs a word.

    `notes` name files that are among the articles, `skipped` files that are not.
    """

    articles: tuple[Article, ...]
    notes: tuple[str, ...]
    skipped: tuple[UnreadableArticleError, ...]


def read_folder(folder: Path, *, watch: Watch = unwatched) -> Folder:
    """The articles of `folder` and the folders in it, hidden ones left out; each is named by its path in it.

    Raises:
        ArticlesError: the folder is missing, no folder, unreadable, or holds no readable article.
    """
    articles: list[Article] = []
    notes: list[str] = []
    skipped: list[UnreadableArticleError] = []
    with Worker() as worker:
        for path in watch(article_files(folder), "Reading articles"):
            name = path.relative_to(folder).as_posix()
            try:
                reading = read(file_bytes(path, name), name=name, worker=worker)
            except UnreadableArticleError as error:
                skipped.append(error)
                continue
            articles += reading.articles
            notes += reading.notes
    if not articles and not skipped:
        raise ArticlesError(f"`{folder}` holds no articles", f"give {WANTED}")
    return Folder(tuple(articles), tuple(notes), tuple(skipped))
