"""Where are the articles of an import found by their readers? The URL of a page, a file's name, a site's address."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from retrieval.import_task import Fetched, ImportTask
from retrieval.ingest.files import is_text
from retrieval.ingest.inputs import STANDARD_INPUT, Input, is_url
from retrieval.ingest.site.find import FoundPages, SiteOptions, find_pages
from retrieval.ingest.site.locate import located
from retrieval.records import Article


def find_pages_of(argument: str, inputs: Sequence[Input], site: SiteOptions) -> FoundPages:
    """The pages of a site that the files of a folder are, or one file that is named by itself."""
    path = Path(argument)
    if is_url(argument) or not path.exists():
        return FoundPages()
    folder = path if path.is_dir() else path.parent
    return find_pages(folder, [each.address for each in inputs if is_text(each.address)], site)


def with_location(article: Article, task: ImportTask, fetched: Fetched, stated: Mapping[str, str]) -> Article:
    """The article with the location that quotes show: the URL of a page, the name of a file, and where that is found.

    `stated` is what the front matter of a file says of its address.
    """
    is_file = fetched.url is None and task.input.address != STANDARD_INPUT
    location = {"file": task.input.name if is_file else None, "url": article.source.url or fetched.url}
    placed = article.model_copy(update={"source": article.source.model_copy(update=location)})
    return located(placed, task.page, file=task.input.name, stated=stated) if task.page else placed
