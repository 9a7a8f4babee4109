"""Which anchor does a generator give to a heading? The heading's text → its slug, counted where it is there already."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from unicodedata import normalize

import regex

from retrieval.ingest.site.configs.content_root import Generator
from retrieval.records import Block, BlockKind, Version

NOT_IN_GITHUB: Final = regex.compile(r"[^\p{L}\p{M}\p{N}\p{Pc}\- ]")
NOT_IN_MKDOCS: Final = regex.compile(r"[^\w\s-]", regex.ASCII)
BLANKS_AND_HYPHENS: Final = regex.compile(r"[-\s]+")
IN_VITEPRESS: Final = regex.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
COMBINING: Final = regex.compile(r"[\u0300-\u036F\u0000-\u001f]")
NOT_IN_SPHINX: Final = regex.compile(r"[^a-z0-9]+")
BEFORE_LETTER: Final = regex.compile(r"\A[-0-9]+|-+\Z")


class Slugs(NamedTuple):
    """How a generator makes anchors of headings.

    Attributes:
        of: the slug of a text.
        mark: what stands before the number of a slug that is there already; `None` where the number is not known.
        numbers_blank: whether a heading without a slug gets a number alone.
    """

    of: Callable[[str], str]
    mark: str | None = "-"
    numbers_blank: bool = False


def github_slug(text: str) -> str:
    """The slug that GitHub, Docusaurus and Starlight make (the package github-slugger); Hugo and mdBook do likewise."""
    return NOT_IN_GITHUB.sub("", text.lower()).replace(" ", "-")


def mkdocs_slug(text: str) -> str:
    """The slug that Python-Markdown's `toc` makes by itself: letters of ASCII only."""
    ascii_text = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return BLANKS_AND_HYPHENS.sub("-", NOT_IN_MKDOCS.sub("", ascii_text).strip().lower())


def vitepress_slug(text: str) -> str:
    """The slug that VitePress makes (the package @mdit-vue/shared)."""
    plain = COMBINING.sub("", normalize("NFKD", text))
    slug = IN_VITEPRESS.sub("-", plain).strip("-").lower()
    return f"_{slug}" if slug[:1].isdigit() and slug[:1].isascii() else slug


def sphinx_slug(text: str) -> str:
    """The id that docutils makes (`nodes.make_id`), without its spellings for letters such as "ø"."""
    ascii_text = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return BEFORE_LETTER.sub("", NOT_IN_SPHINX.sub("-", " ".join(ascii_text.split())))


GITHUB: Final = Slugs(github_slug)
SLUGS: Final[Mapping[Generator, Slugs]] = {
    Generator.MKDOCS: Slugs(mkdocs_slug, mark="_", numbers_blank=True),
    Generator.VITEPRESS: Slugs(vitepress_slug),
    Generator.SPHINX: Slugs(sphinx_slug, mark=None),  # docutils counts all ids of a document together
}


def with_anchors(version: Version, generator: Generator) -> Version:
    """The version of a Markdown file with the anchors that the generator gives its headings.

    An anchor that the heading states for itself stays: it is not the one that the reader has made, which is GitHub's.
    """
    headings = [block for block in version.blocks if block.kind is BlockKind.HEADING]
    texts = [" ".join(block.of(version.text).split()) for block in headings]
    made = _anchors(texts, SLUGS.get(generator, GITHUB))
    anchors = dict(zip(headings, made, strict=True))
    return version.model_copy(
        update={"blocks": tuple(_with_anchor(block, version, anchors) for block in version.blocks)}
    )


def _with_anchor(block: Block, version: Version, anchors: Mapping[Block, str | None]) -> Block:
    if block not in anchors or not _is_made(block, version):
        return block
    return block.model_copy(update={"anchor": anchors[block]})


def _is_made(block: Block, version: Version) -> bool:
    """Whether the anchor of a heading is the reader's: the slug of its text, or that with a number."""
    slug = github_slug(" ".join(block.of(version.text).split()))
    anchor = block.anchor or slug
    return anchor == slug or regex.fullmatch(regex.escape(slug) + r"-\d+", anchor) is not None


def _anchors(texts: Sequence[str], slugs: Slugs) -> Iterator[str | None]:
    seen: Counter[str] = Counter()
    for text in texts:
        slug = slugs.of(text)
        count = seen[slug]
        seen[slug] += 1
        if not slug and slugs.numbers_blank:
            yield f"{slugs.mark}{count + 1}"
        elif not slug or (count and slugs.mark is None):
            yield None
        else:
            yield f"{slug}{slugs.mark}{count}" if count else slug
