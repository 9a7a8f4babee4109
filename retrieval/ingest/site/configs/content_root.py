"""Where do the pages of a site lie, and what is the address of the first of them? The record of all configurations."""

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from retrieval.ingest.document.metadata import clean_url, host_of

PLACEHOLDERS: Final = ("example.com", "example.org", "example.net")


class Generator(StrEnum):
    """The program that makes a site of files; `OTHER` gives each file a folder, and headings GitHub's anchors."""

    MKDOCS = "mkdocs"
    DOCUSAURUS = "docusaurus"
    VITEPRESS = "vitepress"
    HUGO = "hugo"
    MDBOOK = "mdbook"
    SPHINX = "sphinx"
    JEKYLL = "jekyll"
    STARLIGHT = "starlight"
    OTHER = "other"


class ContentRoot(NamedTuple):
    """A folder whose files become the pages of a site.

    Attributes:
        config: the configuration that says so; `None` where a person does.
        base: the address of the folder's index, with a slash at its end; `None` where the configuration has none.
        ending: of the address of a page, such as "/" or ".html"; `None` for what the generator does by itself.
        keeps_numbers: whether the "01-" of "01-start.md" stays in the address.
        keeps_case: whether capitals stay in the address.
        rewrites: the paths that are published under other paths.
        languages: the codes whose files lie beside the others, as "a.de.md".
        hidden: the folders in it of which nothing is published, or at addresses that are not known.
        excluded: Sphinx's patterns of the files and folders in it that are not published.
    """

    generator: Generator
    folder: Path
    config: Path | None = None
    base: str | None = None
    ending: str | None = None
    keeps_numbers: bool = False
    keeps_case: bool = False
    rewrites: Mapping[str, str] = MappingProxyType({})
    languages: Sequence[str] = ()
    hidden: Sequence[str] = ()
    excluded: Sequence[str] = ()


def joined(base: object, *paths: object) -> str | None:
    """The address of these paths below a base, with a slash at its end; `None` where one of them is not known.

    The base has to be a web address without a query and a fragment.
    """
    address, parts = clean_url(base), [path.strip("/") for path in paths if isinstance(path, str)]
    if address is None or "?" in address or "#" in address or len(parts) < len(paths):
        return None
    return "/".join((address.rstrip("/"), *filter(None, parts), ""))


def is_public(base: str | None) -> bool:
    """Whether a base is one that readers can open: not this machine, and no placeholder of a template (RFC 2606)."""
    host = host_of(base or "") or ""
    is_local = host == "localhost" or host.startswith("127.")
    return bool(host) and not is_local and not host.endswith(PLACEHOLDERS)


def folder_below(folder: Path, path: object, default: str) -> Path:
    """The folder that a configuration in `folder` names by a relative path."""
    named = path if isinstance(path, str) and "\0" not in path else default
    return Path(os.path.abspath(folder / named))  # noqa: PTH100 -- `resolve` would follow links
