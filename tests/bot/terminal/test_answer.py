from click import unstyle

from bot.rendering.wording import STANDINGS
from bot.terminal.answer import render
from bot.terminal.quote_check import render_sent_quote
from retrieval.library.quotes import QuoteStatus, SentQuote
from tests.bot.answers import answer, quote, spread

SEVERAL = spread(quote("It rained. Bo was there.", "Bo was there."), [("", "Take:")], [(" ", "Al."), (" and ", "Cy.")])


def test_several_spans() -> None:
    """An answer shows every span of a quote, and where text is left out between two."""
    lines = unstyle(render(answer(SEVERAL), width=80)).splitlines()
    assert lines[:6] == ["│ Take:", "│ It rained.", "▌ Bo was there.", "│ Al.", "[…]", "│ Cy."]


def test_several_spans_again() -> None:
    """A sent quote shows every span, and where text is left out between two."""
    fields = SEVERAL.model_dump(include={"id", "text", "start", "end", "highlight", "article"})
    sent = SentQuote.model_validate({**fields, "spans": SEVERAL.spans, "status": QuoteStatus.UNCHANGED})
    lines = unstyle(render_sent_quote(sent, width=80)).splitlines()
    assert lines[:5] == ["▌ Take:", "▌ It rained. Bo was there.", "▌ Al.", "[…]", "▌ Cy."]
    assert lines[-1] == STANDINGS[QuoteStatus.UNCHANGED]


def test_blocks_stand_on_lines_of_their_own() -> None:
    """What a blank line separates, and each row of a table, begins a line; a wrapped sentence does not."""
    found = quote("To stop it:\n\nPull\nthe lever.\n\nPart\tFee\nValve\t40 euros\nLever\t9 euros", "Valve\t40 euros")
    assert unstyle(render(answer(found), width=80)).splitlines()[:5] == [
        "│ To stop it:",
        "│ Pull the lever.",
        "│ Part Fee",
        "▌ Valve 40 euros",
        "│ Lever 9 euros",
    ]


def test_address() -> None:
    """The source is named by its file, and by the address of the section that the quote is from."""
    found = quote("Bo.", file="a.md", url="https://e.x/a/").model_copy(update={"link": "https://e.x/a/#set-up"})
    assert "  a.md · https://e.x/a/#set-up · quote JZMP7ZWQ" in unstyle(render(answer(found), width=80))
