"""How probable is it that there is an answer? Questions of all kinds → the weights of `ranking/confidence.py`.

A logistic regression on the features of each question's best candidate. Four kinds of library count alike, because
what people ask of a few articles differs from what they ask of many:

- little ones of five articles, drawn from squadshifts-new_wiki, with passages taken out;
- half of its articles, asked the questions of both halves, and those of collections on other subjects;
- the seeds, with `benchmarks/questions_on_seeds.jsonl`;
- the documentation of communities, with the questions in `benchmarks/communities/questions`, every other one held out.

The weight of a share may not be negative, nor that of something lacking positive.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from scipy.optimize import minimize

from benchmarks.collection import collection
from benchmarks.communities.labelled import Community, communities
from benchmarks.fit.documentation import community_searcher
from benchmarks.fit.examples import Matrix
from benchmarks.fit.on_seeds import questions_on_seeds, seeds_searcher
from benchmarks.little_libraries import Answerability, little_libraries
from retrieval.analysis.passages import passages
from retrieval.errors import QuestionError
from retrieval.evaluation.beir import LabelledQuestion
from retrieval.index.bm25 import Index, index_of
from retrieval.query.parser import read_question
from retrieval.ranking.confidence import AnswerabilityFeatures, answerability_features
from retrieval.ranking.searcher import Searcher
from retrieval.records import Article

LARGE = "squadshifts-new_wiki"
ELSEWHERE = ("scifact-train", "cranfield", "med")
LITTLE = 60  # small libraries; every other one is held out
EVERY = 4  # one in so many questions of the large collection is asked
PENALTY = 1e-3  # on the squared weights
KEEP = 0.95  # share of the answerable questions that refusal must keep


class Observation(NamedTuple):
    """Whether a question can be answered, and the features of its best candidate."""

    kind: Answerability
    features: AnswerabilityFeatures


class Halves(NamedTuple):
    """The observations to fit on, and the held-out ones, by kind of library."""

    fitting: Mapping[str, Sequence[Observation]]
    held_out: Mapping[str, Sequence[Observation]]


def halves(folder: Path) -> Halves:
    """All observations; the held-out ones are of other articles. `folder` has the communities."""
    documentation = [list(_documentation(each)) for each in communities(folder)]
    little = [
        list(_observations(Searcher(_index(library.articles)), library.questions))
        for library in little_libraries(collection(LARGE), LITTLE, seed=1)
    ]
    large = [list(_large(half)) for half in range(2)]
    return Halves(
        {
            "little": list(chain.from_iterable(little[0::2])),
            "large": large[0],
            "seeds": list(_seeds()),
            "documentation": list(chain.from_iterable(documentation[0::2])),
        },
        {
            "little": list(chain.from_iterable(little[1::2])),
            "large": large[1],
            "documentation": list(chain.from_iterable(documentation[1::2])),
        },
    )


def fitted(by_library: Mapping[str, Sequence[Observation]]) -> Matrix:
    """The weights of `AnswerabilityFeatures`, and the constant as the last element."""
    matrix = np.vstack([_matrix(found) for found in by_library.values()])
    answerable = np.array([each.kind is Answerability.ANSWERABLE for found in by_library.values() for each in found])
    counts = np.concatenate([np.full(len(found), 1 / len(found) / len(by_library)) for found in by_library.values()])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        odds = matrix @ weights
        chance = 1 / (1 + np.exp(-odds))
        total = counts @ (np.logaddexp(0, odds) - answerable * odds) + PENALTY * weights @ weights
        return float(total), matrix.T @ (counts * (chance - answerable)) + 2 * PENALTY * weights

    bounds = [(None, 0) if name.startswith("lacks") else (0, None) for name in AnswerabilityFeatures._fields]
    start = np.zeros(matrix.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x)


def report(found: Sequence[Observation], weights: Matrix) -> Iterator[str]:
    """Lines: the threshold that keeps `KEEP` of the answerable, and the share of each other kind that it refuses."""
    chance = 1 / (1 + np.exp(-_matrix(found) @ weights))
    kinds = np.array([each.kind for each in found])
    threshold = np.quantile(chance[kinds == Answerability.ANSWERABLE], 1 - KEEP)
    yield f"keeping {KEEP:.0%} at {threshold:.2f}"
    for kind in sorted(set(kinds) - {Answerability.ANSWERABLE}):
        yield f"{kind}: {np.mean(chance[kinds == kind] < threshold):.3f} refused of {np.sum(kinds == kind)}"


def _matrix(found: Sequence[Observation]) -> Matrix:
    return np.array([[*each.features, 1.0] for each in found], dtype=np.float64)


def _observations(
    search: Searcher, questions: Iterable[tuple[Answerability, LabelledQuestion]]
) -> Iterator[Observation]:
    """The observations of the questions that have candidates; others are refused in any case."""
    for kind, labelled in questions:
        try:
            found = search.search(read_question(labelled.text, search.index.languages))
        except QuestionError:
            continue
        ranked = search.rank(found)
        if ranked and not found.question.is_small_talk:
            yield Observation(kind, answerability_features(found.question, ranked[0]))


def _large(half: int) -> Iterator[Observation]:
    """One half of the articles, asked the questions of both, and those of other collections."""
    large = collection(LARGE)
    sides = {each.article.source.id: crc32((each.article.source.title or "").encode()) % 2 for each in large.passages}
    asked = [
        (
            Answerability.ANSWERABLE if sides[next(iter(question.grades))] == half else Answerability.ARTICLE_OUT,
            question,
        )
        for question in large.questions[::EVERY]
    ]
    other = [(Answerability.OTHER, question) for name in ELSEWHERE for question in collection(name).questions[half::2]]
    search = Searcher(index_of([each for each in large.passages if sides[each.article.source.id] == half]))
    return _observations(search, [*asked, *other])


def _documentation(community: Community) -> Iterator[Observation]:
    """The questions of a community in every wording."""
    kinds = {True: Answerability.ANSWERABLE, False: Answerability.OTHER}
    asked = [
        (kinds[question.is_answerable], LabelledQuestion("", text, {}, ()))
        for question in community.questions
        for text in question.wordings.values()
    ]
    return _observations(community_searcher(community), asked)


def _seeds() -> Iterator[Observation]:
    """What people ask of the seeds."""
    asked = [
        (
            Answerability.ANSWERABLE if row["quotes"] else Answerability.OTHER,
            LabelledQuestion("", str(row["question"]), {}, ()),
        )
        for row in questions_on_seeds()
    ]
    return _observations(seeds_searcher(), asked)


def _index(articles: Iterable[Article]) -> Index:
    return index_of([passage for article in articles for passage in passages(article)])
