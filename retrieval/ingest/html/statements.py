"""What does a page state about itself? Title, author, publisher, date, URL and language, each cleaned."""

from collections.abc import Iterable, Sequence
from typing import Final

import regex
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from retrieval.ingest.document.metadata import (
    SourceMetadata,
    clean_date,
    clean_language,
    clean_text,
    clean_url,
    host_of,
)
from retrieval.ingest.html.measure import words
from retrieval.ingest.html.tree import Element

TITLE_NAMES: Final = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
"""The names of `<meta>` that state the page's title, the most reliable first."""

SEPARATOR: Final = regex.compile(r"(?:\G|(?<!\s))(?:\s++(?:[|·•»›«‹/–—-]|::?)\s++|\s*+[|_｜](?!\w{1,3}\b)\s*+)")
MONTHS: Final = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
DATE_WORDS: Final = frozenset(f"{MONTHS} {WEEKDAYS} posted published updated on at am pm est edt gmt utc před".split())
NO_AUTHORS: Final = frozenset(
    "username user name author authors admin administrator editor staff byline by guest anonymous contributor"
    " contributors"
    " 作者 http https www written view posts".split()
)


def stated_metadata(page: HtmlElement, *, name: str) -> Document:
    """What trafilatura finds that the page, read from the file or URL `name`, states about itself."""
    return extract_metadata(page, default_url=name if host_of(name) else None, extensive=False)


def page_metadata(root: Element, stated: Document, headings: Sequence[str]) -> SourceMetadata:
    """What the page states about itself; `headings` are those of its article, and then those outside of it."""
    publisher = clean_text(stated.sitename)
    return SourceMetadata(
        title=page_title(root, headings, publisher=publisher),
        author=clean_author(stated.author),
        publisher=publisher,
        published=clean_date(stated.date),
        url=clean_url(stated.url),
        language=clean_language(root.get("lang")) or clean_language(stated.language),
    )


def page_title(root: Element, headings: Sequence[str], *, publisher: str | None) -> str | None:
    """The title: the heading that the page's head repeats, else what the head states, else the first heading."""
    stated = [title for title in map(clean_text, _stated_titles(root)) if title]
    for heading in filter(None, map(clean_text, headings)):
        if any(_repeats(title, heading) for title in stated) and not _is_site(heading, publisher, stated, headings):
            return heading
    titles = [without_site(title, publisher) for title in stated]
    own = next((title for title in titles[:-1] if title.casefold() != (publisher or "").casefold()), None)
    first = next(filter(None, map(clean_text, headings)), None)
    return own or first or next(iter(titles), None)


def without_site(title: str, publisher: str | None) -> str:
    """The title without the name of the site before or after it, as in "A Day in May | The Site"."""
    parts = SEPARATOR.split(title)
    site = (publisher or "").casefold()
    kept = [part for part in parts if part.strip() and part.strip().casefold() != site]
    if len(parts) == 1 or not kept or not site or len(kept) == len(parts):
        return title
    first, last = title.index(kept[0]), title.rindex(kept[-1]) + len(kept[-1])
    return title[first:last].strip()


def clean_author(value: str | None) -> str | None:
    """The author's name, or several parted by "; ", without the dates and placeholders that pages set beside it."""
    names: dict[str, str] = {}
    for part in (value or "").split(";"):
        name = _without_date(part)
        if name and name.casefold() not in NO_AUTHORS:
            names.setdefault(name.casefold(), name)
    return clean_text("; ".join(names.values()))


def _without_date(name: str) -> str:
    """The name without the date at its end or beginning; a first name such as "May" or "April" stays."""
    found = name.split()
    while len(found) > 2 and _is_of_date(found[-1]):  # noqa: PLR2004 -- "Theresa May" is a name
        found.pop()
    while len(found) > 2 and _is_of_date(found[0]) and _is_of_date(found[1]):  # noqa: PLR2004 -- "May 22 …", not "May Lee"
        found = found[2:]
    return "" if all(map(_is_of_date, found)) else " ".join(found)


def _is_of_date(word: str) -> bool:
    plain = word.strip(".,:|-–—•·").casefold()
    return not plain or plain in DATE_WORDS or plain[0].isdigit()


def _stated_titles(root: Element) -> Iterable[str]:
    """What the head of the page calls it: in its `<meta>`, then its `<title>`."""
    stated: dict[str, str] = {}
    title = ""
    for element in root.descendants():
        if element.tag == "meta":
            for name in f"{element.get('property')} {element.get('name')}".lower().split():
                stated.setdefault(name, element.get("content"))
        elif element.tag == "title" and not title:
            title = element.text()
        elif element.tag == "p":
            break
    return [*(stated[name] for name in TITLE_NAMES if name in stated), title]


def _repeats(title: str, heading: str) -> bool:
    """Whether the title has all words of the heading, or nearly all the other way round."""
    in_title, in_heading = words(title), words(heading)
    if not in_heading or not in_title:
        return False
    shared = len(set(in_title) & set(in_heading))
    return shared == len(set(in_heading)) or shared >= 0.8 * len(set(in_title))


def _is_site(heading: str, publisher: str | None, stated: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether the heading is the name of the site, where the page has another one of its own."""
    if publisher and heading.casefold() == publisher.casefold():
        return True
    ends = any(len(parts := SEPARATOR.split(title)) > 1 and parts[-1].strip() == heading for title in stated)
    others = [other for other in headings if other != heading and any(_repeats(title, other) for title in stated)]
    return ends and bool(others)
