"""Which engines are measured? Pullquote and its peers, each by name and loaded only in the process that measures it.

So this module imports little: what it imports is part of every engine's start.
"""

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from benchmarks.peers.peer import Opened, Peer, Setting, Text
from retrieval.analysis.stopwords import STOP_WORDS

OURS = ("benchmarks.speed.ours", "benchmarks.speed.fast")
DEPTH = 50  # texts in a ranking
ENGLISH = "en"
SETTING = Setting(titled=True, stopped=False, left_out=STOP_WORDS)
"""For all peers as for Pullquote: title and text in one field, English stems, and the same stop words left out."""


class Kept(Protocol):
    """An engine whose index lies on disk: a peer in its setting, or `benchmarks.speed.ours`."""

    def build(self, texts: Iterable[Text], folder: Path) -> None:
        """Index the texts on disk, in an empty folder; their ids are "0", "1", and so on, in order."""

    def opened(self, folder: Path) -> Opened:
        """The index in the folder, ready to be asked for the best `DEPTH`."""


class Engine(NamedTuple):
    """An engine that is measured.

    Attributes:
        name: by which it is called in the results.
        module: where it is; a peer's, or one that is a `Kept` itself.
        manner: the peer's further option, see `Setting.manner`.
        hidden: libraries that it does without, so that it neither gains by them nor pays for their start.
        most: passages that it can be measured with; beyond, its figures are extrapolated.
    """

    name: str
    module: str
    manner: str = ""
    hidden: tuple[str, ...] = ()
    most: int | None = None

    def load(self) -> Kept:
        """The engine itself; only in a process of its own, for others cannot see its hidden libraries after it."""
        sys.modules.update(dict.fromkeys(self.hidden))  # type: ignore[arg-type]  # None hides a module
        module = import_module(self.module)
        return cast("Kept", module) if self.module in OURS else InSetting(cast("Peer", module), self.manner)


class InSetting(NamedTuple):
    """A peer in the setting that is measured."""

    peer: Peer
    manner: str

    @property
    def setting(self) -> Setting:
        """The setting, in this manner."""
        return SETTING._replace(manner=self.manner)

    def build(self, texts: Iterable[Text], folder: Path) -> None:
        """Index the texts on disk."""
        self.peer.build(texts, folder, ENGLISH, self.setting)

    def opened(self, folder: Path) -> Opened:
        """The index in the folder."""
        return self.peer.reopened(folder, ENGLISH, self.setting, depth=DEPTH)


ENGINES = (
    Engine("pullquote", OURS[0]),
    Engine("pullquote fast", OURS[1]),
    Engine("rank_bm25", "benchmarks.peers.okapi", most=200_000),
    Engine("bm25s numpy", "benchmarks.peers.bm25s", "numpy", hidden=("numba", "scipy")),
    Engine("bm25s numba", "benchmarks.peers.bm25s", "numba", hidden=("scipy",)),
    Engine("tantivy", "benchmarks.peers.tantivy"),
    Engine("SQLite FTS5", "benchmarks.peers.fts5", "porter unicode61"),
)
NAMES = tuple(engine.name for engine in ENGINES)


def engine_called(name: str) -> Engine:
    """The engine of that name."""
    return ENGINES[NAMES.index(name)]
