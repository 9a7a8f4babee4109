"""How much do the tests try? Less in the quick tier, which everybody runs, than in the slower ones, which CI runs."""

import os

ALL_TIERS = "PULLQUOTE_ALL_TIERS"
"""Set to run the slower tests too, and all examples, which CI does."""

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "same")
"""Whether Hypothesis draws the same examples in each run, or random ones."""

IS_QUICK = PROFILE == "same" and not os.environ.get(ALL_TIERS)


def examples(number: int) -> int:
    """How many of Hypothesis's examples a test tries: `number` in the slower tiers, a third in the quick one."""
    return number // 3 if IS_QUICK else number
