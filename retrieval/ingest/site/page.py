"""Where is a page of a site, and what may its front matter change about that? Page and front matter → address."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from retrieval.ingest.document.metadata import clean_url
from retrieval.ingest.site.configs.content_root import Generator
from retrieval.records import Record

KEYS: Final[Mapping[Generator, tuple[str, ...]]] = {
    Generator.DOCUSAURUS: ("slug", "id"),
    Generator.HUGO: ("url", "slug"),
    Generator.JEKYLL: ("permalink",),
    Generator.STARLIGHT: ("slug",),
}
"""What each generator reads of the front matter for the address, the key that decides first."""

WHOLE: Final = frozenset(((Generator.HUGO, "url"), (Generator.JEKYLL, "permalink"), (Generator.STARLIGHT, "slug")))
"""The keys that state all of the path, whether or not they begin with a slash."""

PLACEHOLDER: Final = ":"  # begins a part of a path that the generator computes
_IN_PATH: Final = "/%:@!$&'()*+,;=~"


class SitePage(Record):
    """The page that a file becomes: `base + folder + name + ending`; without a name it is the index of its folder.

    `url` is its whole address where a person has stated it, and then nothing changes that.
    """

    generator: Generator
    base: str = ""
    folder: str = ""
    name: str = ""
    ending: str = "/"
    url: str | None = None


def page_address(page: SitePage, stated: Mapping[str, str]) -> str | None:
    """The address of a page whose front matter has `stated` these values; `None` where it cannot be known."""
    if page.url:
        return page.url
    keys = KEYS.get(page.generator, ())
    key, value = next(((key, value) for key in keys if (value := stated.get(key, "").strip())), ("", ""))
    if "://" in value or PLACEHOLDER in value:
        return clean_url(value)
    if not value or (key == "id" and not page.name):
        return _address(page, page.folder, page.name)
    if page.generator is Generator.HUGO and key == "slug" and not page.name:
        return None  # it counts for the folder of a page, and not for a section, and both are indexes
    if value.startswith("/") or (page.generator, key) in WHOLE:
        return _stated_address(page, value)
    return _address(page, page.folder, value.removeprefix("./").strip("/"))


def _address(page: SitePage, folder: str, name: str) -> str:
    path = f"{folder}{name}{page.ending}" if name else folder
    return f"{page.base}{quote(path, safe=_IN_PATH)}"


def _stated_address(page: SitePage, path: str) -> str:
    """The address of a path as the front matter has it; Starlight's slugs end as its other pages do."""
    name = path.strip("/")
    if page.generator is Generator.STARLIGHT:
        return _address(page, "", name)
    is_folder = path.endswith("/") or (page.generator is Generator.DOCUSAURUS and page.ending == "/")
    return f"{page.base}{quote(name, safe=_IN_PATH)}{'/' if name and is_folder else ''}"
