import warnings
from pathlib import Path

import pytest
from docutils.parsers.rst import directives, roles
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.rst.reader import read_rst
from retrieval.records import BlockKind, Setting
from tests.retrieval.ingest.reading import article_in, blocks_in, settings_in, shown_in
from tests.retrieval.samples import assert_well_formed
from tests.tiers import examples

GATE = "The north gate opens at seven in the morning."
PARAGRAPH, ITEM, HEADING = BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING


def text_of(source: str) -> str:
    """The text of the one paragraph in `source`."""
    ((_, _, text),) = shown_in(source, "a.rst")
    return text


def test_note() -> None:
    """A box is an admonition with its visible title; a role gives its text."""
    source = f"Garden rules\n============\n\n.. note::\n\n   {GATE}\n\n:ref:`gate`\n"
    assert settings_in(source, "a.rst") == [
        (None, "Garden rules"),
        (Setting.ADMONITION, "Note"),
        (Setting.ADMONITION, GATE),
        (None, "gate"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Run ``rm -rf /`` never, *not* as **root**.", "Run rm -rf / never, not as root."),
        ("See :ref:`the gate <gate>` and :doc:`/rules`.", "See the gate and /rules."),
        ("Call :func:`open`, :meth:`~io.IOBase.close` or :py:class:`!Path`.", "Call open(), close() or Path."),
        ("Press :kbd:`Ctrl-C`, :menuselection:`File --> &Save`.", "Press Ctrl-C, File ‣ Save."),
        ("As :abbr:`LIFO (last-in, first-out)` does it.", "As LIFO does it."),
        ("It weighs 10\\ :sup:`6` kg of H\\ :sub:`2`\\ O.", "It weighs 10⁶ kg of H₂O."),
        ("A `link <https://example.org>`_ and a Target_ here.", "A link and a Target here."),
        ("It is so [#f]_ as [CIT]_ says.", "It is so as [CIT] says."),
        (".. |n| replace:: the north gate\n\nOpen |n| now.", "Open the north gate now."),
        ("The role :unheard:`of things` is text.", "The role of things is text."),
        (".. role:: raw-html(raw)\n   :format: html\n\nOne :raw-html:`<br>` line.", "One line."),
    ],
)
def test_inline(source: str, text: str) -> None:
    """A sentence is what a reader of the page sees, each word of it."""
    assert text_of(source) == text


def test_lists() -> None:
    """Items have their level and number, and what is in an item has its level, too."""
    source = "* One\n\n  And more.\n\n  1. First\n  #. Second\n\n* Two\n"
    found = [(block.kind, block.level, block.marker, text) for block, text in blocks_in(source, "a.rst")]
    assert found == [
        (ITEM, 1, None, "One"),
        (PARAGRAPH, 1, None, "And more."),
        (ITEM, 2, "1.", "First"),
        (ITEM, 2, "2.", "Second"),
        (ITEM, 1, None, "Two"),
    ]


def test_code_table_definitions() -> None:
    """Code stands as it is with its language; tables are rows; definitions follow their terms."""
    source = f"""{GATE}

.. code-block:: python
   :emphasize-lines: 1
   :unheard-of: yes

   def f():

       return 1

=====  ====
plot   fee
=====  ====
small  40
=====  ====

gate
   Where one goes in.
"""
    blocks = blocks_in(source, "a.rst")[1:]
    assert [(block.kind, block.language, text) for block, text in blocks] == [
        (BlockKind.CODE, "python", "def f():\n\n    return 1"),
        (BlockKind.ROW, None, "plot\tfee"),
        (BlockKind.ROW, None, "small\t40"),
        (BlockKind.TERM, None, "gate"),
        (BlockKind.DEFINITION, None, "Where one goes in."),
    ]
    assert [block.is_header for block, _ in blocks] == [False, True, False, False, False]


def test_headings() -> None:
    """Headings have the level of their section and the anchor that docutils and Sphinx make."""
    source = f"Rules\n=====\n\nThe Gate!\n---------\n\n{GATE}\n"
    found = [(block.level, block.anchor, text) for block, text in blocks_in(source, "a.rst")[:2]]
    assert found == [(1, "rules", "Rules"), (2, "the-gate", "The Gate!")]


def test_numbered_anchors() -> None:
    """A heading whose anchor is taken has none: Sphinx numbers ids in an order of its own."""
    below = "".join(f"{title}\n----\n\n{GATE}\n\n" for title in ("Top", "Gate", "Top"))
    headings = [block for block, _ in blocks_in(f"Rules\n=====\n\n.. _gate:\n\n{below}", "a.rst") if block.anchor]
    assert [block.anchor for block in headings] == ["rules", "top"]


@pytest.mark.parametrize(
    "definition",
    [
        "image:: gate.png\n   :width: 30",
        "figure:: gate.png",
        "raw:: html\n\n   <br />",
        "date:: %Y",
        "unknown:: a",
        "unicode:: U+2014",
        "todo:: a",
    ],
)
def test_substitution_definitions(definition: str) -> None:
    """The definition of a substitution is not shown, whatever it is of."""
    source = f"Rules\n=====\n\n{GATE}\n\n.. |gate| {definition}\n\n{GATE}\n"
    assert [text for _, _, text in shown_in(source, "a.rst")] == ["Rules", GATE, GATE]


@pytest.mark.parametrize("definition", ["image:: gate.png", "raw:: html\n\n   <br />", "date::"])
def test_substitution_without_text(definition: str) -> None:
    """Where a picture or a line break is put in, there is no text, and not its name."""
    assert text_of(f"See |gate| here.\n\n.. |gate| {definition}\n") == "See here."


def test_short_underline() -> None:
    """A title whose line is too short is a heading, once."""
    source = f"The rules\n=====\n\n{GATE}\n\nThe gates\n-----\n\n{GATE}\n"
    assert [text for _, _, text in shown_in(source, "a.rst")] == ["The rules", GATE, "The gates", GATE]


def test_sphinx_directives() -> None:
    """Of Sphinx's directives, that is read which the page shows."""
    source = f"""
.. toctree::

   one
   two

.. versionadded:: 3.2
   The gate.

.. py:function:: open(gate)

   Opens it.

.. unheard:: of
   :option: x

   {GATE}

.. todo:: Nobody reads this.
"""
    assert [text for _, _, text in shown_in(source, "a.rst")] == [
        "Added in version 3.2: The gate.",
        "open(gate)",
        "Opens it.",
        GATE,
    ]


def test_nothing_is_read_from_elsewhere(tmp_path: Path) -> None:
    """No directive reads another file, and raw text is not shown."""
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret word.", encoding="utf-8")
    source = "".join(
        f".. {directive}\n\n"
        for directive in (
            f"include:: {secret}",
            f"literalinclude:: {secret}",
            f"raw:: html\n   :file: {secret}",
            f"csv-table::\n   :file: {secret}",
        )
    )
    article = article_in(f"{source}.. raw:: html\n\n   <b>raw</b>\n\n{GATE}\n", "a.rst")
    assert article.version.quotable[-1].of(article.version.text) == GATE
    assert "secret word" not in article.version.text
    assert "<b>" not in article.version.text


def test_docinfo() -> None:
    """The list of fields at the beginning states author and date, and is not text."""
    source = f":Author: Jane Doe\n:Date: 2024-05-22\n\nRules\n=====\n\n{GATE}\n"
    article = article_in(source, "a.rst")
    assert (article.source.title, article.author, str(article.source.published)) == ("Rules", "Jane Doe", "2024-05-22")
    assert article.version.text == f"Rules\n\n{GATE}"


def test_broken_markup_keeps_words(capsys: pytest.CaptureFixture[str]) -> None:
    """A table with a flaw and markup without an end stay in the text, and nothing is printed."""
    article = article_in(f"{GATE} An *open mark.\n\n=== ===\na   b\n=== ====\n1 2 3 4 5\n\n", "a.rst")
    assert "An *open mark." in article.version.text
    assert "1 2 3 4 5" in article.version.text
    assert capsys.readouterr() == ("", "")


def test_the_registry_is_left_as_it_was() -> None:
    """Reading leaves docutils as other users of it expect it."""
    before = directives.directive, roles.role
    article_in(GATE, "a.rst")
    assert (directives.directive, roles.role) == before


def test_empty() -> None:
    """A file without text is one line."""
    with pytest.raises(UnreadableArticleError, match="holds no text that could be quoted"):
        read_rst(b".. comment", name="a.rst")


MARKUP = st.lists(
    st.sampled_from(["*", "``", ".. note::", "::", "\n", "   ", "a", "====", "|", "`x`_", ":r:`y`", "- ", "1. "])
)


@settings(max_examples=examples(60), deadline=None)
@given(MARKUP)
def test_any_markup(pieces: list[str]) -> None:
    """Whatever stands in a file, its blocks are well formed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_well_formed(article_in(f"{GATE}\n\n{''.join(pieces)}\n\n{GATE}\n", "a.rst"))
