"""What does the cross-encoder say of a pair? Its logits, kept in a file, because a pair takes tens of milliseconds."""

import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from retrieval.cross_encoder.model import CrossEncoder

TABLE = "CREATE TABLE IF NOT EXISTS pair (key BLOB PRIMARY KEY, logit REAL NOT NULL) WITHOUT ROWID"


class PairScores:
    """The logits of a model, each computed once; `file` keeps them for the next run, of this model alone."""

    def __init__(self, model: CrossEncoder, file: Path) -> None:
        self._model = model
        self._kept = sqlite3.connect(file)
        self._kept.execute(TABLE)

    def logits(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """A logit for each text."""
        keys = [sha256("\0".join([question, text]).encode()).digest() for text in texts]
        found = {key: self._of(key) for key in keys}
        missing = [place for place, key in enumerate(keys) if found[key] is None]
        new = self._model.logits(question, [texts[place] for place in missing]) or ()
        rows = [(keys[place], logit) for place, logit in zip(missing, new, strict=True)]
        with self._kept:
            self._kept.executemany("INSERT OR IGNORE INTO pair VALUES (?, ?)", rows)
        known = {**found, **dict(rows)}
        return tuple(float(known[key] or 0.0) for key in keys)

    def _of(self, key: bytes) -> float | None:
        row = self._kept.execute("SELECT logit FROM pair WHERE key = ?", (key,)).fetchone()
        return float(row[0]) if row else None
