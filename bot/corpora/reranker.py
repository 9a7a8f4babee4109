"""Opens the model that reads the best candidates, where the operator has named one."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.corpora.choice import CorpusChoice
from retrieval.cross_encoder.reranker import Reranker


@contextmanager
def open_reranker(choice: CorpusChoice) -> Iterator[Reranker | None]:
    """The chosen reranker, to be used within; `None` where none is chosen.

    Raises:
        RerankerError: its extra is not installed, or its folder has no model that can be used.
    """
    if choice.reranker is None:
        yield None
        return
    from retrieval.cross_encoder.model import CrossEncoder  # noqa: PLC0415 -- not needed without a reranker

    with Reranker(CrossEncoder(choice.reranker), deadline=choice.reranker_deadline) as reranker:
        yield reranker
