"""How good is all this? Labelled questions → figures.

Rankings of a collection's questions become a run, and ir-measures computes the figures of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

from retrieval.errors import QuestionError
from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.evaluation.calibration import Prediction, RefusalFigures, refusal_figures
from retrieval.index.bm25 import index_of
from retrieval.progress import ProgressCallback, no_progress
from retrieval.query.parser import read_question
from retrieval.ranking.confidence import probability, refusal
from retrieval.ranking.reranker import Ranked
from retrieval.ranking.searcher import DEPTH, Searcher
from retrieval.records import Record, Refusal
from retrieval.rewrite.expansion import Pair

TIE = 1e-9  # by which each rank's score is less than the one before, so that equal ones stay in our order

RunLine = tuple[str, str, int, float]
"""Question, passage, place from 1, and score: a line of a run; the scores of a question strictly fall."""


class Ranking(NamedTuple):
    """A question with its candidates, best first.

    `probability` is how likely the best one holds the answer; `refused` is whether the question gets no answer. Small
    talk, and what cannot be asked or finds no candidate, is refused, with probability 0.
    """

    question: LabelledQuestion
    ranked: tuple[Ranked, ...]
    probability: float = 0.0
    refused: bool = True


class Measures(Record):
    """How good a run is, from 0 to 1.

    Attributes:
        hit_at_1: share of the questions whose first passage is right.
        mrr_at_10: mean of 1 / place of the first right passage among the first ten.
        ndcg_at_10: normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen, 2002).
    """

    hit_at_1: float = Field(serialization_alias="hit@1")
    mrr_at_10: float = Field(serialization_alias="MRR@10")
    ndcg_at_10: float = Field(serialization_alias="nDCG@10")


class Figures(Measures):
    """How good the rankings are.

    Attributes:
        sentence: share of the rightly placed first passages whose marked sentence holds an answer, from 0 to 1; `None`
            where no question has answers.
        questions: how many have a passage that answers them.
        refusal: how well the others are refused; `None` where there are none.
    """

    sentence: float | None
    questions: int
    refusal: RefusalFigures | None


def rankings(
    collection: Collection, *, depth: int = DEPTH, synonyms: Sequence[Pair] = (), watch: ProgressCallback = no_progress
) -> Iterator[Ranking]:
    """Each question's ranking of at most `depth` candidates; empty for what cannot be asked."""
    search = Searcher(index_of(collection.passages, watch=watch), synonyms=synonyms)
    for question in watch(collection.questions, "Asking questions"):
        yield _ranking(search, question, depth)


def _ranking(search: Searcher, question: LabelledQuestion, depth: int) -> Ranking:
    try:
        found = search.search(read_question(question.text, search.index.languages), depth=depth)
    except QuestionError:
        return Ranking(question, ())
    ranked = search.rank(found)
    refused = refusal(found.question, ranked)
    if not ranked or refused is Refusal.NOT_A_QUESTION:
        return Ranking(question, ranked)
    return Ranking(question, ranked, probability(found.question, ranked[0]), refused is not None)


def figures(found: Sequence[Ranking]) -> Figures:
    """The figures of the rankings."""
    asked = [each for each in found if each.question.grades]
    return Figures(
        **dict(measures([each.question for each in asked], run_of(asked))),
        sentence=_sentence_share(asked),
        questions=len(asked),
        refusal=_refusal_figures(asked, [each for each in found if not each.question.grades]),
    )


def measures(questions: Iterable[LabelledQuestion], run: Iterable[RunLine]) -> Measures:
    """The measures of a run that answers the questions, whoever made it; a question that is not in it counts as 0."""
    import ir_measures  # noqa: PLC0415 -- only evaluation needs it
    from ir_measures import RR, Success, nDCG  # noqa: PLC0415 -- the same

    qrels = [ir_measures.Qrel(each.id, passage, grade) for each in questions for passage, grade in each.grades.items()]
    scored = [ir_measures.ScoredDoc(question, passage, score) for question, passage, _, score in run]
    measured = ir_measures.calc_aggregate([Success @ 1, RR @ 10, nDCG @ 10], qrels, scored)
    return Measures(hit_at_1=measured[Success @ 1], mrr_at_10=measured[RR @ 10], ndcg_at_10=measured[nDCG @ 10])


def run_of(found: Iterable[Ranking]) -> Iterator[RunLine]:
    """The lines of the run, of questions that have a passage that answers them."""
    for each in found:
        for place, ranked in enumerate(each.ranked if each.question.grades else (), start=1):
            passage = ranked.candidate.passage.article.source.id
            yield each.question.id, passage, place, ranked.log_odds - place * TIE


def trec_line(question: str, passage: str, place: int, score: float) -> str:
    """A line of a TREC run, as trec_eval reads it: question, "Q0", passage, place, score, and who ranked."""
    return f"{question} Q0 {passage} {place} {score:.9f} pullquote\n"


def _refusal_figures(asked: Sequence[Ranking], to_refuse: Sequence[Ranking]) -> RefusalFigures | None:
    if not asked or not to_refuse:
        return None
    answerable, others = ([Prediction(each.probability, each.refused) for each in part] for part in (asked, to_refuse))
    return refusal_figures(answerable, others)


def _sentence_share(found: Iterable[Ranking]) -> float | None:
    right = [each for each in found if each.question.answers and each.ranked and _is_right(each)]
    return sum(map(_is_marked, right)) / len(right) if right else None


def _is_right(ranking: Ranking) -> bool:
    return ranking.question.grades.get(ranking.ranked[0].candidate.passage.article.source.id, 0) > 0


def _is_marked(ranking: Ranking) -> bool:
    best = ranking.ranked[0]
    marked = best.sentence.of(best.candidate.passage.article.version.text).casefold()
    return any(answer.casefold() in marked for answer in ranking.question.answers)
