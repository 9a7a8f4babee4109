"""Which work, language and release does an address state? "docs/de/13.x/setup.md" → "docs/setup", German, release 13.

An address is a path or a URL. Its work is what is left without the marks of language and release. This says nothing
yet: a lone folder "de" or "v2" means nothing, until another article has the same work with other marks.
"""

from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

import regex

from retrieval.editions.language_marks import language_named
from retrieval.editions.releases import FIRST, LATEST, UNRELEASED, Release, release_named

CACHED: Final = 1 << 12  # addresses
SUFFIX: Final = regex.compile(r"\.(?:mdx?|markdown|html?|rst|te?xt|adoc|asciidoc|pdf|docx?|odt|rtf|epub|php|aspx?)$")
LANGUAGE_FOLDERS: Final = frozenset(
    "i18n _i18n l10n translations translation locales locale lang langs languages".split()
)
"""Folders that hold one folder a language, and are no part of the work."""

RELEASE_FOLDERS: Final = frozenset("version versions release releases".split())
NUMBERED_FOLDERS: Final = RELEASE_FOLDERS | {"docs", "doc", "documentation", "manual", "reference"}
"""Folders in which a plain number is a release: "docs/16/", but not "chapter/16/" or "2024/05/"."""

DOCUSAURUS: Final = regex.compile(
    r"(?:(?P<instance>.+)_)?versioned_docs|docusaurus-plugin-content-docs(?:-(?P<instance>.+))?"
)
"""The folders of releases and of translations; https://docusaurus.io/docs/versioning, https://docusaurus.io/docs/i18n/git."""

ONE_EACH: Final = regex.compile(r"change|release|history|news|migrat|upgrad|update")
"""Files about one release each: "upgrade-v2" is no newer edition of "upgrade-v1"."""

LANGUAGE_PARAMETERS: Final = frozenset(("lang", "hl", "locale", "language"))
LANGUAGE_END: Final = regex.compile(r"(?P<name>.+?)[-_. ](?P<mark>\p{L}{2,10}(?:[-_](?:\p{L}{2}|\p{L}{4}|\d{3})){0,2})")
RELEASE_END: Final = regex.compile(  # bounded, because the number is looked for from every place on
    r"(?=.{1,250}\Z)(?P<name>.*?\p{L}.*?)[-_. ](?P<mark>v\d+(?:\.\d+)*(?:\.x)?|\d+(?:\.\d+)+(?:\.x)?|\d+\.x)"
)


class Edition(NamedTuple):
    """What an address states; `language` and `release` are `None` where it has no mark of them.

    Attributes:
        mark: the mark of the language as written, which may tell regions apart.
        unmarked: the release of an address of the same work that has no mark.
    """

    work: str
    mark: str = ""
    language: str | None = None
    release: Release | None = None
    unmarked: Release = LATEST

    @property
    def marks(self) -> tuple[str, Release | None]:
        """What tells it from the other editions of its work."""
        return self.mark, self.release


@lru_cache(CACHED)
def edition_at(address: str, text_language: str) -> Edition:
    """The edition at this path or URL, of an article whose text is in this language."""
    parts = _parts(address)
    found = Edition("")
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else ""
        found = _with_part(found, before, part, text_language, is_last=at == len(parts) - 1)
    return found


def _with_part(found: Edition, before: str, part: str, text_language: str, *, is_last: bool) -> Edition:
    """The edition with one more part of its address, which is a mark, has one, or is part of the work."""
    if match := DOCUSAURUS.fullmatch(part):
        unmarked = UNRELEASED if part.endswith("versioned_docs") else found.unmarked
        return _below(found._replace(unmarked=unmarked), match["instance"] or "docs")
    if part == "current" and DOCUSAURUS.fullmatch(before):
        return found
    if not found.mark and (language := language_named(part, text_language)):
        return _without(found, LANGUAGE_FOLDERS)._replace(mark=part, language=language)
    if found.release is None and not is_last:
        release = release_named(part, allows_plain_number=before in NUMBERED_FOLDERS)
        if release:
            return _without(found, RELEASE_FOLDERS)._replace(release=release)
    return _with_name(found, part, text_language)


def _with_name(found: Edition, name: str, text_language: str) -> Edition:
    """The edition with a part of its work that may end in marks: "guide.pt-br", "docs_de", "rules-v2"."""
    match = None if found.mark else LANGUAGE_END.fullmatch(name)
    if match and (language := language_named(match["mark"], text_language)):
        found, name = _without(found._replace(mark=match["mark"], language=language), LANGUAGE_FOLDERS), match["name"]
    match = None if found.release or ONE_EACH.search(name) else RELEASE_END.fullmatch(name)
    if match and (release := release_named(match["mark"])):
        found, name = found._replace(release=release, unmarked=min(found.unmarked, FIRST)), match["name"]
    return _below(found, name)


def _below(found: Edition, part: str) -> Edition:
    return found._replace(work=f"{found.work}/{part}")


def _without(found: Edition, folders: frozenset[str]) -> Edition:
    """The edition without the last part of its work, if it is one of `folders`."""
    parent, _, last = found.work.rpartition("/")
    return found._replace(work=parent) if last in folders else found


def _parts(address: str) -> list[str]:
    """The parts of a path; of a URL the first label of a long host, the rest of it, the path, and what it asks for."""
    if "://" not in address:
        return [part for part in SUFFIX.sub("", address.casefold()).split("/") if part]
    split = urlsplit(address)
    path = [part for part in SUFFIX.sub("", unquote(split.path).casefold()).split("/") if part]
    host = (split.hostname or "").removeprefix("www.")
    query = parse_qsl(split.query.casefold())
    return [
        *(host.split(".", 1) if host.count(".") > 1 else [host]),
        *(path[:-1] if path[-1:] == ["index"] else path),
        *(f"{name}={value}" for name, value in query if name not in LANGUAGE_PARAMETERS),
        *(value for name, value in query if name in LANGUAGE_PARAMETERS),
    ]
