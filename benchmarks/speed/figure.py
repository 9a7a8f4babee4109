"""What does a process that measures an engine print? Figures, in one line of JSON."""

import json
from collections.abc import Iterable
from typing import NamedTuple

MEASURED, COMPUTED, BUILT_ANEW = "measured", "computed", "built anew"
NATURAL = "natural"  # the kind of question whose measures have no suffix


class Figure(NamedTuple):
    """One figure: what was measured, and how.

    Attributes:
        of: how many measurements it is the percentile, the median or the rate of.
        how: whether it was measured, computed, or is the time of a rebuild where nothing can be added.
    """

    measure: str
    value: float
    of: int = 1
    how: str = MEASURED


def print_figures(figures: Iterable[Figure]) -> None:
    """Print the figures on one line of their own."""
    print(json.dumps(list(figures)), flush=True)


def parsed_figures(line: str) -> list[Figure]:
    """The figures of a printed line."""
    return [Figure(*each) for each in json.loads(line)]
