"""What does a source state of itself? Its claims, put beside a version, make an article."""

from datetime import date
from typing import NamedTuple

from retrieval.analysis.language import LANGUAGES, language_of
from retrieval.ingest.document.metadata import host
from retrieval.records import Article, Source, Version

TELLING = 300  # characters of a text that tell its language better than what is stated of it


class Stated(NamedTuple):
    """What a source states of itself; `None` where it states nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None

    def or_else(self, other: "Stated") -> "Stated":
        """These claims, with the other's where there is none."""
        return other._replace(**{field: claim for field, claim in self._asdict().items() if claim is not None})


def article_of(version: Version, stated: Stated, *, name: str) -> Article:
    """The article that `name`, a file or a web address, holds."""
    source = Source(
        id=name,
        version=version.id,
        title=stated.title,
        publisher=stated.publisher,
        published=stated.published,
        url=_address(stated.url, name),
        file=None if host(name) else name,
    )
    language = _language(stated.language, version.quoted)
    return Article(source=source, version=version, author=stated.author, language=language)


def _language(stated: str | None, text: str) -> str:
    """The language that the text shows, for templates often state another; what is stated, where the text is short."""
    if stated and (len(text) < TELLING or stated not in LANGUAGES):
        return stated
    return language_of(text)


def _address(stated: str | None, name: str) -> str | None:
    """The address that quotes link to; a page may speak for its own host only, or it could pass for another's."""
    here = host(name)
    return stated if stated and here in {None, host(stated)} else name if here else None
