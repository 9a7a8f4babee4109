"""At which address does a generator publish a file? The path of the file below its content root → a page of the site.

guide/02-install.md    Docusaurus: guide/install     MkDocs: guide/02-install/     mdBook: guide/02-install.html
guide/README.md        guide/
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Final, NamedTuple

import regex

from retrieval.ingest.site.configs.content_root import ContentRoot, Generator
from retrieval.ingest.site.page import SitePage
from retrieval.ingest.site.slugs import github_slug

MARKDOWN: Final = frozenset((".md", ".markdown"))
WITH_MDX: Final = frozenset((".md", ".mdx"))
SPHINX_SOURCES: Final = frozenset((".rst", ".md", ".txt"))
HUGO_SOURCES: Final = frozenset((".md", ".markdown", ".html", ".htm", ".adoc", ".asciidoc", ".rst", ".org"))
SOURCES: Final = frozenset((".md", ".markdown", ".mdx", ".rst", ".rest", ".adoc", ".asciidoc", ".asc", ".org"))

NUMBERED: Final = regex.compile(r"(?P<number>\d+)\s*[-_.]+\s*(?P<rest>[^-_.\s].*)")
DATE_OR_VERSION: Final = regex.compile(r"(?:\d{2}|\d{4})[-_.]\d{2}(?:[-_.](?:\d{2}|\d{4}))?.*|\d+[-_.]\d+.*")
WILDCARDS: Final = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
NOT_IN_HUGO_PATH: Final = regex.compile(r"[^\p{L}\p{M}\p{N}./\\_#+~@ -]")


class Rules(NamedTuple):
    """How a generator makes addresses of files.

    Attributes:
        sources: the extensions of the files that become pages.
        indexes: the names, without extension and in lower case, that stand for their folder.
        ending: of the address of a page.
        copies_others: whether files that are no pages are published as they are.
        hides: the beginning of the names of files and folders that are not published.
        segment: what becomes of each folder's and file's name.
    """

    sources: frozenset[str]
    indexes: frozenset[str]
    ending: str
    copies_others: bool = False
    hides: str = "."
    segment: Callable[[str, ContentRoot], str] = lambda name, _: name


def route(root: ContentRoot, file: PurePosixPath) -> SitePage | None:
    """The page that a file of a content root becomes; `None` where it becomes none, or the address is not known.

    `file` is its path below the root, which has a base.
    """
    rules = RULES[root.generator]
    path = PurePosixPath(root.rewrites.get(file.as_posix(), file.as_posix()))
    is_hidden = any(path.as_posix().startswith(each) for each in root.hidden) or _is_excluded(path, root)
    if root.base is None or is_hidden or any(part.startswith(tuple(rules.hides)) for part in path.parts):
        return None
    folders = "".join(f"{rules.segment(name, root)}/" for name in path.parts[:-1])
    if path.suffix.lower() not in rules.sources:
        is_index = path.name.lower() in {"index.html", "index.htm"}
        name = "" if is_index else path.name
        page = SitePage(generator=root.generator, base=root.base, folder=folders, name=name, ending="")
        return page if rules.copies_others else None
    if root.generator is Generator.MDBOOK and path.name == "SUMMARY.md":
        return None
    language, stem = _language(path.stem, root)
    return SitePage(
        generator=root.generator,
        base=root.base + language,
        folder=folders,
        name="" if _is_index(stem, path, root) else rules.segment(stem, root),
        ending=rules.ending if root.ending is None else root.ending,
    )


def _is_excluded(path: PurePosixPath, root: ContentRoot) -> bool:
    """Whether one of Sphinx's patterns matches a file or a folder that it is in (`sphinx.util.matching`)."""
    places = [path.as_posix(), *(place.as_posix() for place in path.parents[:-1])]
    return any(_pattern(each).fullmatch(place) for each in root.excluded for place in places)


@cache
def _pattern(pattern: str) -> regex.Pattern[str]:
    """Sphinx's pattern as a regular expression: `*` and `?` match no slash, `**` does."""
    parts = regex.split(r"(\*\*/?|\*|\?)", pattern.strip("/"))
    return regex.compile("".join(WILDCARDS.get(part) or regex.escape(part) for part in parts))


def _is_index(stem: str, path: PurePosixPath, root: ContentRoot) -> bool:
    is_of_folder = root.generator is Generator.DOCUSAURUS and stem.lower() == path.parent.name.lower()
    return stem.lower() in RULES[root.generator].indexes or is_of_folder


def _language(stem: str, root: ContentRoot) -> tuple[str, str]:
    """The folder of the language that a name such as "start.de" ends with, and the name without it."""
    name, dot, code = stem.rpartition(".")
    return (f"{code}/", name) if dot and code in root.languages else ("", stem)


def _without_number(name: str, root: ContentRoot) -> str:
    """The name without the number that sorts it; dates and versions stay (Docusaurus, `numberPrefix.ts`)."""
    match = None if root.keeps_numbers or DATE_OR_VERSION.fullmatch(name) else NUMBERED.fullmatch(name)
    return match["rest"] if match else name


def _hugo_name(name: str, root: ContentRoot) -> str:
    """The name as Hugo publishes it: blanks become hyphens, and most signs go (Hugo, `paths.Sanitize`)."""
    kept = "-".join(NOT_IN_HUGO_PATH.sub("", name).split())
    return kept if root.keeps_case else kept.lower()


def _slug(name: str, _: ContentRoot) -> str:
    return github_slug(name)


RULES: Final[Mapping[Generator, Rules]] = {
    Generator.MKDOCS: Rules(MARKDOWN, frozenset(("index", "readme")), "/", copies_others=True),
    Generator.DOCUSAURUS: Rules(WITH_MDX, frozenset(("index", "readme")), "", hides="._", segment=_without_number),
    Generator.VITEPRESS: Rules(frozenset((".md",)), frozenset(("index",)), ".html"),
    Generator.HUGO: Rules(HUGO_SOURCES, frozenset(("index", "_index")), "/", copies_others=True, segment=_hugo_name),
    Generator.MDBOOK: Rules(frozenset((".md",)), frozenset(("index", "readme")), ".html", copies_others=True),
    Generator.SPHINX: Rules(SPHINX_SOURCES, frozenset(("index",)), ".html", hides="._"),
    Generator.JEKYLL: Rules(MARKDOWN, frozenset(("index", "readme")), ".html", copies_others=True, hides="._"),
    Generator.STARLIGHT: Rules(WITH_MDX, frozenset(("index",)), "/", hides="._", segment=_slug),
    Generator.OTHER: Rules(SOURCES, frozenset(("index", "readme", "_index")), "/", copies_others=True),
}
