"""What does the ranking see of a labelled question? Its candidates, their sentences' features, and the right ones.

Every feature of `retrieval/ranking/features.py` is a column, so a new one is fitted without a change here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import QuestionError
from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.index.bm25 import index_of
from retrieval.progress import ProgressCallback, no_progress
from retrieval.query.parser import Question, read_question
from retrieval.ranking.features import feature_names, features
from retrieval.ranking.reranker import WEIGHTS, term_weights
from retrieval.ranking.searcher import Searcher
from retrieval.records import Candidate

FOLDS = 5  # parts of a collection, one of which is held out

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Example(NamedTuple):
    """A question that has candidates, and what the ranking sees of them, one row a sentence."""

    question: LabelledQuestion
    meant: Question
    candidates: Sequence[Candidate]
    features: Matrix  # sentences × `columns()`
    candidate: Places  # sentences; the index of the candidate each belongs to
    answers: Flags  # sentences; whether the passage answers, and the sentence holds the answer where one is given
    fold: int


def columns() -> tuple[str, ...]:
    """The names of all features: those that have a weight in the order of `WEIGHTS`, then the others."""
    return (*WEIGHTS, *(name for name in feature_names() if name not in WEIGHTS))


def examples(collection: Collection, *, watch: ProgressCallback = no_progress) -> Iterator[Example]:
    """The questions of a collection; questions about one title are in one fold, others by themselves."""
    search = Searcher(index_of(collection.passages, watch=watch))
    articles = {each.article.source.id: each.article.source.title or "" for each in collection.passages}
    for question in watch(collection.questions, "Asking questions"):
        title = articles.get(next(iter(question.grades)), "")
        found = example(search, question, fold=crc32((title or question.id).encode()) % FOLDS)
        if found is not None:
            yield found


def example(search: Searcher, question: LabelledQuestion, *, fold: int = 0) -> Example | None:
    """The question with its candidates; `None` when it has none, is small talk, or cannot be asked."""
    try:
        read = read_question(question.text, search.index.languages)
    except QuestionError:
        return None
    meant, candidates, *_ = search.search(read)
    if not candidates or read.is_small_talk:
        return None
    found = features(meant, candidates, term_weights(meant, search.index, candidates))
    rows = [(place, span, values) for place, sentences in enumerate(found) for span, values in sentences]
    right = np.array([_is_right(candidates[place], question) for place, _, _ in rows])
    held = np.array(
        [_holds(span.of(candidates[place].passage.article.version.text), question) for place, span, _ in rows]
    )
    return Example(
        question,
        meant,
        candidates,
        np.array([[values[name] for name in columns()] for _, _, values in rows], dtype=np.float64),
        np.array([place for place, _, _ in rows]),
        right & held if (right & held).any() else right,
        fold,
    )


def _is_right(candidate: Candidate, question: LabelledQuestion) -> bool:
    return question.grades.get(candidate.passage.article.source.id, 0) > 0


def _holds(sentence: str, question: LabelledQuestion) -> bool:
    return any(answer.casefold() in sentence.casefold() for answer in question.answers)
