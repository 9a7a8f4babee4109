"""How is a segment kept in a file? Its arrays one after the other, behind a head that names and checks them.

    8 bytes    the format and its version
    4 + 4      the length of the head and its CRC-32, little-endian
    head       JSON: what made the terms; of each array its type, where it begins behind the head, how many items it
               has, and the CRC-32 of each block
    arrays     each at a multiple of 64 bytes

A file is written beside its place and then renamed, so it is whole or not there. It is mapped into memory: of the
postings only those blocks are read, and checked, that a question touches.
"""

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np

from retrieval.analysis.tokenizer import ANALYSIS_VERSION
from retrieval.errors import DamagedSegmentError
from retrieval.index.string_table import Array

FORMAT: Final = b"PQSEG\0\0\1"
BLOCK: Final = 1 << 16  # bytes that are checked together
ALIGNED: Final = 64  # bytes


def save(arrays: Mapping[str, Array], path: Path) -> None:
    """Write the arrays of a segment to `path`.

    Raises:
        OSError: it cannot be written; then there is nothing at `path`, or what was there before.
    """
    beside = path.with_suffix(".new")
    try:
        with beside.open("wb") as file:
            file.write(_head(arrays))
            for values in arrays.values():
                file.write(bytes(_aligned(file.tell()) - file.tell()))
                file.write(np.ascontiguousarray(values).data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class Mapped:
    """The arrays of a segment's file."""

    def __init__(self, path: Path) -> None:
        """Map the file, and check its head.

        Raises:
            DamagedSegmentError: it is missing, cut off, changed or of another format.
        """
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # a file without a byte cannot be mapped
            raise DamagedSegmentError(f"`{path}` is not the segment that was written") from error
        self._path = path
        self._arrays, self._first = self._read_head()
        self._sound: set[tuple[str, int]] = set()

    def all(self) -> Mapping[str, Array]:
        """Every array."""
        return {name: self.whole(name) for name in self._arrays}

    def whole(self, name: str) -> Array:
        """All of an array."""
        return self.part(name, 0, self._arrays[name]["items"])

    def part(self, name: str, start: int, end: int) -> Array:
        """Part of an array, half-open.

        Raises:
            DamagedSegmentError: it is not what was written.
        """
        entry = self._arrays[name]
        kind = np.dtype(entry["type"])
        for block in range(start * kind.itemsize // BLOCK, -(-end * kind.itemsize // BLOCK)):
            self._check(name, block)
        return np.frombuffer(
            self._bytes, dtype=kind, count=end - start, offset=self._first + entry["start"] + start * kind.itemsize
        )

    def _check(self, name: str, block: int) -> None:
        if (name, block) in self._sound:
            return
        entry = self._arrays[name]
        start, end = block * BLOCK, min((block + 1) * BLOCK, _size(entry))
        data = memoryview(self._bytes)[self._first + entry["start"] :][start:end]
        if crc32(data) != entry["checks"][block]:
            raise self._damaged()
        self._sound.add((name, block))

    def _read_head(self) -> tuple[Mapping[str, Any], int]:
        """What the head says of each array, and where the arrays begin."""
        start = len(FORMAT) + 8
        length, check = np.frombuffer(self._bytes[len(FORMAT) : start].ljust(8, b"\0"), dtype="<u4").tolist()
        head, first = self._bytes[start : start + length], _aligned(start + length)
        if self._bytes[: len(FORMAT)] != FORMAT or len(head) != length or crc32(head) != check:
            raise self._damaged()
        told: Mapping[str, Any] = json.loads(head)
        ends = [first + entry["start"] + _size(entry) for entry in told["arrays"].values()]
        if told["analysis"] != ANALYSIS_VERSION or len(self._bytes) != max(ends):
            raise self._damaged()
        return told["arrays"], first

    def _damaged(self) -> DamagedSegmentError:
        return DamagedSegmentError(f"`{self._path}` is not the segment that was written")


def _size(entry: Mapping[str, Any]) -> int:
    """How many bytes an array takes."""
    return int(entry["items"] * np.dtype(entry["type"]).itemsize)


def _head(arrays: Mapping[str, Array]) -> bytes:
    entries, start = {}, 0
    for name, values in arrays.items():
        data = memoryview(np.ascontiguousarray(values).data).cast("B")
        checks = [crc32(data[at : at + BLOCK]) for at in range(0, len(data), BLOCK)]
        entries[name] = {"type": values.dtype.str, "start": start, "items": values.size, "checks": checks}
        start = _aligned(start + values.nbytes)
    head = json.dumps({"analysis": ANALYSIS_VERSION, "arrays": entries}, separators=(",", ":")).encode()
    return FORMAT + np.array([len(head), crc32(head)], dtype="<u4").tobytes() + head


def _aligned(place: int) -> int:
    return -(-place // ALIGNED) * ALIGNED
