"""A folder of files → its articles, and the files that could not be read."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from retrieval.errors import ArticlesError, UnreadableArticleError
from retrieval.ingest.encoding import decode
from retrieval.ingest.text import read_text
from retrieval.records import Article
from retrieval.watch import Watch, unwatched

LARGEST = 10_000_000  # bytes; the longest novels have a third of that
WANTED = "a folder of .txt and .md files"


class Reader(Protocol):
    """What a reader does: the text of a file → its article."""

    def __call__(self, text: str, *, file: str) -> Article:
        """The article in `text`, which stands in `file`."""


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
    for path in watch(article_files(folder), "Reading articles"):
        name = path.relative_to(folder).as_posix()
        try:
            text, noted = decode(file_bytes(path, name), name=name)
        except UnreadableArticleError as error:
            skipped.append(error)
            continue
        articles.append(READERS[path.suffix.lower()](text, file=name))
        if noted:
            notes.append(f"`{name}` is read as {noted}, for it is not UTF-8")
    if not articles and not skipped:
        raise ArticlesError(f"`{folder}` holds no articles", f"give {WANTED}")
    return Folder(tuple(articles), tuple(notes), tuple(skipped))


def article_files(folder: Path) -> list[Path]:
    """The article files below `folder`, hidden ones left out, in the order of their paths.

    Raises:
        ArticlesError: the folder is missing, no folder, or unreadable.
    """
    if not folder.exists():
        raise ArticlesError(f"`{folder}` does not exist", f"give {WANTED}")
    if not folder.is_dir():
        raise ArticlesError(f"`{folder}` is a file, not a folder", f"give {WANTED}")
    return sorted(_walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (
            Path(root, name) for name in files if Path(name).suffix.lower() in READERS and not name.startswith(".")
        )


def _refuse(error: OSError) -> None:
    raise ArticlesError(f"`{error.filename}` cannot be read: {error.strerror}", "check its permissions") from error


def file_bytes(path: Path, name: str) -> bytes:
    """The bytes of an article's file.

    Raises:
        UnreadableArticleError: there is no such file, it may not be read, or it is too large.
    """
    try:
        if not path.is_file():
            raise UnreadableArticleError(f"`{name}` is not a regular file", "remove it or put the article in its place")
        size = path.stat().st_size
        if size > LARGEST:
            found = f"`{name}` has {size / 1e6:.0f} MB, and an article may have {LARGEST / 1e6:.0f} MB"
            raise UnreadableArticleError(found, "split it into articles of their own")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableArticleError(f"`{name}` cannot be read: {error.strerror}", "check its permissions") from error


def _read_markdown(text: str, *, file: str) -> Article:
    from retrieval.ingest.markdown import read_markdown  # noqa: PLC0415 -- the parser is slow to import

    return read_markdown(text, file=file)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
}
