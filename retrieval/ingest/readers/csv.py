"""The reader for comma-separated values, and those with tabs or semicolons: each line is a row of a table."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

import regex

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import suffix
from retrieval.ingest.document.document import ParsedBlock, ParsedDocument, compose, row_block
from retrieval.ingest.document.metadata import SourceMetadata
from retrieval.ingest.encoding.text_file import decode_text, text_notes

DELIMITERS = ",;\t|"
SAMPLE = 8_192  # characters in which the delimiter is looked for
NUMBER = regex.compile(r"\s*+(?:[\p{Sc}+-]\s*+)*+(?:[\d.,'][\d.,'\s]*+(?:[%\p{Sc}]\s*+)*+|(?<=\s))")


def read_csv(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a file of comma-separated values holds: one table.

    Raises:
        UnreadableArticleError: the file is blank, binary, in no known encoding, or a cell has no end.
    """
    decoded = decode_text(data, name=name, content_type=content_type)
    text = decoded.text.removeprefix("\ufeff")
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, name)))
    except csv.Error as error:
        raise UnreadableArticleError(
            f"`{name}` is no table that can be read: {error}", "save it again as CSV"
        ) from error
    return ParsedDocument(
        (compose(list(table_blocks(rows)), SourceMetadata(), name=name),), text_notes(decoded, name=name)
    )


def table_blocks(rows: Sequence[Sequence[str]]) -> Iterator[ParsedBlock]:
    """The rows of a table that are not empty; the first one is its header, if it has names only."""
    filled = [row for row in rows if any(map(str.strip, row))]
    for position, row in enumerate(filled):
        yield row_block(row, is_header=position == 0 and len(filled) > 1 and _is_header(row))


def _is_header(row: Sequence[str]) -> bool:
    names = [cell.strip() for cell in row if cell.strip()]
    return not any(NUMBER.fullmatch(name) for name in names)


def _delimiter(text: str, name: str) -> str:
    if suffix(name) == ".tsv":
        return "\t"
    try:
        return csv.Sniffer().sniff(text[:SAMPLE], DELIMITERS).delimiter
    except csv.Error:
        return ","
