"""Pullquote's candidates with the extra `fast`: found in machine code, in an index that is the same."""

from pathlib import Path

from benchmarks.peers.peer import Opened
from benchmarks.speed import ours
from retrieval.index.bm25 import fastest_top_k

build = ours.build


def opened(folder: Path) -> Opened:
    """The segments in the folder; the code has been compiled before."""
    return ours.opened(folder, top_k=fastest_top_k())
