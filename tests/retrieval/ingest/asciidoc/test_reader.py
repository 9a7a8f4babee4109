import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.records import BlockKind, Setting
from tests.retrieval.ingest.reading import article_in, blocks_in, settings_in, shown_in
from tests.retrieval.samples import assert_well_formed
from tests.tiers import examples

GATE = "The north gate opens at seven in the morning."
PARAGRAPH, ITEM, CODE = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CODE
TERM, DEFINITION, CAPTION = BlockKind.TERM, BlockKind.DEFINITION, BlockKind.CAPTION


def texts(source: str) -> list[str]:
    """The texts of all blocks."""
    return [text for _, _, text in shown_in(source, "a.adoc")]


def test_header() -> None:
    """The header states title, author, date and language, and is not text but for the title."""
    source = f"= Garden rules\nJane Doe <jane@example.org>\nv1.0, 2024-05-22\n:lang: de\n:gate: north\n\n{GATE}\n"
    article = article_in(source, "a.adoc")
    assert (article.source.title, article.author, str(article.source.published)) == (
        "Garden rules",
        "Jane Doe",
        "2024-05-22",
    )
    assert article.version.text == f"Garden rules\n\n{GATE}"


def test_note() -> None:
    """A note is an admonition with its visible title, as a paragraph or as a block."""
    source = f"= Garden rules\n\nNOTE: {GATE}\n\n[WARNING]\n.Mind\n====\nNever alone.\n====\n"
    assert settings_in(source, "a.adoc") == [
        (None, "Garden rules"),
        (Setting.ADMONITION, "Note"),
        (Setting.ADMONITION, GATE),
        (Setting.ADMONITION, "Mind"),
        (Setting.ADMONITION, "Never alone."),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Run `rm -rf /` never, _not_ as *root*.", "Run rm -rf / never, not as root."),
        ("Un**believ**able, __yes__.", "Unbelievable, yes."),
        (
            "See link:a.html[the page], https://a.org[that], and https://b.org/x_y_z.",
            "See the page, that, and https://b.org/x_y_z.",
        ),
        ("See <<gate,the gate>> and xref:other.adoc[others].", "See the gate and others."),
        ("Press kbd:[Ctrl+C], menu:File[Save > As].", "Press Ctrl+C, File › Save › As."),
        ("H~2~O and 10^6^ kg.", "H₂O and 10⁶ kg."),
        ("It is ``so`` `+_plain_+` +++raw+++.", "It is so _plain_ raw."),
        ('He said "`go`" -- and (C) it...', "He said “go” — and © it…"),
        ("The [line-through]#old# new fee.", "The new fee."),
        ("An ((indexed)) word(((hidden, entry))).", "An indexed word."),
        ("First line +\nsecond line.", "First line\nsecond line."),
        ("Wrapped\nover\nlines.", "Wrapped over lines."),
        (":gate: the north gate\n\nOpen {gate}, {unknown}.", "Open the north gate, {unknown}."),
        ("An image:x.png[picture] less.", "An less."),
        ("A snake_case_name and 2*3*4.", "A snake_case_name and 2*3*4."),
    ],
)
def test_inline(source: str, text: str) -> None:
    """A sentence is what a reader of the page sees, each word of it."""
    assert texts(source) == [text]


def test_lists() -> None:
    """Lists nest by their markers; what a "+" attaches has the level of its item."""
    source = "* One\n+\nAnd more.\n** Deeper\n. Number\n* Two\n\n[loweralpha]\n. Alpha\n. Beta\n"
    found = [(block.kind, block.level, block.marker, text) for block, text in blocks_in(source, "a.adoc")]
    assert found == [
        (ITEM, 1, None, "One"),
        (PARAGRAPH, 1, None, "And more."),
        (ITEM, 2, None, "Deeper"),
        (ITEM, 3, "1.", "Number"),
        (ITEM, 1, None, "Two"),
        (ITEM, 1, "a.", "Alpha"),
        (ITEM, 1, "b.", "Beta"),
    ]


def test_definitions() -> None:
    """A description list is terms and definitions, with what is attached to them."""
    source = "gate:: Where one goes in.\nfee::\n  What one pays.\n+\n----\n40\n----\n"
    assert shown_in(source, "a.adoc") == [
        (TERM, 0, "gate"),
        (DEFINITION, 0, "Where one goes in."),
        (TERM, 0, "fee"),
        (DEFINITION, 0, "What one pays."),
        (CODE, 0, "40"),
    ]


def test_code() -> None:
    """Code stands as it is, with its language and without the marks of callouts; a title is a caption."""
    source = f"{GATE}\n\n.A program\n[source,ruby]\n----\nputs 1 # <1>\n\n  // stays\n----\n<1> Prints.\n"
    blocks = blocks_in(source, "a.adoc")[1:]
    assert [(block.kind, block.language, text) for block, text in blocks] == [
        (CAPTION, None, "A program"),
        (CODE, "ruby", "puts 1\n\n  // stays"),
        (ITEM, None, "Prints."),
    ]


def test_table() -> None:
    """A table is rows of cells, the first one its header if a blank line follows it."""
    source = f'{GATE}\n\n[cols="1,1"]\n|===\n|plot |fee\n\n|small\n|40\n2+|all *free*\n|===\n'
    blocks = blocks_in(source, "a.adoc")[1:]
    assert [(block.is_header, text) for block, text in blocks] == [
        (True, "plot\tfee"),
        (False, "small\t40"),
        (False, "all free"),
    ]


def test_sections() -> None:
    """Sections have their level and the anchor that Asciidoctor makes, or the one that is stated."""
    source = f"= A\n\n== The Gate, at 7\n\n[#own]\n=== Other\n\n{GATE} See <<own>>.\n"
    found = [(block.level, block.anchor, text) for block, text in blocks_in(source, "a.adoc")]
    assert found[1:3] == [(2, "_the_gate_at_7", "The Gate, at 7"), (3, "own", "Other")]
    assert found[3][2] == f"{GATE} See Other."


def test_comments_conditions_inclusions() -> None:
    """Remarks are no text, conditions are decided, and no other file is read."""
    source = f"""// a remark
////
Nobody reads this.
////
ifdef::backend-pdf[]
Only in print.
endif::[]
ifndef::backend-pdf[Only here.]

include::/etc/passwd[]

{GATE}
"""
    assert texts(source) == ["Only here.", GATE]


def test_quotes_and_sidebars() -> None:
    """A quotation names who said it; a sidebar stands aside."""
    source = f"[quote, Ada]\n____\n{GATE}\n____\n\n****\nBeside.\n****\n\nText.\n"
    assert settings_in(source, "a.adoc") == [
        (Setting.QUOTATION, GATE),
        (Setting.QUOTATION, "Ada"),
        (Setting.ASIDE, "Beside."),
        (None, "Text."),
    ]


MARKUP = st.lists(
    st.sampled_from(
        ["*", "_", "`", "----", "\n", "* ", "+", "a", "|===", "|", "[x]", "term:: ", "{a}", "====", "<<", ">>", "\\"]
    )
)


@settings(max_examples=examples(100), deadline=None)
@given(MARKUP)
def test_any_markup(pieces: list[str]) -> None:
    """Whatever stands in a file, its blocks are well formed."""
    assert_well_formed(article_in(f"{GATE}\n\n{''.join(pieces)}\n\n====\n{GATE}\n", "a.adoc"))
