"""By which code are the best passages found? By numpy's; by machine code once that was asked for and is installed."""

from collections.abc import Sequence
from types import SimpleNamespace

from retrieval.index.top_k import Norms, Scored, Weighed
from retrieval.index.top_k import best as best_by_numpy
from retrieval.progress import ProgressCallback, no_progress

_code = SimpleNamespace(best=best_by_numpy)


def best(terms: Sequence[Weighed], norms: Norms, n: int, *, least: float) -> Scored:
    """The `n` best passages of a segment that score at least `least`, and maybe others; see `retrieval.index.top_k`."""
    found: Scored = _code.best(terms, norms, n, least=least)
    return found


def use_compiled(*, watch: ProgressCallback = no_progress) -> bool:
    """Find them by machine code from now on, in this process; `False` where numba is not installed.

    It takes most of a second, and some seconds where the code has to be compiled first.
    """
    try:
        from retrieval.index.top_k_numba import best as compiled  # noqa: PLC0415 -- slow, and not needed for a single question
        from retrieval.index.top_k_numba import make_ready  # noqa: PLC0415
    except ImportError:
        return False
    make_ready(watch)
    _code.best = compiled
    return True
