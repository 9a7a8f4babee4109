"""How good is all this? Labelled questions → figures.

A collection is a folder in BEIR's format (Thakur et al., *BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of
Information Retrieval Models*, 2021): `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`, and in
`metadata.answers` texts any of which is the answer), `qrels.tsv` (question, passage, grade, under a line of headings).
Each line of the corpus is one passage, not split further. The figures are computed by ir-measures.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field

from retrieval.errors import CollectionError, QuestionError
from retrieval.question import read_question
from retrieval.rank import Ranked
from retrieval.records import Article, Passage, Record, Source, Span, Version
from retrieval.search import DEPTH, Search
from retrieval.split import sentences
from retrieval.watch import Watch, unwatched

TIE = 1e-9  # by which each rank's score is less than the one before, so that equal ones stay in our order


class LabelledQuestion(NamedTuple):
    """A question, the grades of the passages that answer it, and the texts any of which is the answer."""

    id: str
    text: str
    grades: Mapping[str, int]
    answers: tuple[str, ...]


class Collection(NamedTuple):
    """Passages, each the only one of its article, and questions of which each has a passage that answers it."""

    passages: tuple[Passage, ...]
    questions: tuple[LabelledQuestion, ...]


class Ranking(NamedTuple):
    """A question with its candidates, best first."""

    question: LabelledQuestion
    ranked: tuple[Ranked, ...]


class Figures(Record):
    """How good the rankings are, from 0 to 1; `sentence` is `None` where no question has answers.

    Attributes:
        hit_at_1: share of the questions whose first passage is right.
        mrr_at_10: mean of 1 / place of the first right passage among the first ten.
        ndcg_at_10: normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen, 2002).
        sentence: share of the rightly placed first passages whose marked sentence holds an answer.
    """

    questions: int
    hit_at_1: float = Field(serialization_alias="hit@1")
    mrr_at_10: float = Field(serialization_alias="MRR@10")
    ndcg_at_10: float = Field(serialization_alias="nDCG@10")
    sentence: float | None


def read_collection(folder: Path) -> Collection:
    """The collection in `folder`.

    Raises:
        CollectionError: a file is missing, or a line is not as it must be; file and line are named.
    """
    passages = tuple(filter(None, (_passage(row) for row in _rows(folder / "corpus.jsonl", ("_id", "text")))))
    grades: dict[str, dict[str, int]] = {}
    for question, passage, grade in _qrels(folder / "qrels.tsv"):
        grades.setdefault(question, {})[passage] = grade
    rows = _rows(folder / "queries.jsonl", ("_id", "text"))
    questions = tuple(_question(row, grades[str(row["_id"])]) for row in rows if str(row["_id"]) in grades)
    if not passages or not questions:
        raise CollectionError(f"`{folder}` holds no labelled questions", "give a folder in BEIR's format")
    return Collection(passages, questions)


def rankings(collection: Collection, *, depth: int = DEPTH, watch: Watch = unwatched) -> Iterator[Ranking]:
    """Each question's ranking of at most `depth` candidates; empty for what cannot be asked."""
    search = Search(collection.passages, watch=watch)
    for question in watch(collection.questions, "Asking questions"):
        try:
            found = search.find(read_question(question.text), depth=depth)
        except QuestionError:
            yield Ranking(question, ())
        else:
            yield Ranking(question, search.rank(found))


def figures(found: Sequence[Ranking]) -> Figures:
    """The figures of the rankings."""
    import ir_measures  # noqa: PLC0415 -- only evaluation needs it
    from ir_measures import RR, Success, nDCG  # noqa: PLC0415 -- the same

    qrels = [
        ir_measures.Qrel(each.question.id, passage, grade)
        for each in found
        for passage, grade in each.question.grades.items()
    ]
    run = [ir_measures.ScoredDoc(question, passage, score) for question, passage, _, score in run_of(found)]
    measured = ir_measures.calc_aggregate([Success @ 1, RR @ 10, nDCG @ 10], qrels, run)
    return Figures(
        questions=len(found),
        hit_at_1=measured[Success @ 1],
        mrr_at_10=measured[RR @ 10],
        ndcg_at_10=measured[nDCG @ 10],
        sentence=_sentence_share(found),
    )


def run_of(found: Iterable[Ranking]) -> Iterator[tuple[str, str, int, float]]:
    """Question, passage, place from 1, and score of each candidate; the scores of a question strictly fall."""
    for each in found:
        for place, ranked in enumerate(each.ranked, start=1):
            passage = ranked.candidate.passage.article.source.id
            yield each.question.id, passage, place, ranked.rank - place * TIE


def trec_line(question: str, passage: str, place: int, score: float) -> str:
    """A line of a TREC run, as trec_eval reads it: question, "Q0", passage, place, score, and who ranked."""
    return f"{question} Q0 {passage} {place} {score:.9f} pullquote\n"


def _sentence_share(found: Iterable[Ranking]) -> float | None:
    right = [each for each in found if each.question.answers and each.ranked and _is_right(each)]
    return sum(map(_is_marked, right)) / len(right) if right else None


def _is_right(ranking: Ranking) -> bool:
    return ranking.question.grades.get(ranking.ranked[0].candidate.passage.article.source.id, 0) > 0


def _is_marked(ranking: Ranking) -> bool:
    best = ranking.ranked[0]
    marked = best.sentence.of(best.candidate.passage.article.version.text).casefold()
    return any(answer.casefold() in marked for answer in ranking.question.answers)


def _passage(row: Mapping[str, Any]) -> Passage | None:
    """The passage of a line; `None` when it has no sentence."""
    whole = Span(start=0, end=len(row["text"]))
    version = Version(text=row["text"], quotable=(whole,))
    source = Source(id=str(row["_id"]), version=version.id, title=row.get("title") or None)
    found = sentences(row["text"], whole)
    return Passage(article=Article(source=source, version=version), sentences=found) if found else None


def _question(row: Mapping[str, Any], grades: Mapping[str, int]) -> LabelledQuestion:
    answers = (row.get("metadata") or {}).get("answers") or ()
    return LabelledQuestion(str(row["_id"]), row["text"], grades, tuple(filter(None, answers)))


def _rows(path: Path, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CollectionError(f"`{path}` line {number} is not JSON", "give one JSON object a line") from error
        missing = [field for field in fields if not isinstance(row, dict) or field not in row]
        if missing:
            raise CollectionError(f"`{path}` line {number} has no `{missing[0]}`", "see BEIR's format")
        yield row


def _qrels(path: Path) -> Iterator[tuple[str, str, int]]:
    for number, line in _lines(path):
        cells = line.split("\t")
        if number == 1 and not cells[-1].lstrip("-").isdigit():
            continue  # the headings
        if len(cells) != 3 or not cells[2].lstrip("-").isdigit():  # noqa: PLR2004 -- question, passage, grade
            wanted = "give question, passage and grade, parted by tabs"
            raise CollectionError(f"`{path}` line {number} is no judgement", wanted)
        yield cells[0], cells[1], int(cells[2])


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, numbered from 1."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield from ((number, line.rstrip("\r\n")) for number, line in enumerate(lines, start=1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        hint = "give a folder with corpus.jsonl, queries.jsonl and qrels.tsv"
        raise CollectionError(f"`{path}` cannot be read: {reason}", hint) from error
