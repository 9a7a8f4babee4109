"""Which questions are there, and which passages answer them? A folder in BEIR's format → a collection.

The format (Thakur et al., *BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models*,
2021): `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`, and optionally in `metadata.answers` the
texts any of which is the answer), `qrels.tsv` (question, passage, grade, below a header line). Each line of the corpus
is one passage, which is not split further. An error names the file, the line and the field.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ConfigDict, Field, ValidationError

from retrieval.analysis.language import SAMPLE_LENGTH, language_of
from retrieval.analysis.passages import sentences
from retrieval.errors import CollectionError
from retrieval.records import Article, Block, Passage, Record, Source, Version

LANGUAGE_SAMPLES = 20  # lines of the corpus, evenly spaced, that its language is detected from


class Row(Record):
    """One JSON object of a `.jsonl` file; unknown fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str = Field(alias="_id")
    text: str


class PassageRow(Row):
    """A line of `corpus.jsonl`."""

    title: str | None = None


class QuestionMetadata(Record):
    """The `metadata` of a question: the texts any of which is its answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    answers: tuple[str, ...] | None = None


class QuestionRow(Row):
    """A line of `queries.jsonl`."""

    metadata: QuestionMetadata | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers that are not empty; none where none are given."""
        return tuple(filter(None, (self.metadata and self.metadata.answers) or ()))


AnyRow = TypeVar("AnyRow", bound=Row)


class LabelledQuestion(NamedTuple):
    """A question, the grades of the passages that answer it by their ids, and the texts any of which is the answer.

    A question without grades has no answer in the collection and should be refused.
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
    """The collection in `folder`; questions that `qrels.tsv` does not judge are left out.

    Raises:
        CollectionError: a file is missing, or a line is malformed.
    """
    corpus = list(rows(folder / "corpus.jsonl", PassageRow))
    language = _language(corpus)
    passages = tuple(filter(None, (_passage(row, language) for row in corpus)))
    grades: dict[str, dict[str, int]] = {}
    for question, passage, grade in _judgements(folder / "qrels.tsv"):
        grades.setdefault(question, {})[passage] = grade
    questions = tuple(
        LabelledQuestion(row.id, row.text, grades[row.id], row.answers)
        for row in rows(folder / "queries.jsonl", QuestionRow)
        if row.id in grades
    )
    if not passages or not questions:
        raise CollectionError(f"`{folder}` holds no labelled questions", "give a folder in BEIR's format")
    return Collection(passages, questions)


def read_to_refuse(path: Path) -> tuple[LabelledQuestion, ...]:
    """The questions of a file that no passage answers, one a line: plain text, or JSON as in `queries.jsonl`.

    Raises:
        CollectionError: the file cannot be read, a line is malformed, or there is no question.
    """
    texts = [
        _parsed(path, number, line, QuestionRow).text if line.startswith("{") else line for number, line in _lines(path)
    ]
    if not texts:
        raise CollectionError(f"`{path}` holds no questions", "give one question a line")
    return tuple(LabelledQuestion(f"refuse-{number}", text, {}, ()) for number, text in enumerate(texts, start=1))


def rows(path: Path, row_type: type[AnyRow]) -> Iterator[AnyRow]:
    """The rows of a `.jsonl` file, each `_id` once.

    Raises:
        CollectionError: the file cannot be read, or a line is malformed or repeats an `_id`.
    """
    seen: set[str] = set()
    for number, line in _lines(path):
        row = _parsed(path, number, line, row_type)
        if row.id in seen:
            raise CollectionError(f"`{path}` line {number} has `{row.id}` again", "give each `_id` once")
        seen.add(row.id)
        yield row


def _language(corpus: Sequence[PassageRow]) -> str:
    """The one language of the collection, detected from the beginnings of evenly spaced lines."""
    sample = corpus[:: len(corpus) // LANGUAGE_SAMPLES + 1]
    return language_of("\n".join(row.text[: SAMPLE_LENGTH // LANGUAGE_SAMPLES] for row in sample))


def _passage(row: PassageRow, language: str) -> Passage | None:
    """The passage of a corpus line; `None` when it has no sentence."""
    whole = Block(start=0, end=len(row.text))
    version = Version(text=row.text, blocks=(whole,))
    source = Source(id=row.id, version=version.id, title=row.title or None)
    article = Article(source=source, version=version, language=language)
    spans = sentences(row.text, whole, language)
    return Passage(article=article, sentences=spans) if spans else None


def _parsed(path: Path, number: int, line: str, row_type: type[AnyRow]) -> AnyRow:
    """The row in a line, validated."""
    try:
        return row_type.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        problem = _problem(first["type"], ".".join(map(str, first["loc"])), first["msg"])
        raise CollectionError(
            f"`{path}` line {number} {problem}", "give one JSON object a line, see BEIR's format"
        ) from error


def _problem(error_type: str, field: str, message: str) -> str:
    """What pydantic's first error of a line says, as the predicate of a sentence about that line."""
    if error_type == "missing":
        return f"has no `{field}`"
    if not field:
        return "is not JSON" if error_type == "json_invalid" else "is no JSON object"
    return f"has a bad `{field}`: {message}"


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    """The question, passage and grade of each line; a header in the first line is skipped.

    Raises:
        CollectionError: the file cannot be read, or a line is malformed.
    """
    for number, line in _lines(path):
        cells = line.split("\t")
        if number == 1 and not _is_integer(cells[-1]):
            continue  # the header
        if len(cells) != 3 or not _is_integer(cells[2]):  # noqa: PLR2004 -- question, passage, grade
            hint = "give question, passage and grade, separated by tabs"
            raise CollectionError(f"`{path}` line {number} is no judgement", hint)
        yield cells[0], cells[1], int(cells[2])


def _is_integer(cell: str) -> bool:
    return cell.removeprefix("-").isdecimal()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file that are not blank, numbered from 1.

    Raises:
        CollectionError: the file cannot be read, or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from ((number, line.rstrip("\r\n")) for number, line in enumerate(file, start=1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise CollectionError(f"`{path}` cannot be read: {reason}", "give a file that is there, in UTF-8") from error
