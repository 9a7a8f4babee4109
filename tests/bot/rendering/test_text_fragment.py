"""A text fragment leads to its sentence, and to no other place of the text."""

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.citation import link
from bot.rendering.limits import BUTTON_URL
from bot.rendering.text_fragment import text_fragment
from retrieval.analysis.passages import passages
from retrieval.answers import section_link
from retrieval.ingest.readers.text import text_article
from retrieval.records import Span
from tests.bot.answers import source


def matched(text: str, said: str) -> list[str]:
    """What a browser matches of `text`, everywhere, by the specification's own words: prefix, start, end, suffix."""
    terms = said.removeprefix("text=").split(",")
    before = unquote(terms.pop(0)[:-1]) if terms[0].endswith("-") else ""
    after = unquote(terms.pop()[1:]) if terms[-1].startswith("-") else ""
    start, *end = (unquote(term).lower() for term in terms)
    flat = " ".join(text.lower().split())
    found = []
    for position in (at for at in range(len(flat)) if flat.startswith(start, at)):
        stop = flat.find(end[0], position + len(start)) + len(end[0]) if end else position + len(start)
        follows = flat[stop:].lstrip().startswith(after.lower())
        if flat[:position].rstrip().endswith(before.lower()) and follows:
            found.append(flat[position:stop])
    return found


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order."""
    return [span for passage in passages(text_article(text, file="a.txt")) for span in passage.sentences]


def span_of(text: str, piece: str, *, last: bool = False) -> Span:
    """Where a piece of a text stands, first or last."""
    start = text.rindex(piece) if last else text.index(piece)
    return Span(start=start, end=start + len(piece))


LONG = "The keeper of the old bridge said that it had been raining in Bonn and in all of the valley since Monday."


@pytest.mark.parametrize(
    ("text", "span", "said"),
    [
        ("It rained. Bo was there.", span_of("It rained. Bo was there.", "Bo was there."), "text=Bo%20was%20there."),
        (LONG, Span(start=0, end=len(LONG)), "text=The%20keeper%20of,valley%20since%20Monday."),
        ("Yes. No.\n\nAl: Yes.", span_of("Yes. No.\n\nAl: Yes.", "Yes.", last=True), "text=Al%3A-,Yes."),
        ("Yes. No. Yes.", span_of("Yes. No. Yes.", "Yes."), "text=Yes.,-No."),
        ("A-b, c & d.", Span(start=0, end=11), "text=A%2Db%2C%20c%20%26%20d."),
        (
            "雨が降った。雪が降った。",
            Span(start=6, end=12),
            "text=%E9%9B%AA%E3%81%8C%E9%99%8D%E3%81%A3%E3%81%9F%E3%80%82",
        ),
        ("Yes.", Span(start=0, end=4), "text=Yes."),
        ("Yes. Yes. Yes. Yes.", Span(start=5, end=9), ""),
    ],
)
def test_forms(text: str, span: Span, said: str) -> None:
    """A short sentence is named whole, a long one by its ends, one of several by what stands around, or not at all."""
    assert text_fragment(text, span, longest=400) == said


def test_room() -> None:
    """A directive that is too long is left away."""
    assert text_fragment("漢" * 100, Span(start=0, end=100), longest=400) == ""


words_ = st.sampled_from(["Bo", "Al", "is", "was", "not", "THE", "a-b,", "雨が降った。", ".", "!\n\n", "\n", "é", "5"])


@given(st.lists(words_), st.integers(0, 50))
@settings(deadline=None)
def test_leads_there(words: list[str], which: int) -> None:
    """Wherever there is a directive, all that it matches is its sentence, once."""
    text = f"It begins. {' '.join(words)}"
    found = sentences(text) or [Span(start=0, end=10)]
    span = found[which % len(found)]
    said = text_fragment(text, span, longest=400)
    assert not said or matched(text, said) == [" ".join(span.of(text).lower().split())]


def test_link() -> None:
    """A page is opened at the sentence, a PDF at its page, and any other place as it was."""
    web, pdf = source(url="https://e.org/a"), source(url="https://e.org/a.pdf#x", page=3)
    assert link(section_link(web), "text=Yes.") == "https://e.org/a#:~:text=Yes."
    assert link(section_link(source(url="https://e.org/a#part")), "text=Yes.") == "https://e.org/a#part:~:text=Yes."
    assert link(section_link(source(url="https://e.org/a#:~:text=No.")), "text=Yes.") == "https://e.org/a#:~:text=Yes."
    assert link(section_link(pdf), "text=Yes.") == link(section_link(pdf)) == "https://e.org/a.pdf#page=3"
    assert link(section_link(source(file="a.pdf", page=3))) is None
    assert link(section_link(web)) == "https://e.org/a"


def test_link_without_room() -> None:
    """An address that would be too long with the place is given without it."""
    address = f"https://e.org/{'a' * (BUTTON_URL - 20)}"
    assert link(section_link(source(url=address)), "text=Yes.") == address


def test_link_to_the_section() -> None:
    """A sentence is opened within its section, which a browser goes to where it does not find the sentence."""
    address = section_link(source(url="https://e.org/a"), "set-up")
    assert link(address, "text=Yes.") == "https://e.org/a#set-up:~:text=Yes."
    assert link(f"{address}{'x' * BUTTON_URL}", "text=Yes.") == "https://e.org/a"
