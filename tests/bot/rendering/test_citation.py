import pytest
import regex

from bot.rendering.citation import FIELD, citation, inline, link
from bot.rendering.markdown import size
from bot.rendering.message import parts
from retrieval.answers import section_link
from tests.bot.answers import answer, quote, source


def test_unstated() -> None:
    """What an article does not state is left out, and without a title it is untitled."""
    assert citation(quote("Bo.")) == "-# Untitled · quote JZMP7ZWQ"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (None, None),
        ("", None),
        ("https://e.x/a?b=c#d", "https://e.x/a?b=c#d"),
        ("http://e.x", "http://e.x"),
        ("https://e.x/ä b", "https://e.x/%C3%A4%20b"),
        ("https://e.x/%C3%A4", "https://e.x/%C3%A4"),
        ("https://e.x/" + "a" * 500, "https://e.x/" + "a" * 500),
        ("https://e.x/" + "a" * 501, None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https://[e.x/", None),
        ("https://e.x:99999/", None),
    ],
)
def test_link(url: str | None, address: str | None) -> None:
    """Only a web address of at most 512 characters becomes a button."""
    assert link(section_link(source(url=url))) == address
    assert parts(answer(quote("Bo.", url=url)))[1].link == address


def test_long_title() -> None:
    """A long title is cut where a grapheme ends, with an ellipsis."""
    found = inline("👩‍👩‍👧‍👦" * 100)
    assert FIELD.holds(size(found.removesuffix("…")))
    assert set(regex.findall(r"\X", found.removesuffix("…"))) == {"👩‍👩‍👧‍👦"}


@pytest.mark.parametrize(
    ("title", "markdown"),
    [
        ("Plain", "Plain"),
        ("שלום", "\u2068שלום\u2069"),
        ("\u202eevil", "\u2068evil\u2069"),
        ("\u2069\u202eevil", "\u2068evil\u2069"),
        ("\u202e", ""),
    ],
)
def test_direction(title: str, markdown: str) -> None:
    """A title that runs or turns the other way is kept from turning the rest of its line."""
    assert inline(title) == markdown
