"""The anchors of headings by generator."""

import pytest

from retrieval.ingest.markdown.reader import markdown_article
from retrieval.ingest.site.configs.content_root import Generator
from retrieval.ingest.site.slugs import with_anchors
from retrieval.records import BlockKind


def anchors(markdown: str, generator: Generator) -> list[str | None]:
    """The anchors of the headings of a Markdown file."""
    version = with_anchors(markdown_article(f"{markdown}\n\nIt rains here.", file="a.md").version, generator)
    return [block.anchor for block in version.blocks if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize(
    ("heading", "mkdocs", "github", "vitepress", "sphinx"),
    [
        ("Getting started", "getting-started", "getting-started", "getting-started", "getting-started"),
        ("What's new?", "whats-new", "whats-new", "what-s-new", "what-s-new"),
        ("C++ & Go", "c-go", "c--go", "c-go", "c-go"),
        ("`max_size` option", "max_size-option", "max_size-option", "max-size-option", "max-size-option"),
        ("Über café", "uber-cafe", "über-café", "uber-cafe", "uber-cafe"),
        ("2. Install", "2-install", "2-install", "_2-install", "install"),
        ("a – b", "a-b", "a--b", "a-–-b", "a-b"),
        ("日本語", "_1", "日本語", "日本語", None),
    ],
)
def test_slug(heading: str, mkdocs: str, github: str, vitepress: str, sphinx: str | None) -> None:
    """Each generator makes its own slug of a heading."""
    made = [Generator.MKDOCS, Generator.DOCUSAURUS, Generator.VITEPRESS, Generator.SPHINX]
    assert [anchors(f"## {heading}", each) for each in made] == [[mkdocs], [github], [vitepress], [sphinx]]


@pytest.mark.parametrize(
    ("generator", "expected"),
    [
        (Generator.MKDOCS, ["note", "note_1", "note_2"]),
        (Generator.STARLIGHT, ["note", "note-1", "note-2"]),
        (Generator.HUGO, ["note", "note-1", "note-2"]),
        (Generator.SPHINX, ["note", None, None]),
    ],
)
def test_equal_headings(generator: Generator, expected: list[str | None]) -> None:
    """Equal headings are counted as the generator does; where that is not known, only the first has an anchor."""
    assert anchors("## Note\n\nOne.\n\n## Note\n\nTwo.\n\n## Note", generator) == expected


@pytest.mark.parametrize("generator", list(Generator))
def test_stated(generator: Generator) -> None:
    """An anchor that a heading states for itself stays."""
    assert anchors("## What's new? {#news}", generator) == ["news"]
