"""How can engines be distinguished in a picture, without colour, too?"""

from collections.abc import Sequence
from typing import NamedTuple

INK, RULE = "#333333", "#dddddd"


class Mark(NamedTuple):
    """How an engine is marked."""

    colour: str
    shape: str
    size: float = 6.5
    fill: str = "full"


OURS = (Mark("#D55E00", "D", 8.5), Mark("#D55E00", "D", 8.5, "none"))
THEIRS = (
    Mark("#0072B2", "o"),
    Mark("#009E73", "s"),
    Mark("#56B4E9", "^"),
    Mark("#CC79A7", "v"),
    Mark("#000000", "P"),
)
"""Colours distinguishable with every kind of colour blindness (Okabe & Ito, *Color Universal Design*, 2008)."""


def marks_of(engines: Sequence[str]) -> dict[str, Mark]:
    """The mark of each engine; ours stand out."""
    ours = [engine for engine in engines if engine.startswith("pullquote")]
    theirs = [engine for engine in engines if engine not in ours]
    return {**dict(zip(ours, OURS, strict=False)), **dict(zip(theirs, THEIRS, strict=False))}
