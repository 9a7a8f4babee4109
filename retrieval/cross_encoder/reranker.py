"""Which candidate answers, where the lexical ranking is unsure? A model reads the best ones, in a thread of its own.

Reading takes tens of milliseconds a pair, so few questions are read at a time, and each has a deadline: when all places
are taken, or the deadline has passed, the lexical order stands.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as ReadingTimeoutError
from threading import BoundedSemaphore, Event
from types import TracebackType
from typing import Final, Protocol, Self

from retrieval.cross_encoder.combination import READ, combined, is_unsure
from retrieval.cross_encoder.pairs import question_beginning, text_to_read
from retrieval.query.parser import Question
from retrieval.ranking.reranker import Ranked

DEADLINE: Final = 1.5  # seconds from the request to the logits, waiting included
PLACES: Final = 2  # questions at a time: one that is read, and one that waits


class PairModel(Protocol):
    """What reads pairs of texts: a `CrossEncoder`."""

    @property
    def languages(self) -> frozenset[str]:
        """The ISO 639-1 codes of the languages that it reads."""

    def logits(
        self, question: str, texts: Sequence[str], *, keep_on: Callable[[], bool] = ...
    ) -> tuple[float, ...] | None:
        """A logit for each text, or `None` once `keep_on` returns false."""


class Reranker:
    """Reranks candidates by what a model says of them; threads may share it.

    It is a context manager that ends its thread. `deadline` is in seconds.
    """

    def __init__(self, model: PairModel, *, deadline: float = DEADLINE) -> None:
        self._model = model
        self._deadline = deadline
        self._places = BoundedSemaphore(PLACES)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reranker")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the thread; what is being read there is dropped."""
        self._thread.shutdown(cancel_futures=True)

    def rerank(self, question: Question, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
        """The candidates, best first by both readers; as they are where the lexical one is sure or alone.

        Candidates in languages that the model does not read are not given to it.
        """
        languages = self._model.languages
        places = [
            place for place, each in enumerate(ranked[:READ]) if each.candidate.passage.article.language in languages
        ]
        if not places or question.language not in languages or not is_unsure(question, ranked):
            return tuple(ranked)
        texts = [text_to_read(ranked[place]) for place in places]
        logits = self._logits(question_beginning(question.text), texts)
        return tuple(ranked) if logits is None else combined(question, ranked, dict(zip(places, logits, strict=True)))

    def _logits(self, question: str, texts: Sequence[str]) -> tuple[float, ...] | None:
        """The logits; `None` when all places are taken, or when they are not there at the deadline."""
        if not self._places.acquire(blocking=False):
            return None
        given_up = Event()
        reading = self._thread.submit(self._model.logits, question, texts, keep_on=lambda: not given_up.is_set())
        reading.add_done_callback(lambda _: self._places.release())
        try:
            return reading.result(self._deadline)
        except ReadingTimeoutError:
            given_up.set()
            reading.cancel()
            return None
