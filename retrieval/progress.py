"""How far is it? Long work goes through a `Watch`, by which a front end may show progress."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class ProgressCallback(Protocol):
    """What may follow long work along."""

    def __call__(self, items: Sequence[Item], doing: str) -> Iterable[Item]:
        """The same items, one by one, while `doing` something with them."""


def no_progress(items: Sequence[Item], doing: str) -> Iterable[Item]:  # noqa: ARG001 -- a Watch that tells nobody
    """The same items."""
    return items
