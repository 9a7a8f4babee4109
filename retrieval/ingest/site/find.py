"""Which pages of a site are the files of a folder? Its generator's configuration is looked for beside and above it.

wiki/mkdocs.yml, wiki/docs/a.md    add wiki, wiki/docs or wiki/docs/guide
repo/website/docusaurus.config.js, repo/docs/a.md
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from retrieval.ingest.site.configs import docusaurus, hugo, jekyll, mdbook, mkdocs, sphinx, starlight, vitepress
from retrieval.ingest.site.configs.content_root import ContentRoot, Generator, is_public
from retrieval.ingest.site.page import SitePage
from retrieval.ingest.site.rules import route

CONFIGURATIONS: Final[Sequence[tuple[Sequence[str], Callable[[Path], Iterator[ContentRoot]]]]] = tuple(
    (each.NAMES, each.content_roots)
    for each in (mkdocs, docusaurus, vitepress, hugo, mdbook, starlight, sphinx, jekyll)
)
"""The names of each generator's configuration, and what reads it; the first that holds a file decides."""

MOST_ABOVE: Final = 4  # folders above the one that is added
MOST_FOLDERS: Final = 2_000  # with files, below it, in which one is looked for
NEIGHBOURS: Final = ("website", "site", "docs", "book")  # folders where the configuration for another folder may lie
NAMED: Final = 3  # paths that a note names


class SiteOptions(NamedTuple):
    """What a person states of the addresses of a folder's files.

    Attributes:
        base: the address of the folder's index, with a slash at its end; `None` for what the configuration states.
        generator: what makes the site; `None` where its configuration says so.
        addresses: the whole addresses of some files, by their paths in the folder.
    """

    base: str | None = None
    generator: Generator | None = None
    addresses: Mapping[str, str] = {}


BY_CONFIGURATION: Final = SiteOptions()


class FoundPages(NamedTuple):
    """The page of each file that has one, by the file's absolute path, and a line for each site that they are of."""

    pages: Mapping[str, SitePage] = {}
    notes: tuple[str, ...] = ()


def find_pages(folder: Path, files: Sequence[str], options: SiteOptions = BY_CONFIGURATION) -> FoundPages:
    """The pages that these files of a folder become; `files` are absolute paths."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 -- `resolve` would follow links, which may move
    roots = _chosen_roots(folder, files, options)
    pages: dict[str, SitePage] = {}
    counts: Counter[ContentRootKey] = Counter()
    for file in files:
        root = _root_of(Path(file), roots)
        page = route(root, PurePosixPath(Path(file).relative_to(root.folder).as_posix())) if root else None
        if root and page:
            counts[root.config, root.base] += 1
            pages[file] = page
    stated = {(folder / path).as_posix(): url for path, url in options.addresses.items()}
    about = (
        *_notes(folder, counts, len(files)),
        *_notes_on_map(stated, files),
        *_notes_without_base(folder, roots, files, pages),
    )
    generator = roots[0].generator if roots else Generator.OTHER
    pages |= {file: SitePage(generator=generator, url=stated[file]) for file in files if file in stated}
    return FoundPages(pages, tuple(dict.fromkeys(about)))


ContentRootKey = tuple[Path | None, str | None]
"""The configuration and the base of a content root."""


def _chosen_roots(folder: Path, files: Sequence[str], options: SiteOptions) -> list[ContentRoot]:
    """The content roots that hold files, the deepest first; with a stated base only the one that holds most."""
    if options.generator:
        return [ContentRoot(options.generator, folder, base=options.base)]
    read_roots = (root for config, read in _configs(folder, files) for root in read(config))
    found = [root if is_public(root.base) else root._replace(base=None) for root in read_roots]
    holding = Counter(root.folder for file in files if (root := _root_of(Path(file), found)))
    roots = [root for root in found if holding[root.folder]]
    if options.base is None:
        return roots
    if not roots:
        return [ContentRoot(Generator.OTHER, folder, base=options.base)]
    most = max(roots, key=lambda root: holding[root.folder])
    if not most.folder.is_relative_to(folder):
        most = most._replace(folder=folder, rewrites={}, hidden=(), excluded=())
    return [most._replace(base=options.base)]


def _root_of(file: Path, roots: Sequence[ContentRoot]) -> ContentRoot | None:
    """The deepest content root that holds a file; of two in one folder the one with a base, or the first."""
    holding = [root for root in roots if file.is_relative_to(root.folder)]
    return max(holding, key=lambda root: (len(root.folder.parts), root.base is not None), default=None)


def _configs(folder: Path, files: Sequence[str]) -> Iterator[tuple[Path, Callable[[Path], Iterator[ContentRoot]]]]:
    """The configurations that may be about files in a folder, each with what reads it."""
    for place in dict.fromkeys((*_folders_above(folder), *_folders_below(folder, files))):
        for names, read in CONFIGURATIONS:
            config = next((place / name for name in names if (place / name).is_file()), None)
            if config:
                yield config, read


def _folders_above(folder: Path) -> Iterator[Path]:
    """The folder and those above it, up to the top of its repository, and their neighbours."""
    for place in (folder, *folder.parents)[: MOST_ABOVE + 1]:
        yield place
        yield from (place / name for name in NEIGHBOURS)
        if (place / ".git").exists():
            return


def _folders_below(folder: Path, files: Sequence[str]) -> list[Path]:
    """The folders below this one that the files lie in, those above before those below."""
    found: set[Path] = set()
    for file in files:
        place = Path(file).parent
        while len(found) < MOST_FOLDERS and place not in found and place != folder and place.is_relative_to(folder):
            found.add(place)
            place = place.parent
    return sorted(found)


def _notes(folder: Path, counts: Mapping[ContentRootKey, int], files: int) -> Iterator[str]:
    for (config, base), count in counts.items():
        where = f"{_shown(config, folder)}, {base}" if config else f"{base}"
        yield f"addresses of {count} of {files} files: {where}"


def _notes_on_map(stated: Mapping[str, str], files: Sequence[str]) -> Iterator[str]:
    """A line for the paths with a stated address that are no files of the folder."""
    missing = sorted(stated.keys() - set(files))
    if stated:
        yield f"addresses of {len(stated) - len(missing)} of {len(files)} files: as they are stated"
    if missing:
        named = ", ".join([f"`{Path(path).name}`" for path in missing[:NAMED]] + ["…"] * (len(missing) > NAMED))
        yield f"{len(missing)} stated addresses are of no article file here: {named}"


def _notes_without_base(
    folder: Path, roots: Sequence[ContentRoot], files: Sequence[str], pages: Mapping[str, SitePage]
) -> Iterator[str]:
    """A line for each configuration that is about files, and states no base."""
    without = {root.config: root for file in files if file not in pages and (root := _root_of(Path(file), roots))}
    for config, root in without.items():
        if config and root.base is None:
            yield f"no addresses: `{_shown(config, folder)}` does not state where the site is (hint: give --base-url)"


def _shown(config: Path, folder: Path) -> str:
    """The path of a configuration in the folder, or its name, which does not reveal other folders."""
    return config.relative_to(folder).as_posix() if config.is_relative_to(folder) else config.name
