"""How good is the retrieval? A collection of labelled questions → rankings → a run → figures.

ir-measures computes the ranking metrics from the run, so they are comparable with those of other engines.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

from retrieval.answers import Refusal
from retrieval.cross_encoder.reranker import Reranker
from retrieval.errors import QuestionError
from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.evaluation.calibration import Prediction, RefusalFigures, refusal_figures
from retrieval.index.bm25 import index_of
from retrieval.progress import ProgressCallback, no_progress
from retrieval.query.parser import LONGEST, read_question
from retrieval.ranking.confidence import probability, refusal
from retrieval.ranking.reranker import Ranked
from retrieval.ranking.searcher import DEPTH, Searcher
from retrieval.records import Record
from retrieval.rewrite.expansion import SynonymPair

TIE = 1e-9  # subtracted from the scores once per place, so that tools that sort by score keep the order of ties

RunLine = tuple[str, str, int, float]
"""A line of a run: question, passage, rank from 1, and score; the scores of a question strictly decrease."""


class Ranking(NamedTuple):
    """A question with its candidates, best first.

    Attributes:
        probability: that the best candidate answers; 0 for small talk, invalid questions and without candidates.
        refused: whether the question gets no answer.
    """

    question: LabelledQuestion
    ranked: tuple[Ranked, ...]
    probability: float = 0.0
    refused: bool = True


class Measures(Record):
    """Ranking metrics of a run, each from 0 to 1.

    Attributes:
        hit_at_1: share of the questions whose first passage is relevant.
        mrr_at_10: mean reciprocal rank of the first relevant passage among the first ten, 0 where there is none.
        ndcg_at_10: normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen, 2002).
    """

    hit_at_1: float = Field(serialization_alias="hit@1")
    mrr_at_10: float = Field(serialization_alias="MRR@10")
    ndcg_at_10: float = Field(serialization_alias="nDCG@10")


class Figures(Measures):
    """The metrics of the rankings, of the marked sentences and of refusal.

    Attributes:
        sentence: share of the relevant first passages whose marked sentence contains an answer, from 0 to 1; `None`
            where no question has answers.
        questions: how many have a relevant passage.
        refusal: how well the other questions are refused; `None` where there are none.
    """

    sentence: float | None
    questions: int
    refusal: RefusalFigures | None


def rankings(
    collection: Collection,
    *,
    depth: int = DEPTH,
    synonyms: Sequence[SynonymPair] = (),
    reranker: Reranker | None = None,
    watch: ProgressCallback = no_progress,
) -> Iterator[Ranking]:
    """Each question's ranking of at most `depth` candidates; empty for invalid questions."""
    searcher = Searcher(index_of(collection.passages, watch=watch), synonyms=synonyms)
    for question in watch(collection.questions, "Asking questions"):
        yield _ranking(searcher, question, depth, reranker)


def _ranking(searcher: Searcher, question: LabelledQuestion, depth: int, reranker: Reranker | None) -> Ranking:
    try:
        result = searcher.search(read_question(question.text[:LONGEST], searcher.index.languages), depth=depth)
    except QuestionError:
        return Ranking(question, ())
    ranked = searcher.rank(result)
    if reranker:
        ranked = reranker.rerank(result.question, ranked)
    refused = refusal(result.question, ranked)
    if not ranked or refused is Refusal.NOT_A_QUESTION:
        return Ranking(question, ranked)
    return Ranking(question, ranked, probability(result.question, ranked[0]), refused is not None)


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
    """The metrics of a run by any engine; a question that is not in the run counts as 0."""
    import ir_measures  # noqa: PLC0415 -- only evaluation needs it
    from ir_measures import RR, Success, nDCG  # noqa: PLC0415 -- the same

    qrels = [ir_measures.Qrel(each.id, passage, grade) for each in questions for passage, grade in each.grades.items()]
    scored = [ir_measures.ScoredDoc(question, passage, score) for question, passage, _, score in run]
    measured = ir_measures.calc_aggregate([Success @ 1, RR @ 10, nDCG @ 10], qrels, scored)
    return Measures(hit_at_1=measured[Success @ 1], mrr_at_10=measured[RR @ 10], ndcg_at_10=measured[nDCG @ 10])


def run_of(found: Iterable[Ranking]) -> Iterator[RunLine]:
    """The lines of the run, for the questions that have a relevant passage."""
    for each in found:
        for rank, ranked in enumerate(each.ranked if each.question.grades else (), start=1):
            passage = ranked.candidate.passage.article.source.id
            yield each.question.id, passage, rank, ranked.log_odds - rank * TIE


def trec_line(question: str, passage: str, rank: int, score: float) -> str:
    """A line of a TREC run, as trec_eval reads it: question, "Q0", passage, rank, score, and the name of the run."""
    return f"{question} Q0 {passage} {rank} {score:.9f} pullquote\n"


def _refusal_figures(asked: Sequence[Ranking], to_refuse: Sequence[Ranking]) -> RefusalFigures | None:
    if not asked or not to_refuse:
        return None
    answerable, others = ([Prediction(each.probability, each.refused) for each in part] for part in (asked, to_refuse))
    return refusal_figures(answerable, others)


def _sentence_share(found: Iterable[Ranking]) -> float | None:
    relevant = [each for each in found if each.question.answers and each.ranked and _is_relevant(each)]
    return sum(map(_has_answer_marked, relevant)) / len(relevant) if relevant else None


def _is_relevant(ranking: Ranking) -> bool:
    return ranking.question.grades.get(ranking.ranked[0].candidate.passage.article.source.id, 0) > 0


def _has_answer_marked(ranking: Ranking) -> bool:
    best = ranking.ranked[0]
    marked = best.sentence.of(best.candidate.passage.article.version.text).casefold()
    return any(answer.casefold() in marked for answer in ranking.question.answers)
