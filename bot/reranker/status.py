"""Can the model be used, and how long does it take? A folder → what is in it, and the time for a pair."""

from pathlib import Path
from time import perf_counter
from typing import Final

from bot.reranker.checksums import changed_files
from retrieval.cross_encoder.combination import READ
from retrieval.cross_encoder.model import MODEL, CrossEncoder
from retrieval.records import Record

QUESTION: Final = "How long may a visitor stay in the old harbour town without a permit?"
TEXT: Final = (
    "Harbour rules: Visitors. Whoever comes by boat reports to the office on the quay before the evening. A visitor "
    "may stay for three nights without a permit, and for two weeks with one. Permits are handed out at the office, "
    "which is open in the mornings, and cost nothing for those who repair a boat."
)
"""A pair of an ordinary length, for measuring."""


class RerankerStatus(Record):
    """What was found in a folder: a model that loads and returns one number for a pair.

    Attributes:
        size: of the model's file, in bytes.
        languages: the ISO 639-1 codes of those that it reads.
        pair_ms: milliseconds that one pair took, as part of an ordinary reading.
        changed: the files that are not as they were fetched; `None` where that is not known.
    """

    folder: Path
    size: int
    languages: tuple[str, ...]
    pair_ms: float
    changed: tuple[str, ...] | None

    @property
    def text(self) -> str:
        """A line a finding."""
        return "\n".join(
            [
                f"folder     {self.folder}",
                f"model      {self.size / 1e6:.1f} MB, loads and reads pairs",
                f"languages  {' '.join(self.languages)}",
                f"time       {self.pair_ms:.0f} ms a pair, {self.pair_ms * READ / 1000:.1f} s for {READ} candidates",
                f"checksums  {self._checksums}",
            ]
        )

    @property
    def _checksums(self) -> str:
        if self.changed is None:
            return "none: the folder was not made by `pullquote reranker install`"
        if self.changed:
            return f"{', '.join(self.changed)} changed since; `pullquote reranker install` fetches the model again"
        return "as fetched"


def status_of(folder: Path) -> RerankerStatus:
    """The status of the model in `folder`.

    Raises:
        RerankerError: the extra is not installed, or the folder has no model that can be used.
    """
    model = CrossEncoder(folder)
    began = perf_counter()
    model.logits(QUESTION, [TEXT] * READ)
    pair_ms = (perf_counter() - began) * 1000 / READ
    changed = changed_files(folder)
    return RerankerStatus(
        folder=folder,
        size=(folder / MODEL).stat().st_size,
        languages=tuple(sorted(model.languages)),
        pair_ms=pair_ms,
        changed=None if changed is None else tuple(changed),
    )
