"""How is a segment stored in a file? Its sections one after the other, behind a header that names and checks them.

    8 bytes    the format and its version
    4 + 4      the length of the header and its CRC-32, little-endian
    header     JSON: the version of the analysis; of each section its dtype, its offset behind the header, its number
               of items, and the CRC-32 of each block
    sections   each at a multiple of 64 bytes

A file is written under another name and then renamed, so it is complete or missing. It is mapped into memory: only the
blocks of postings that a query touches are read, and each is checked on its first use.
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
from retrieval.private_files import open_private

FORMAT: Final = b"PQSEG\0\0\1"
BLOCK: Final = 1 << 16  # bytes that have one CRC-32
ALIGNED: Final = 64  # bytes; each section starts at a multiple of this


def save(arrays: Mapping[str, Array], path: Path) -> None:
    """Write the sections of a segment to `path`, atomically.

    Raises:
        OSError: it cannot be written; `path` is as it was before.
    """
    beside = path.with_suffix(".new")
    try:
        with open(beside, "wb", opener=open_private) as file:
            file.write(_header(arrays))
            for values in arrays.values():
                file.write(bytes(_aligned(file.tell()) - file.tell()))
                file.write(np.ascontiguousarray(values).data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class MappedArrays:
    """The sections of a segment's file, mapped into memory."""

    def __init__(self, path: Path) -> None:
        """Map the file and check its header.

        Raises:
            DamagedSegmentError: it is missing, truncated, changed or of another format.
        """
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # a file without a byte cannot be mapped
            raise DamagedSegmentError(f"`{path}` is not the segment that was written") from error
        self._path = path
        self._arrays, self._first = self._read_header()
        self._checked: set[tuple[str, int]] = set()

    def all(self) -> Mapping[str, Array]:
        """All sections."""
        return {name: self.whole(name) for name in self._arrays}

    def whole(self, name: str) -> Array:
        """A whole section."""
        return self.part(name, 0, self._arrays[name]["items"])

    def part(self, name: str, start: int, end: int) -> Array:
        """Items [start, end) of a section.

        Raises:
            DamagedSegmentError: a block is not what was written.
        """
        entry = self._arrays[name]
        kind = np.dtype(entry["type"])
        for block in range(start * kind.itemsize // BLOCK, -(-end * kind.itemsize // BLOCK)):
            self._check(name, block)
        return np.frombuffer(
            self._bytes, dtype=kind, count=end - start, offset=self._first + entry["start"] + start * kind.itemsize
        )

    def _check(self, name: str, block: int) -> None:
        if (name, block) in self._checked:
            return
        entry = self._arrays[name]
        start, end = block * BLOCK, min((block + 1) * BLOCK, _size(entry))
        data = memoryview(self._bytes)[self._first + entry["start"] :][start:end]
        if crc32(data) != entry["checks"][block]:
            raise self._damaged()
        self._checked.add((name, block))

    def _read_header(self) -> tuple[Mapping[str, Any], int]:
        """The header's entry of each section, and the offset at which sections begin."""
        start = len(FORMAT) + 8
        length, check = np.frombuffer(self._bytes[len(FORMAT) : start].ljust(8, b"\0"), dtype="<u4").tolist()
        header, first = self._bytes[start : start + length], _aligned(start + length)
        if self._bytes[: len(FORMAT)] != FORMAT or len(header) != length or crc32(header) != check:
            raise self._damaged()
        content: Mapping[str, Any] = json.loads(header)
        ends = [first + entry["start"] + _size(entry) for entry in content["arrays"].values()]
        if content["analysis"] != ANALYSIS_VERSION or len(self._bytes) != max(ends):
            raise self._damaged()
        return content["arrays"], first

    def _damaged(self) -> DamagedSegmentError:
        return DamagedSegmentError(f"`{self._path}` is not the segment that was written")


def _size(entry: Mapping[str, Any]) -> int:
    """The size of a section in bytes."""
    return int(entry["items"] * np.dtype(entry["type"]).itemsize)


def _header(arrays: Mapping[str, Array]) -> bytes:
    entries, start = {}, 0
    for name, values in arrays.items():
        data = memoryview(np.ascontiguousarray(values).data).cast("B")
        checks = [crc32(data[at : at + BLOCK]) for at in range(0, len(data), BLOCK)]
        entries[name] = {"type": values.dtype.str, "start": start, "items": values.size, "checks": checks}
        start = _aligned(start + values.nbytes)
    header = json.dumps({"analysis": ANALYSIS_VERSION, "arrays": entries}, separators=(",", ":")).encode()
    return FORMAT + np.array([len(header), crc32(header)], dtype="<u4").tobytes() + header


def _aligned(offset: int) -> int:
    return -(-offset // ALIGNED) * ALIGNED
