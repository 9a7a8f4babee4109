"""A model in a test of the reranker: it finds gold relevant, and can be held back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event

QUESTION = "Who opened the gate?"
TEXTS = ("Kim opened the gate.", "Jo opened the gate.", "The keeper opened a gate of gold.")
GOLD = TEXTS[2]
PATIENCE = 60.0


class Model:
    """Finds gold relevant, once it is let go."""

    def __init__(self, *, languages: Sequence[str] = ("en",)) -> None:
        self.languages = frozenset(languages)
        self.gate = Event()
        self.gate.set()
        self.read: list[Sequence[str]] = []
        self.started, self.stopped = Event(), Event()

    def logits(
        self, _: str, texts: Sequence[str], *, keep_on: Callable[[], bool] = lambda: True
    ) -> tuple[float, ...] | None:
        """A logit for each text; `None` when the reading was given up."""
        self.read.append(texts)
        self.started.set()
        self.gate.wait(PATIENCE)
        if not keep_on():
            self.stopped.set()
            return None
        return tuple(9.0 if "gold" in text else -9.0 for text in texts)


@contextmanager
def held(model: Model) -> Iterator[None]:
    """Hold the model back, and let it go at the end."""
    model.gate.clear()
    try:
        yield
    finally:
        model.gate.set()
