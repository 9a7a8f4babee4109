"""Why does each candidate stand where it does? The ranked candidates → what puts each before the next one."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from retrieval.query.parser import Question
from retrieval.ranking.confidence import probability
from retrieval.ranking.features import Signs
from retrieval.ranking.reranker import WEIGHTS, Ranked
from retrieval.records import Source

TELLING = 0.05  # log-odds; what moves a candidate by less is not named


class Reason(NamedTuple):
    """A sign that moves a candidate away from the next one, and by how much, in log-odds."""

    sign: str
    by: float


class Explanation(NamedTuple):
    """A candidate's source, its best sentence and the chance that it answers, and what puts it before the next one."""

    source: Source
    sentence: str
    chance: float
    ahead: float | None  # log-odds; `None` where no other candidate follows
    reasons: tuple[Reason, ...]  # the strongest first


def explained(question: Question, ranked: Sequence[Ranked], *, limit: int) -> tuple[Explanation, ...]:
    """The first `limit` of the ranked candidates, each beside the one that follows it."""
    following = pairwise([*ranked, None])
    return tuple(_explanation(question, each, after) for each, after in following if each)[:limit]


def _explanation(question: Question, each: Ranked, after: Ranked | None) -> Explanation:
    article = each.candidate.passage.article
    reasons = _reasons(each.signs, after.signs) if after else []
    return Explanation(
        article.source,
        each.sentence.of(article.version.text),
        probability(question, each),
        each.rank - after.rank if after else None,
        tuple(sorted(reasons, key=lambda reason: -abs(reason.by))),
    )


def _reasons(here: Signs, there: Signs) -> list[Reason]:
    moves = ((left - right) * weight for left, right, weight in zip(here, there, WEIGHTS, strict=True))
    return [Reason(sign, by) for sign, by in zip(Signs._fields, moves, strict=True) if abs(by) >= TELLING]
