"""Which engines are measured? Pullquote, and each peer in its best setting."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from benchmarks.fit.ranking import held_out
from benchmarks.peers import bm25s, fts5, okapi, tantivy
from benchmarks.peers.peer import Ask, Peer, Setting, Text
from benchmarks.quality.labelled import Labelled
from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.evaluation.metrics import Measures, Ranking, RunLine, figures, measures, rankings

PEERS: Sequence[Peer] = (okapi, bm25s, tantivy, fts5)


class Outcome(NamedTuple):
    """How good an engine is on a collection, in which setting, and how long it took."""

    measures: Measures
    sentence: float | None
    setting: str
    seconds: float


Engine = Callable[[Labelled], Outcome | None]
"""Measures one engine on a collection; `None` where it has nothing to say."""


def engines() -> dict[str, Engine]:
    """All engines by name, Pullquote first."""
    return {
        "pullquote": ours(lambda labelled: rankings(labelled.collection), "as shipped"),
        "pullquote (held out)": ours(
            lambda labelled: held_out(labelled.name, labelled.collection.questions), "fitted on other articles"
        ),
        **{peer.NAME: theirs(peer) for peer in PEERS},
    }


def ours(rank: Callable[[Labelled], Iterable[Ranking]], setting: str) -> Engine:
    """Pullquote, with rankings by `rank`: as shipped, or by weights that were fitted on other articles.

    A collection for which `rank` has no rankings is passed over.
    """

    def measured(labelled: Labelled) -> Outcome | None:
        start = time.monotonic()
        found = list(rank(labelled))
        if not found:
            return None
        good = figures(found)
        return Outcome(good, good.sentence, setting, time.monotonic() - start)

    return measured


def theirs(peer: Peer) -> Engine:
    """The peer in the setting that has the best nDCG@10 on the collection."""

    def measured(labelled: Labelled) -> Outcome:
        outcomes = [_outcome(peer, labelled, setting) for setting in peer.settings(labelled.language)]
        return max(outcomes, key=lambda each: each.measures.ndcg_at_10)

    return measured


def _outcome(peer: Peer, labelled: Labelled, setting: Setting) -> Outcome:
    start = time.monotonic()
    ask = peer.opened(_texts(labelled.collection), labelled.language, setting)
    run = list(_run(ask, labelled.collection.questions))
    outcome = Outcome(measures(labelled.collection.questions, run), None, str(setting), time.monotonic() - start)
    print(f"  {peer.NAME}, {setting}: nDCG@10 {outcome.measures.ndcg_at_10:.4f}", file=sys.stderr)
    return outcome


def _texts(collection: Collection) -> list[Text]:
    articles = (passage.article for passage in collection.passages)
    return [Text(each.source.id, each.source.title or "", each.version.text) for each in articles]


def _run(ask: Ask, questions: Iterable[LabelledQuestion]) -> Iterator[RunLine]:
    for question in questions:
        for place, text in enumerate(ask(question.text), start=1):
            yield question.id, text, place, -place
