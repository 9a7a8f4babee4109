"""What do both readers say of the questions in the fit? Libraries of three kinds → readings of their questions.

Samples of the kinds of library in `refusing.py`, without the seeds, and of half of the large collection's articles: the
other half is there to measure on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar
from zlib import crc32

import numpy as np

from benchmarks.collection import collection
from benchmarks.communities.labelled import CommunityQuestion, communities
from benchmarks.fit.documentation import community_searcher, shown
from benchmarks.fit.examples import Flags, Matrix
from benchmarks.fit.pair_scores import PairScores
from benchmarks.little_libraries import Answerability, little_libraries
from retrieval.analysis.passages import passages
from retrieval.cross_encoder.combination import READ, lexical_log_odds
from retrieval.cross_encoder.pairs import question_beginning, text_to_read
from retrieval.errors import QuestionError
from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.index.bm25 import index_of
from retrieval.query.parser import read_question
from retrieval.ranking.searcher import Searcher
from retrieval.records import Candidate

LARGE, ELSEWHERE = "squadshifts-new_wiki", ("scifact-train", "cranfield", "med")
LIBRARIES = 12  # little libraries

Found = TypeVar("Found")
IsRight = Callable[[Candidate], bool]


class Reading(NamedTuple):
    """A question whose candidates were read."""

    kind: Answerability
    group: str  # of questions that are held out together
    scores: Matrix  # candidates × (log-odds of the ranking, lexical log-odds of an answer, logit)
    right: Flags


class AskedQuestion(NamedTuple):
    """A question to one library, and what is known of its answer; `group` is as in `Reading`."""

    search: Searcher
    text: str
    kind: Answerability
    group: str
    is_right: IsRight


def readings(asked: Iterable[AskedQuestion], scores: PairScores) -> Iterator[Reading]:
    """The readings of the questions that have candidates."""
    for each in asked:
        try:
            found = each.search.search(read_question(each.text, each.search.index.languages))
        except QuestionError:
            continue
        ranked = each.search.rank(found)[:READ]
        if ranked and not found.question.is_small_talk:
            logits = scores.logits(question_beginning(found.question.text), list(map(text_to_read, ranked)))
            rows = [
                (candidate.log_odds, lexical_log_odds(found.question, candidate), logit)
                for candidate, logit in zip(ranked, logits, strict=True)
            ]
            right = np.array([each.is_right(candidate.candidate) for candidate in ranked])
            yield Reading(each.kind, each.group, np.array(rows, dtype=np.float64), right)


def documentation_questions(folder: Path) -> Iterator[AskedQuestion]:
    """The communities' questions in every wording."""
    for community in communities(folder):
        search = community_searcher(community)
        for question in community.questions:
            kind = Answerability.ANSWERABLE if question.is_answerable else Answerability.OTHER
            for text in question.wordings.values():
                yield AskedQuestion(search, text, kind, community.name, _answers(question))


def large_questions(count: int) -> Iterator[AskedQuestion]:
    """So many questions of each kind to half of the large collection: its own, the other half's, on other subjects."""
    ours, others = halves(collection(LARGE))
    search = Searcher(index_of(ours.passages))
    elsewhere = [each for name in ELSEWHERE for each in collection(name).questions]
    asked = {
        Answerability.ANSWERABLE: ours.questions,
        Answerability.ARTICLE_OUT: others.questions,
        Answerability.OTHER: elsewhere,
    }
    for kind, questions in asked.items():
        for question in evenly(questions, count):
            yield AskedQuestion(search, question.text, kind, question.id, _grades(question))


def little_questions() -> Iterator[AskedQuestion]:
    """The questions of little libraries, drawn from the same half."""
    half, _ = halves(collection(LARGE))
    for number, library in enumerate(little_libraries(half, LIBRARIES, seed=2)):
        search = Searcher(index_of([passage for article in library.articles for passage in passages(article)]))
        for kind, question in library.questions:
            yield AskedQuestion(search, question.text, kind, f"library {number}", lambda _: False)


def halves(whole: Collection) -> tuple[Collection, Collection]:
    """The collection's two halves by article: the one that is fitted on, and the one that measures."""
    sides = {each.article.source.id: crc32((each.article.source.title or "").encode()) % 2 for each in whole.passages}
    first, second = (
        Collection(
            tuple(each for each in whole.passages if sides[each.article.source.id] == half),
            tuple(each for each in whole.questions if sides[next(iter(each.grades))] == half),
        )
        for half in range(2)
    )
    return first, second


def evenly(found: Sequence[Found], count: int) -> Sequence[Found]:
    """`count` of them at equal distances, or all."""
    return found if count >= len(found) else [found[place * len(found) // count] for place in range(count)]


def _answers(question: CommunityQuestion) -> IsRight:
    return lambda candidate: question.is_answered_by(shown(candidate))


def _grades(question: LabelledQuestion) -> IsRight:
    return lambda candidate: candidate.passage.article.source.id in question.grades
