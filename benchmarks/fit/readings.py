"""What do both readers say of the questions in the fit? Libraries of three kinds → readings of their questions.

Samples of the kinds of library in `refusing.py`, without the seeds, and of half of the large collection's articles: the
other half is there to measure on.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
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
LIBRARIES = 3  # little libraries
LARGE_QUESTIONS = 120  # of each kind

IsRight = Callable[[Candidate], bool]


class Reading(NamedTuple):
    """A question whose candidates were read."""

    kind: Answerability
    group: str  # of questions that are held out together
    scores: Matrix  # candidates × (log-odds of the ranking, lexical log-odds of an answer, logit)
    right: Flags


class Reader:
    """Reads the candidates of questions."""

    def __init__(self, scores: PairScores) -> None:
        self._scores = scores

    def reading(
        self, search: Searcher, text: str, kind: Answerability, group: str, is_right: IsRight
    ) -> Iterator[Reading]:
        """The reading of one question; none when it has no candidates."""
        try:
            found = search.search(read_question(text, search.index.languages))
        except QuestionError:
            return
        ranked = search.rank(found)[:READ]
        if ranked and not found.question.is_small_talk:
            logits = self._scores.logits(question_beginning(found.question.text), list(map(text_to_read, ranked)))
            rows = [
                (each.log_odds, lexical_log_odds(found.question, each), logit)
                for each, logit in zip(ranked, logits, strict=True)
            ]
            right = np.array([is_right(each.candidate) for each in ranked])
            yield Reading(kind, group, np.array(rows, dtype=np.float64), right)

    def documentation(self, folder: Path) -> Iterator[Reading]:
        """The communities' questions as asked, and in one of the other wordings by turns."""
        for community in communities(folder):
            search = community_searcher(community)
            for number, question in enumerate(community.questions):
                kind = Answerability.ANSWERABLE if question.is_answerable else Answerability.OTHER
                as_asked, *others = question.wordings.values()
                for text in (as_asked, others[number % len(others)]):
                    yield from self.reading(search, text, kind, community.name, _answers(question))

    def large(self) -> Iterator[Reading]:
        """Half of the articles of the large collection, asked of it, of the other half and of other subjects."""
        ours, others = halves(collection(LARGE))
        search = Searcher(index_of(ours.passages))
        elsewhere = [each for name in ELSEWHERE for each in collection(name).questions]
        asked = {
            Answerability.ANSWERABLE: ours.questions,
            Answerability.ARTICLE_OUT: others.questions,
            Answerability.OTHER: elsewhere,
        }
        for kind, questions in asked.items():
            for question in _spread(questions, LARGE_QUESTIONS):
                yield from self.reading(search, question.text, kind, question.id, _grades(question))

    def little(self) -> Iterator[Reading]:
        """Little libraries of the same half."""
        half, _ = halves(collection(LARGE))
        for number, library in enumerate(little_libraries(half, LIBRARIES, seed=2)):
            search = Searcher(index_of([passage for article in library.articles for passage in passages(article)]))
            for kind, question in library.questions:
                yield from self.reading(search, question.text, kind, f"library {number}", lambda _: False)


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


def _spread(questions: Sequence[LabelledQuestion], count: int) -> Sequence[LabelledQuestion]:
    return questions[:: max(1, len(questions) // count)][:count]


def _answers(question: CommunityQuestion) -> IsRight:
    return lambda candidate: question.is_answered_by(shown(candidate))


def _grades(question: LabelledQuestion) -> IsRight:
    return lambda candidate: candidate.passage.article.source.id in question.grades
