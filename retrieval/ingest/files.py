"""Which article files are in a folder, and what is in them? A folder → its articles; a file or a stream → its bytes."""

import os
from pathlib import Path
from typing import BinaryIO, NamedTuple

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import check_size
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.document.formats import SUFFIXES, Format
from retrieval.ingest.folder import folder_files
from retrieval.ingest.inputs import address_of
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.ingest.site.find import find_pages
from retrieval.ingest.site.locate import located
from retrieval.ingest.site.page import SitePage
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Article, Passage

MAX_BYTES = max(each.spec.max_bytes for each in Format)


class FolderArticles(NamedTuple):
    """The articles of a folder, in the order of their paths.

    Attributes:
        articles: one for each readable file; a feed has several.
        notes: one line for each problem of a file that is among the articles all the same, and one for each kind of
            file that is in the folder but in no format that can be read.
        skipped: why each of the other files could not be read.
        passages: those of each article.
    """

    articles: tuple[Article, ...]
    notes: tuple[str, ...]
    skipped: tuple[UnreadableArticleError, ...]
    passages: tuple[tuple[Passage, ...], ...]


def read_folder(folder: Path, *, watch: ProgressCallback = no_progress) -> FolderArticles:
    """Read the article files in `folder` and its subfolders, except hidden ones; each is named by its path in it.

    Raises:
        ArticlesError: the folder is missing, not a folder, unreadable, or holds no article file.
    """
    articles: list[Article] = []
    passages: list[tuple[Passage, ...]] = []
    files = folder_files(folder)
    published = find_pages(folder, [address_of(path) for path in files.articles])
    notes = [*files.notes, *published.notes]
    skipped: list[UnreadableArticleError] = []
    with Worker() as worker:
        for path in watch(list(files.articles), "Reading articles"):
            name = path.relative_to(folder).as_posix()
            try:
                document = read(file_bytes(path, name), name=name, worker=worker)
            except UnreadableArticleError as error:
                skipped.append(error)
                continue
            document = _located(document, published.pages.get(address_of(path)), name)
            articles += document.articles
            passages += document.passages
            notes += document.notes
    return FolderArticles(tuple(articles), tuple(notes), tuple(skipped), tuple(passages))


def _located(document: ParsedDocument, page: SitePage | None, name: str) -> ParsedDocument:
    """The document with the address of the page of a site that it is, in its articles and in their passages."""
    if page is None:
        return document
    articles = tuple(located(each, page, file=name, stated=document.address_keys) for each in document.articles)
    passages = tuple(
        tuple(each.model_copy(update={"article": article}) for each in of_article)
        for article, of_article in zip(articles, document.passages, strict=True)
    )
    return document._replace(articles=articles, passages=passages)


def file_bytes(path: Path, name: str) -> bytes:
    """The bytes of the file at `path`, which messages call `name`.

    Raises:
        UnreadableArticleError: the file is missing, not a regular one, too large, may not be read, or has a name that
            cannot be stored.
    """
    if not is_text(name):
        raise name_error(name)
    try:
        if path.is_dir():
            os.scandir(path).close()  # a folder is here because it may not be listed
        if not path.is_symlink() and not path.exists():
            raise UnreadableArticleError(f"`{name}` is not there", "check its name, or whether it has been removed")
        if not path.is_file():
            raise UnreadableArticleError(f"`{name}` is not a regular file", "remove it or put the article in its place")
        check_size(path.stat().st_size, SUFFIXES.get(path.suffix.lower(), Format.TEXT), name=name)
        with path.open("rb") as file:
            return stream_bytes(file, name)
    except OSError as error:
        raise UnreadableArticleError(f"`{name}` cannot be read: {error.strerror}", "check its permissions") from error


def is_text(name: str) -> bool:
    """Whether a name is text; on POSIX, it may be any bytes, which Python represents by surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def display_name(name: str) -> str:
    """The name with a replacement character for what is no text."""
    return name.encode(errors="surrogateescape").decode(errors="replace")


def name_error(name: str) -> UnreadableArticleError:
    """The error of a file whose name is no text."""
    return UnreadableArticleError(f"`{display_name(name)}` has a name that is not UTF-8", "rename it")


def stream_bytes(stream: BinaryIO, name: str) -> bytes:
    """All bytes of a stream, such as standard input.

    Raises:
        UnreadableArticleError: there are more than the largest document may have.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableArticleError(f"`{name}` has more than {MAX_BYTES / 1e6:.0f} MB", "give articles of their own")
    return data
