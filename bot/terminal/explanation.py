"""Why does each candidate rank where it does? Explanations → lines for a terminal, and what the words in them mean."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.terminal.answer import WIDEST, source_line
from bot.terminal.console import printable, wrapped
from bot.terminal.feature_words import FEATURE_WORDS
from retrieval.ranking.explain import Explanation, Reason

NAMED: Final = 5  # reasons shown for a candidate
INDENT: Final = 3  # columns
STRENGTH: Final = (
    "+ puts a passage before the next one, − behind it; the numbers add up. 0.7 doubles the odds that it is the "
    "answer, 2.3 makes them ten times as high."
)


def render_explanations(found: Sequence[Explanation], *, width: int) -> str:
    """One paragraph a candidate: rank, probability, sentence, and what puts it before the next one; then a legend."""
    width = min(width, WIDEST)
    parts = ["\n".join(_lines(place, each, width)) for place, each in enumerate(found, start=1)]
    legend = "\n".join(_legend(found, width))
    return "\n\n".join(["Why the candidates stand in this order:", *parts, legend]) + "\n"


def _lines(place: int, each: Explanation, width: int) -> Iterator[str]:
    enough = "" if each.chance >= each.needed else ", too little to be quoted"
    yield from wrapped(f"{place}. {each.chance:.0%} likely to answer{enough}: {printable(each.sentence)}", width)
    yield from _indented(source_line(each.source), width)
    yield from _indented(_why(each), width)


def _why(each: Explanation) -> str:
    if each.ahead is None:
        return "no other candidate follows"
    named = ", ".join(map(_named, _shown(each))) or "nothing that tells"
    return f"before the next by {each.ahead:.2f}: {named}"


def _shown(each: Explanation) -> Sequence[Reason]:
    return each.reasons[:NAMED]


def _named(reason: Reason) -> str:
    return f"{FEATURE_WORDS[reason.feature].label} {_signed(reason.log_odds)}"


def _signed(log_odds: float) -> str:
    return f"{'−' if log_odds < 0 else '+'}{abs(log_odds):.2f}"


def _legend(found: Sequence[Explanation], width: int) -> Iterator[str]:
    """What decides, and each part that is named above: what it measures, and whether more of it is good."""
    yield "What the parts say:"
    for needed in sorted({each.needed for each in found}):
        decides = (
            f"A passage is quoted from {needed:.0%} on ({needed:.2f}), and a question refused where none gets there."
        )
        yield from _indented(f"{decides} `--caution` sets it.", width)
    yield from _indented(STRENGTH, width)
    shown = {reason.feature: reason for each in found for reason in _shown(each)}
    for feature, (label, measures) in FEATURE_WORDS.items():
        if feature in shown:
            counts = "for" if shown[feature].weight > 0 else "against"
            yield from _indented(f"{label}: {measures}; more of it counts {counts} a passage", width)


def _indented(text: str, width: int) -> Iterator[str]:
    return (" " * INDENT + line for line in wrapped(text, width - INDENT))
