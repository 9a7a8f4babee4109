"""What does the ranking see of the questions on the seeds? Those of `benchmarks/questions_on_seeds.jsonl`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.fit.examples import FOLDS, Example, Flags, example
from bot.corpora.choice import seeds_folder
from retrieval.analysis.passages import passages
from retrieval.evaluation.beir import LabelledQuestion
from retrieval.index.bm25 import index_of
from retrieval.ingest.files import read_folder
from retrieval.ranking.searcher import Searcher
from retrieval.records import Candidate

FILE = Path(__file__).parents[1] / "questions_on_seeds.jsonl"
BEGINNING = 25  # characters of an answer of several sentences that its first sentence has in it


def seeds_searcher() -> Searcher:
    """A searcher over the seeds."""
    articles = read_folder(seeds_folder()).articles
    return Searcher(index_of([passage for article in articles for passage in passages(article)]))


def questions_on_seeds() -> Sequence[Mapping[str, str | list[str]]]:
    """The rows of the file, each with its `question` and the `quotes` any of which answers it; none to refuse it."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def seeds_examples() -> Iterator[Example]:
    """The answerable questions."""
    search = seeds_searcher()
    for row in filter(lambda row: row["quotes"], questions_on_seeds()):
        text = str(row["question"])
        found = example(search, LabelledQuestion(text, text, {}, ()), fold=crc32(text.encode()) % FOLDS)
        if found is not None:
            yield found._replace(answers=_answers(found.candidates, row["quotes"]))


def _answers(candidates: Sequence[Candidate], quotes: str | Sequence[str]) -> Flags:
    """Whether an answer stands in each sentence, or begins in it and ends later in its passage."""
    return np.array(
        [
            any(quote in said or (quote in candidate.passage.text and quote[:BEGINNING] in said) for quote in quotes)
            for candidate in candidates
            for said in (span.of(candidate.passage.article.version.text) for span in candidate.passage.sentences)
        ]
    )
