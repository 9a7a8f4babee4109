import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from retrieval.records import BlockKind, Setting
from tests.retrieval.ingest.reading import article_in, articles_in, blocks_in, settings_in, shown_in
from tests.retrieval.samples import assert_well_formed
from tests.tiers import examples

GATE = "The north gate opens at seven in the morning."
DUMP = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en">
<siteinfo><sitename>Plot wiki</sitename><base>https://plots.example.org/wiki/Main_Page</base></siteinfo>
<page><title>North gate</title><ns>0</ns><revision><text>Older.</text></revision>
<revision><text>'''It''' opens at [[seven|seven o'clock]] every day.</text></revision></page>
<page><title>Gate</title><ns>0</ns><redirect title="North gate" /><revision>
<text>#REDIRECT [[North gate]]</text></revision></page>
<page><title>Talk:Gate</title><ns>1</ns><revision><text>I do not think so at all.</text></revision></page>
</mediawiki>"""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("'''Run''' <code>rm -rf /</code> never, ''not'' as [[root]].", "Run rm -rf / never, not as root."),
        ("The [[north gate|gate]]s of [https://example.org the plot].", "The gates of the plot."),
        ("It is so.<ref name=x/> And so on.{{cite web|url=x|title=Y}}", "It is so. And so on."),
        ("Use an {{ItemLink|Iron Key}} or {{key|W}}, {{lang|de|Schlüssel}}.", "Use an Iron Key or W, Schlüssel."),
        ("The fee is <s>30</s> 40, 10<sup>6</sup> <nowiki>''x''</nowiki>.", "The fee is 40, 10⁶ ''x''."),
        ("One<br />two &amp; three. <!-- a remark -->", "One\ntwo & three."),
        ("Two lines\nof one paragraph.", "Two lines of one paragraph."),
        ("{{Infobox|a=b\n|c={{d|e}}\n}}\nText [[Category:Gates]]of it.", "Text of it."),
        ("So [[ask (a verb)|]] it.", "So ask it."),
    ],
)
def test_inline(source: str, text: str) -> None:
    """A sentence is what a reader of the page sees."""
    assert [shown for kind, _, shown in shown_in(source, "a.wiki") if kind is BlockKind.PARAGRAPH] == [text]


def test_structure() -> None:
    """Headings, lists, definitions, code and tables are kept."""
    source = """== The gate ==
* One
** Deeper
# First
# Second
; term : meaning
<syntaxhighlight lang="lua">
x = '''1'''
</syntaxhighlight>
{| class="wikitable"
|+ Fees
! plot !! fee
|-
| style="x" | small || [[40]]
|}
{{Warning|Never alone.}}
<blockquote>Said.</blockquote>
"""
    found = [(block.kind, block.level, block.marker, text) for block, text in blocks_in(source, "a.wiki")]
    assert found == [
        (BlockKind.HEADING, 2, None, "The gate"),
        (BlockKind.ITEM, 1, None, "One"),
        (BlockKind.ITEM, 2, None, "Deeper"),
        (BlockKind.ITEM, 1, "1.", "First"),
        (BlockKind.ITEM, 1, "2.", "Second"),
        (BlockKind.TERM, 0, None, "term"),
        (BlockKind.DEFINITION, 0, None, "meaning"),
        (BlockKind.CODE, 0, None, "x = '''1'''"),
        (BlockKind.CAPTION, 0, None, "Fees"),
        (BlockKind.ROW, 0, None, "plot\tfee"),
        (BlockKind.ROW, 0, None, "small\t40"),
        (BlockKind.PARAGRAPH, 0, None, "Never alone."),
        (BlockKind.PARAGRAPH, 0, None, "Said."),
    ]
    assert settings_in(source, "a.wiki")[-2:] == [(Setting.ADMONITION, "Never alone."), (Setting.QUOTATION, "Said.")]


def test_notes_follow() -> None:
    """Footnotes and the captions of pictures are captions after their paragraph."""
    source = f"[[File:gate.png|thumb|The [[gate]] itself]]{GATE}<ref>A note.</ref>"
    assert shown_in(source, "a.wiki") == [
        (BlockKind.PARAGRAPH, 0, GATE),
        (BlockKind.CAPTION, 0, "The gate itself"),
        (BlockKind.CAPTION, 0, "A note."),
    ]


def test_dump() -> None:
    """Each page of a dump is an article in its last version, with its address; redirects and talk are left out."""
    (article,) = articles_in(DUMP, "dump.xml")
    source = article.source
    assert (source.title, source.publisher, source.url) == (
        "North gate",
        "Plot wiki",
        "https://plots.example.org/wiki/North_gate",
    )
    assert article.version.text == "It opens at seven o'clock every day."


def test_broken_dump() -> None:
    """A dump that is cut off is one line."""
    with pytest.raises(UnreadableArticleError, match="is no whole dump"):
        articles_in(DUMP[:400], "dump.xml")


MARKUP = st.lists(
    st.sampled_from(["{{", "}}", "[[", "]]", "|", "{|", "|}", "\n", "* ", "''", "<ref>", "</ref>", "a", "= ", "<pre>"])
)


@settings(max_examples=examples(100), deadline=None)
@given(MARKUP)
@example(["{{", "\n", "<ref>", "</ref>"])
def test_any_markup(pieces: list[str]) -> None:
    """Whatever stands in a page, its blocks are well formed."""
    assert_well_formed(article_in(f"{GATE}\n\n{''.join(pieces)}\n\n== x ==\n{GATE}\n", "a.wiki"))


@pytest.mark.parametrize("piece", ["{{", "[[", "{{a|", "[[File:a|", "<ref>", "<!--", "<pre>", "''", "{|\n|", "* a\n"])
def test_hostile(piece: str) -> None:
    """Many openings without an end take no more than time in proportion."""
    assert GATE in article_in(f"{GATE}\n\n{piece * 20_000}", "a.wiki").version.text
