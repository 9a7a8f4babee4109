"""What stands in a collection's files? Lines → checked rows; which file, line and field is wrong is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ConfigDict, Field, ValidationError

from retrieval.errors import CollectionError
from retrieval.records import Record


class Row(Record):
    """One JSON object; what else stands in it is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str = Field(alias="_id")
    text: str


class PassageRow(Row):
    """A line of `corpus.jsonl`."""

    title: str | None = None


class Metadata(Record):
    """What else is known of a question: the texts any of which is its answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    answers: tuple[str, ...] | None = None


class QuestionRow(Row):
    """A line of `queries.jsonl`."""

    metadata: Metadata | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers that are not empty; none when none are known."""
        return tuple(filter(None, (self.metadata and self.metadata.answers) or ()))


AnyRow = TypeVar("AnyRow", bound=Row)


def rows(path: Path, form: type[AnyRow]) -> Iterator[AnyRow]:
    """The rows of a file of JSON objects, one a line, no id twice.

    Raises:
        CollectionError: the file cannot be read, or a line is not as it must be.
    """
    seen: set[str] = set()
    for number, line in lines(path):
        row = parsed(path, number, line, form)
        if row.id in seen:
            raise CollectionError(f"`{path}` line {number} has `{row.id}` again", "give each `_id` once")
        seen.add(row.id)
        yield row


def parsed(path: Path, number: int, line: str, form: type[AnyRow]) -> AnyRow:
    """The row that the line holds."""
    try:
        return form.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        said = _said(first["type"], ".".join(map(str, first["loc"])), first["msg"])
        raise CollectionError(
            f"`{path}` line {number} {said}", "give one JSON object a line, see BEIR's format"
        ) from error


def _said(kind: str, field: str, message: str) -> str:
    if kind == "missing":
        return f"has no `{field}`"
    if not field:
        return "is not JSON" if kind == "json_invalid" else "is no JSON object"
    return f"has a bad `{field}`: {message}"


def judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    """Question, passage and grade of each line; a first line of headings is passed over.

    Raises:
        CollectionError: the file cannot be read, or a line is not as it must be.
    """
    for number, line in lines(path):
        cells = line.split("\t")
        if number == 1 and not _is_whole(cells[-1]):
            continue  # the headings
        if len(cells) != 3 or not _is_whole(cells[2]):  # noqa: PLR2004 -- question, passage, grade
            wanted = "give question, passage and grade, parted by tabs"
            raise CollectionError(f"`{path}` line {number} is no judgement", wanted)
        yield cells[0], cells[1], int(cells[2])


def _is_whole(cell: str) -> bool:
    return cell.removeprefix("-").isdecimal()


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, numbered from 1.

    Raises:
        CollectionError: the file cannot be read, or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig") as opened:
            yield from ((number, line.rstrip("\r\n")) for number, line in enumerate(opened, start=1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise CollectionError(f"`{path}` cannot be read: {reason}", "give a file that is there, in UTF-8") from error
