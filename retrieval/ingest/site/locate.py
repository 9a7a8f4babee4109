"""Where is an article of a site found? Its page's address and its headings' anchors are put into the article."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from retrieval.ingest.site.page import SitePage, page_address
from retrieval.ingest.site.slugs import with_anchors
from retrieval.records import Article

MARKDOWN: Final = frozenset((".md", ".mdx", ".markdown"))
"""The formats whose headings get their anchors from the generator; in the others the reader knows them."""


def located(article: Article, page: SitePage, *, file: str, stated: Mapping[str, str]) -> Article:
    """The article of a file with the address of its page; the address that the article states for itself stays.

    `stated` is what the front matter says of its address.
    """
    url = article.source.url or page_address(page, stated)
    version = article.version
    if PurePosixPath(file).suffix.lower() in MARKDOWN:
        version = with_anchors(version, page.generator)
    return article.model_copy(update={"source": article.source.model_copy(update={"url": url}), "version": version})
