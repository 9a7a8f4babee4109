from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.passages import passages
from retrieval.answering.faq import REACH
from retrieval.answering.quote_context import (
    MAX_IN_SECTION,
    MAX_LENGTH,
    MAX_WITH_ANTECEDENTS,
    refers_back,
    with_context,
)
from retrieval.answering.widening import widened
from retrieval.answers import Quote, quote_id, quote_spans
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.markdown.reader import markdown_article
from retrieval.ingest.readers.text import text_article
from retrieval.records import BlockKind, Span
from tests.retrieval.samples import article

FILL = "It is a long day and nothing of note takes place in all of it. " * 8
WORDS = st.sampled_from(
    ["Rain fell.", "Bo was there!", "雨が降った。", "It was 5.30 p.m.", "\n\n", "\n", " ", "e\u0301."]
)


def quoted(text: str, sentence: str) -> str:
    """The quote around a sentence."""
    found = ((passage, span) for passage in passages(article(text)) for span in passage.sentences)
    passage, span = next((passage, span) for passage, span in found if span.of(text) == sentence)
    ((only,), answering, _) = with_context(passage, span)
    assert only == answering
    return only.of(text)


@pytest.mark.parametrize(
    "sentence",
    ["She left.", "“But no,” Kim said.", "The bill died.", "And Kim?", "This was it.", "In addition, Kim left."],
)
def test_refers_back(sentence: str) -> None:
    """A pronoun, a conjunction or "the" before no name refers back."""
    assert refers_back(sentence)


@pytest.mark.parametrize("sentence", ["Kim left.", "The White House spoke.", "Thirty left.", "Sheila left.", "👍", ""])
def test_stands_alone(sentence: str) -> None:
    """Other sentences do not refer back."""
    assert not refers_back(sentence)


def test_brings_the_one_before() -> None:
    """A sentence that refers back is quoted with the one before, over paragraphs too, and that one with its own."""
    assert quoted("Kim left.\n\nShe was late.", "She was late.") == "Kim left.\n\nShe was late."
    assert quoted("Kim left.\n\nNobody came.", "Nobody came.") == "Nobody came."
    assert (
        quoted("Kim left.\n\nShe ran.\n\nBut it rained.", "But it rained.") == "Kim left.\n\nShe ran.\n\nBut it rained."
    )


def test_fills_the_paragraph() -> None:
    """The sentence is quoted with what fits of its paragraph, whole sentences only."""
    assert quoted("Kim left. Nobody came. Biden spoke.", "Nobody came.") == "Kim left. Nobody came. Biden spoke."
    found = quoted(f"{FILL}Kim left. {FILL}", "Kim left.")
    assert "Kim left. It is" in found
    assert len("Kim left.") < len(found) <= MAX_LENGTH


def all_sentences(text: str) -> list[Span]:
    """The sentences of a text, in order."""
    return [span for passage in passages(text_article(text, file="a.txt")) for span in passage.sentences]


def quote_of(text: str, span: Span) -> Quote:
    """A quote of one sentence."""
    source = text_article(text, file="a.txt").source
    own = quote_id(source.version, [span])
    offsets = {"start": span.start, "end": span.end, "highlight": (span.start, span.end)}
    return Quote.model_validate({"id": own, "text": span.of(text), "article": source, **offsets})


def test_each_side() -> None:
    """Each step brings one sentence on each side, over the ends of lines, and none at the text's own ends."""
    text = "One is here. Two is here.\nThree is here.\n\nFour is here. Five is here."
    found = all_sentences(text)
    middle = quote_of(text, found[2])
    texts = [widened(middle, text, found, by=steps).text for steps in range(4)]
    assert texts == [
        "Three is here.",
        "Two is here.\nThree is here.\n\nFour is here.",
        text,
        text,
    ]
    assert widened(quote_of(text, found[0]), text, found, by=1).text == "One is here. Two is here."


def test_not_over_a_gap() -> None:
    """Text that may not be quoted stops the widening."""
    text = "One is here. Two is here. Three is here."
    first, _, last = all_sentences(text)
    assert widened(quote_of(text, first), text, [first, last], by=5).text == "One is here."


def test_other_sentences() -> None:
    """A quote whose ends are no sentence's ends stays as it is."""
    text = "One is here. Two is here."
    odd = quote_of(text, Span(start=4, end=12))
    assert widened(odd, text, all_sentences(text), by=1) == odd


def test_several_spans() -> None:
    """The span that answers is widened; one that it reaches into becomes part of it, and the others stay."""
    text = "One is here. Two is here. Three is here. Four is here. Five is here."
    first, _, _, fourth, fifth = found = all_sentences(text)
    spans = quote_spans(text, [first, fourth])
    own = {"spans": spans, "id": quote_id(quote_of(text, fourth).article.version, spans)}
    quote = quote_of(text, fourth).model_copy(update=own)
    assert widened(quote, text, found, by=0) == quote
    once, twice, thrice = (widened(quote, text, found, by=steps) for steps in (1, 2, 3))
    assert [span.text for span in once.spans] == ["One is here.", "Three is here. Four is here. Five is here."]
    assert [span.touches for span in twice.spans] == [False, True]
    assert (twice.start, twice.end) == (found[1].start, fifth.end)
    assert [span.text for span in thrice.spans] == [thrice.text] == [text]
    assert {each.highlight for each in (once, twice, thrice)} == {quote.highlight}


@given(st.lists(WORDS, min_size=1, max_size=12).map("".join), st.integers(0, 11), st.integers(0, 5))
def test_always_a_quote(text: str, which: int, steps: int) -> None:
    """A widened quote is what its version says, contains the quote, and has the id of its own span."""
    try:
        found = all_sentences(text)
    except UnreadableArticleError:
        return
    if not found:
        return
    quote = quote_of(text, found[which % len(found)])
    wide = widened(quote, text, found, by=steps)
    assert wide.text == text[wide.start : wide.end]
    assert wide.start <= quote.start < quote.end <= wide.end
    assert wide.highlight == quote.highlight
    assert wide.id == quote_id(quote.article.version, wide.spans)
    assert widened(wide, text, found, by=0) == wide


PIECES = st.sampled_from(
    [
        "# Pump",
        "## Fees",
        "To stop it:",
        "The valve is old. It leaks, and nobody has seen why. " * 4,
        "- Close the valve.\n- Pull the lever:\n  - slowly\n  - twice",
        f"1. {'Turn the wheel by a quarter. ' * 30}\n2. Wait.",
        "```sh\npump --stop\n\n\npump --clean\n```",
        f"```\n{'valve = pump.open(at=7)' * 3}\n{'x' * 1500}\n```",
        "| Part | Fee |\n|---|---|\n| Valve | 40 euros |\n| Lever | 9 euros |",
        "| Part | Fee |\n|---|---|\n" + "\n".join(f"| Valve {number} | {number} euros |" for number in range(90)),
        "> She said so. But it rained.",
        "Read more.",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=9).map("\n\n".join))
def test_quotes_follow_structure(text: str) -> None:
    """Whatever unit of a page answers, the quote is in order, without overlap, of one section, and not long."""
    try:
        page = markdown_article(text, file="a.md")
    except UnreadableArticleError:
        return
    headings = [block for block in page.version.blocks if block.kind is BlockKind.HEADING]
    for passage in passages(page):
        for unit in passage.sentences:
            spans, answering, highlight = with_context(passage, unit)
            assert highlight.within(answering)
            assert highlight.within(unit)
            assert all(before.end <= after.start for before, after in pairwise(spans))
            assert not any(spans[0].start < heading.start < spans[-1].end for heading in headings)
            shown = sum(span.end - span.start for span in spans)
            assert shown <= MAX_WITH_ANTECEDENTS + MAX_IN_SECTION + (unit.end - unit.start)


@pytest.mark.parametrize("paragraphs", range(1, 6))
def test_definition_with_its_term(paragraphs: int) -> None:
    """A quote that begins with a definition, whatever of the page answers, begins with its term."""
    more = f"\n\n  {'Turn it by half. ' * 15}" * paragraphs
    entries = "\n\n".join(f"option{number}\n: Sets wheel {number}.{more}" for number in range(9))
    page = markdown_article(f"# Options\n\n{entries}\n", file="a.md")
    text, found = page.version.text, passages(page)
    for passage in found:
        for unit in passage.sentences:
            spans, *_ = with_context(passage, unit)
            term = text.rindex("option", 0, spans[0].start + len("option"))
            assert spans[0].start == term or spans[0].start - term > REACH


def test_widened_table() -> None:
    """A row that answers is widened by whole rows, whose cells are spans like its own."""
    rows = "\n".join(f"| Part {number} | {'x' * 90} {number} |" for number in range(20))
    page = markdown_article(f"# Parts\n\n| Part | Code |\n|---|---|\n{rows}\n", file="a.md")
    found, text = passages(page), page.version.text
    units = [unit for passage in found for unit in passage.sentences]
    middle = next(passage for passage in found if passage.sentences[0].start > len(text) // 3)
    spans, answering, highlight = with_context(middle, middle.sentences[1])
    offsets = {"start": answering.start, "end": answering.end, "highlight": (highlight.start, highlight.end)}
    quote = Quote.model_validate(
        {"id": "", "text": answering.of(text), "article": page.source, "spans": quote_spans(text, spans), **offsets}
    )
    assert widened(quote, text, units, page.version.blocks, by=0) == quote
    wide = widened(quote, text, units, page.version.blocks, by=1)
    assert len(wide.spans) == len(quote.spans) + 4
    assert (wide.text, wide.highlight) == (quote.text, quote.highlight)
    assert not any("\t" in span.text for span in wide.spans)
    assert wide.is_exact(text)
