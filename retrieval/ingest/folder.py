"""A folder of files → its articles, and the files that could not be read."""

from pathlib import Path
from typing import NamedTuple

from retrieval.errors import ArticlesError, UnreadableArticleError
from retrieval.ingest.files import WANTED, article_files, file_bytes
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Article


class Folder(NamedTuple):
    """The articles of a folder in the order of their paths, and one line for each file that needs a word.

    `notes` name files that are among the articles, `skipped` files that are not.
    """

    articles: tuple[Article, ...]
    notes: tuple[str, ...]
    skipped: tuple[UnreadableArticleError, ...]


def read_folder(folder: Path, *, watch: ProgressCallback = no_progress) -> Folder:
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
