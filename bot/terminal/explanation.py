"""Why does each candidate rank where it does? Explanations → lines for a terminal."""

from collections.abc import Iterator, Sequence

from bot.terminal.answer import WIDEST, source_line
from bot.terminal.console import printable, wrapped
from retrieval.ranking.explain import Explanation, Reason

NAMED = 5  # reasons shown for a candidate


def render_explanations(found: Sequence[Explanation], *, width: int) -> str:
    """One paragraph a candidate: rank, probability, sentence, and the features that put it before the next one."""
    parts = ["\n".join(_lines(place, each, min(width, WIDEST))) for place, each in enumerate(found, start=1)]
    return "\n\n".join(["Why the candidates stand in this order:", *parts]) + "\n"


def _lines(place: int, each: Explanation, width: int) -> Iterator[str]:
    yield from wrapped(f"{place}. {each.chance:.0%} likely to answer: {printable(each.sentence)}", width)
    yield from (f"   {line}" for line in wrapped(source_line(each.source), width - 3))
    yield from (f"   {line}" for line in wrapped(_why(each), width - 3))


def _why(each: Explanation) -> str:
    if each.ahead is None:
        return "no other candidate follows"
    named = ", ".join(map(_named, each.reasons[:NAMED])) or "nothing that tells"
    return f"before the next by {each.ahead:.2f}: {named}"


def _named(reason: Reason) -> str:
    return f"{reason.feature.replace('_', ' ')} {reason.log_odds:+.2f}"
