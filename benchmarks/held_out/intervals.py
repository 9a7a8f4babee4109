"""How sure is a figure? Counts or an area under the curve → its 95 % interval."""

from math import sqrt
from typing import NamedTuple

from scipy.stats import binomtest

CONFIDENCE = 0.95
DEVIATIONS = 1.96  # standard errors to either side that hold 95 % of a normal distribution


class Interval(NamedTuple):
    """The ends of an interval, both from 0 to 1."""

    low: float
    high: float


def share_interval(count: int, total: int) -> Interval:
    """The interval of the share `count / total` (Wilson, *Probable Inference*, 1927); all of it when `total` is 0."""
    if not total:
        return Interval(0, 1)
    found = binomtest(count, total).proportion_ci(CONFIDENCE, method="wilson")
    return Interval(float(found.low), float(found.high))


def auc_interval(auc: float, higher: int, lower: int) -> Interval:
    """The interval of an area under the ROC curve of so many positives and negatives.

    The standard error is that of Hanley & McNeil, *The Meaning and Use of the Area under a ROC Curve*, 1982, eq. 1.
    """
    two_higher = auc / (2 - auc)
    two_lower = 2 * auc**2 / (1 + auc)
    variance = auc * (1 - auc) + (higher - 1) * (two_higher - auc**2) + (lower - 1) * (two_lower - auc**2)
    error = sqrt(variance / (higher * lower))
    return Interval(max(0.0, auc - DEVIATIONS * error), min(1.0, auc + DEVIATIONS * error))
