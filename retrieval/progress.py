"""How far is it? Long work iterates through a `ProgressCallback`, so that a front end can show its progress."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class ProgressCallback(Protocol):
    """Wraps the items of long work, as `tqdm` does, to follow how many are done."""

    def __call__(self, items: Sequence[Item], doing: str) -> Iterable[Item]:
        """The same items in the same order; `doing` names the work for a person, such as "Indexing passages"."""


def no_progress(items: Sequence[Item], doing: str) -> Iterable[Item]:  # noqa: ARG001 -- shows nothing
    """The items themselves, with no progress shown."""
    return items
