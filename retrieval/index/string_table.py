"""How does a segment store many strings without an object each? As UTF-8 bytes, concatenated, and end offsets."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

SKIP = 64  # strings from one entry of the skip list to the next


class StringTable(Sequence[str]):
    """A list of strings over two arrays: their UTF-8 bytes, concatenated, and the end offset of each."""

    def __init__(self, text: Array, ends: Array) -> None:
        self._text, self._ends = memoryview(text.data), memoryview(ends.data)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if place >= len(self._ends):
            raise IndexError(place)
        return str(self._text[self._ends[place - 1] if place else 0 : self._ends[place]], "utf-8")

    def find(self, sought: str) -> int | None:
        """Binary search: the index of `sought` in a sorted table; `None` if it is not there."""
        start = max(bisect_right(self._skip_list, sought) - 1, 0) * SKIP
        place = bisect_left(self, sought, start, min(start + SKIP, len(self)))
        return place if place < len(self) and self[place] == sought else None

    @cached_property
    def _skip_list(self) -> Sequence[str]:
        """Every `SKIP`th string, decoded once, to narrow a binary search to `SKIP` strings."""
        return self[::SKIP]


def pack_strings(values: Iterable[str]) -> tuple[Array, Array]:
    """The strings as an array of UTF-8 bytes and one of end offsets."""
    encoded = [value.encode() for value in values]
    text = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    return text, np.fromiter(accumulate(map(len, encoded)), dtype=np.uint32, count=len(encoded))


def string_arrays(name: str, values: Iterable[str]) -> dict[str, Array]:
    """The two sections of a `StringTable`: `name`.text and `name`.ends."""
    text, ends = pack_strings(values)
    return {f"{name}.text": text, f"{name}.ends": ends}


def narrowed(values: Array) -> Array:
    """Unsigned integers in the narrowest type that holds the largest."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))
