"""Which questions are there, and what answers them? A folder of labelled questions → a collection.

It is in BEIR's format (Thakur et al., *BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information
Retrieval Models*, 2021): `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`, and in
`metadata.answers` texts any of which is the answer), `qrels.tsv` (question, passage, grade, under a line of headings).
Each line of the corpus is one passage, not split further.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from retrieval.analysis.language import SAMPLE, language_of
from retrieval.analysis.passages import sentences
from retrieval.errors import CollectionError
from retrieval.evaluation.rows import PassageRow, QuestionRow, judgements, lines, parsed, rows
from retrieval.records import Article, Passage, Source, Span, Version

LINES = 20  # of the corpus by which its language is told


class LabelledQuestion(NamedTuple):
    """A question, the grades of the passages that answer it, and the texts any of which is the answer.

    One without grades is to be refused.
    """

    id: str
    text: str
    grades: Mapping[str, int]
    answers: tuple[str, ...]


class Collection(NamedTuple):
    """Passages, each the only one of its article, and questions about them."""

    passages: tuple[Passage, ...]
    questions: tuple[LabelledQuestion, ...]


def read_collection(folder: Path) -> Collection:
    """The collection in `folder`.

    Raises:
        CollectionError: a file is missing, or a line is not as it must be; file and line are named.
    """
    corpus = list(rows(folder / "corpus.jsonl", PassageRow))
    language = _language(corpus)
    passages = tuple(filter(None, (_passage(row, language) for row in corpus)))
    grades: dict[str, dict[str, int]] = {}
    for question, passage, grade in judgements(folder / "qrels.tsv"):
        grades.setdefault(question, {})[passage] = grade
    asked = rows(folder / "queries.jsonl", QuestionRow)
    questions = tuple(
        LabelledQuestion(row.id, row.text, grades[row.id], row.answers) for row in asked if row.id in grades
    )
    if not passages or not questions:
        raise CollectionError(f"`{folder}` holds no labelled questions", "give a folder in BEIR's format")
    return Collection(passages, questions)


def read_to_refuse(path: Path) -> tuple[LabelledQuestion, ...]:
    """The questions of a file, which no passage answers: one a line, as `queries.jsonl` has them or in plain text.

    Raises:
        CollectionError: the file cannot be read, a line is not as it must be, or there is none.
    """
    texts = [
        parsed(path, number, line, QuestionRow).text if line.startswith("{") else line for number, line in lines(path)
    ]
    if not texts:
        raise CollectionError(f"`{path}` holds no questions", "give one question a line")
    return tuple(LabelledQuestion(f"refuse-{place}", text, {}, ()) for place, text in enumerate(texts, start=1))


def _language(corpus: Sequence[PassageRow]) -> str:
    """The language of the collection, told by the beginnings of some of its lines: a collection has one."""
    some = corpus[:: len(corpus) // LINES + 1]
    return language_of("\n".join(row.text[: SAMPLE // LINES] for row in some))


def _passage(row: PassageRow, language: str) -> Passage | None:
    """The passage of a line; `None` when it has no sentence."""
    whole = Span(start=0, end=len(row.text))
    version = Version(text=row.text, quotable=(whole,))
    source = Source(id=row.id, version=version.id, title=row.title or None)
    article = Article(source=source, version=version, language=language)
    found = sentences(row.text, whole, language)
    return Passage(article=article, sentences=found) if found else None
