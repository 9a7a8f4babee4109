"""Fits the weights of `retrieval/rank.py` and `retrieval/refuse.py`, and measures them where they were not fitted.

    python -m benchmarks.fit

Little libraries are drawn from squadshifts-new_wiki, whose questions carry their answers; every other library is held
out. The ranking is a conditional logit (McFadden, *Conditional logit analysis of qualitative choice behavior*, 1974)
over all sentences of a question's candidates. The refusal is a logistic regression on the signs of the best one; half
of its weight is on `questions_on_seeds.jsonl`, for what people ask of a few articles about people differs from what is
asked of Wikipedia's paragraphs. No share may make an answer less likely.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.collection import collection
from benchmarks.little_libraries import Kind, LittleLibrary, little_libraries
from bot.articles import SEEDS
from retrieval.errors import QuestionError
from retrieval.evaluate import LabelledQuestion
from retrieval.ingest.folder import read_folder
from retrieval.question import read_question
from retrieval.rank import WEIGHTS, need_weights
from retrieval.records import Article
from retrieval.refuse import SignsOfAnAnswer, signs_of_an_answer
from retrieval.search import Search
from retrieval.signs import Signs, signs
from retrieval.split import passages

LIBRARIES = 60
PENALTY = 1e-3  # on the squared weights
KEEP = 0.95  # of the answerable questions that refusal may not touch

Vector = NDArray[np.float64]


class Example(NamedTuple):
    """A question asked of a library: the signs of each sentence, whether it holds the answer, and what refusal sees."""

    kind: Kind
    signs: Vector  # sentences × signs
    answers: NDArray[np.bool_]  # sentences
    refusal: Vector  # sentences × what refusal weighs


def main() -> None:
    """Print the weights, and the figures on the libraries that were held out."""
    examples = [list(_examples(library.articles, library.questions)) for library in _progress(LIBRARIES)]
    fitting = [example for library in examples[0::2] for example in library]
    held_out = [example for library in examples[1::2] for example in library]
    weights = _fit_ranking(fitting)
    print("rank:", dict(zip(Signs._fields, weights.round(1).tolist(), strict=True)))
    print(f"  best sentence holds the answer, held out: {_share_right(held_out, weights):.3f}")
    print(f"  with the weights in the source: {_share_right(held_out, np.array(WEIGHTS)):.3f}")
    print(f"  by BM25 alone: {_share_right(held_out, np.eye(len(WEIGHTS))[-1]):.3f}")
    refusal = _fit_refusal([fitting, _seed_examples()], weights)
    print("refuse: weights, then the constant:", refusal.round(1).tolist())
    _report_refusal(held_out, weights, refusal)


def _progress(count: int) -> Iterator[LittleLibrary]:
    for number, library in enumerate(little_libraries(collection("squadshifts-new_wiki"), count, seed=1), start=1):
        print(f"\rasking library {number} of {count}", end="", file=sys.stderr)
        yield library
    print(file=sys.stderr)


def _examples(articles: Sequence[Article], questions: Iterable[tuple[Kind, LabelledQuestion]]) -> Iterator[Example]:
    search = Search([passage for article in articles for passage in passages(article)])
    for kind, labelled in questions:
        example = _example(search, kind, labelled)
        if example is not None and (kind is not Kind.ANSWERABLE or example.answers.any()):
            yield example


def _seed_examples() -> list[Example]:
    """What people ask of the seeds."""
    lines = (Path(__file__).parent / "questions_on_seeds.jsonl").read_text(encoding="utf-8").splitlines()
    labelled = [LabelledQuestion("", row["question"], {}, tuple(row["quotes"])) for row in map(json.loads, lines)]
    kinds = [Kind.ANSWERABLE if question.answers else Kind.OTHER for question in labelled]
    return list(_examples(read_folder(SEEDS).articles, zip(kinds, labelled, strict=True)))


def _example(search: Search, kind: Kind, labelled: LabelledQuestion) -> Example | None:
    """What the retriever sees of the question; `None` when it finds no candidate, or the question is small talk."""
    try:
        asked = read_question(labelled.text, search.index.languages)
    except QuestionError:
        return None
    question, candidates = search.find(asked)
    if asked.is_small_talk or not candidates:
        return None
    weights = need_weights(question, search.index, candidates)
    found = [
        (each.passage, span, seen)
        for each in candidates
        for span, seen in signs(question, each, weights, candidates[0].score)
    ]
    answers = [
        any(answer.casefold() in span.of(passage.article.version.text).casefold() for answer in labelled.answers)
        for passage, span, _ in found
    ]
    return Example(
        kind,
        np.array([seen for _, _, seen in found], dtype=float),
        np.array(answers) & (kind is Kind.ANSWERABLE),
        np.array([signs_of_an_answer(question, seen) for _, _, seen in found], dtype=float),
    )


def _fit_ranking(examples: Sequence[Example]) -> Vector:
    answerable = [example for example in examples if example.kind is Kind.ANSWERABLE]

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, gradient = PENALTY * weights @ weights, 2 * PENALTY * weights
        for example in answerable:
            odds = np.exp(example.signs @ weights - (example.signs @ weights).max())
            chance = odds / odds.sum()
            right = chance * example.answers
            total -= np.log(right.sum()) / len(answerable)
            gradient += (example.signs.T @ (chance - right / right.sum())) / len(answerable)
        return float(total), gradient

    return np.asarray(minimize(loss, np.zeros(len(WEIGHTS)), jac=True, method="L-BFGS-B").x)


def _share_right(examples: Sequence[Example], weights: Vector) -> float:
    answerable = [example for example in examples if example.kind is Kind.ANSWERABLE]
    return float(np.mean([example.answers[np.argmax(example.signs @ weights)] for example in answerable]))


def _best(examples: Sequence[Example], weights: Vector) -> Vector:
    """What refusal sees of each question's best sentence, with a 1 for the constant."""
    best = [example.refusal[np.argmax(example.signs @ weights)] for example in examples]
    return np.column_stack([np.array(best), np.ones(len(best))])


def _fit_refusal(sources: Sequence[Sequence[Example]], weights: Vector) -> Vector:
    """The weights of the refusal's signs and the constant; each source of examples counts alike."""
    seen = np.vstack([_best(examples, weights) for examples in sources])
    answerable = np.array([example.kind is Kind.ANSWERABLE for examples in sources for example in examples])
    counts = np.concatenate([np.full(len(examples), 1 / len(examples) / len(sources)) for examples in sources])

    def loss(coefficients: Vector) -> tuple[float, Vector]:
        odds = seen @ coefficients
        chance = 1 / (1 + np.exp(-odds))
        total = counts @ (np.logaddexp(0, odds) - answerable * odds) + PENALTY * coefficients @ coefficients
        return float(total), seen.T @ (counts * (chance - answerable)) + 2 * PENALTY * coefficients

    bounds = [(None, 0) if name.startswith("lacks") else (0, None) for name in SignsOfAnAnswer._fields]
    start = np.zeros(seen.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x)


def _report_refusal(examples: Sequence[Example], weights: Vector, coefficients: Vector) -> None:
    odds = _best(examples, weights) @ coefficients
    kinds = np.array([example.kind for example in examples])
    threshold = np.quantile(odds[kinds == Kind.ANSWERABLE], 1 - KEEP)
    print(f"  keeping {KEEP:.0%} of the answerable, held out:")
    for kind in (Kind.OTHER, Kind.TAKEN_OUT):
        print(f"    {kind}: {np.mean(odds[kinds == kind] < threshold):.3f} refused")


if __name__ == "__main__":
    main()
