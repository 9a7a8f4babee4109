"""The reader for AsciiDoc: its header states title, author, date and language; the text is what the page shows."""

from collections.abc import Mapping, Sequence

import regex

from retrieval.ingest.asciidoc.blocks import parse_lines
from retrieval.ingest.asciidoc.preprocessor import effective_lines, read_attribute
from retrieval.ingest.asciidoc.scope import HEADING, Scope, section_titles
from retrieval.ingest.document.document import ParsedDocument, compose
from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.document.metadata import SourceMetadata, clean_date, clean_language, clean_text
from retrieval.ingest.encoding.text_file import decode_text, text_notes

AUTHOR = regex.compile(r"(?P<name>[\p{L}\p{N}_][\p{L}\p{N}_.'’-]*(?:\s+[\p{L}\p{N}_.'’-]+){0,3})(?:\s+<[^<>]*>)?")
REVISION = regex.compile(r"(?:v?[\d.][\w.-]*,\s*)?(?P<date>[^:]*\d{4}[^:]*)(?::.*)?|v\d[\w.]*(?:[,:].*)?")


def read_asciidoc(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a file of AsciiDoc holds.

    Raises:
        UnreadableArticleError: the file is blank, binary, or in no known encoding.
    """
    decoded = decode_text(data, name=name, content_type=content_type)
    front = parse_front_matter(decoded.text)
    text = (decoded.text[front.end :] if front.is_parsed else decoded.text).removeprefix("\ufeff")
    lines = [line.rstrip() for line in effective_lines(text.splitlines())]
    authors, revised, body = _without_header(lines)
    attributes: dict[str, str] = {}
    blocks = list(parse_lines(body, Scope(attributes, section_titles(body))))
    metadata = front.metadata.or_else(_metadata(attributes, authors, revised))
    return ParsedDocument((compose(blocks, metadata, name=name),), text_notes(decoded, name=name))


def _without_header(lines: Sequence[str]) -> tuple[str, str, list[str]]:
    """The authors, the day of the revision, and the lines without those that state them, below the title."""
    rest = list(lines)
    title = next((at for at, line in enumerate(rest) if line.strip() and not read_attribute(line)), None)
    heading = HEADING.fullmatch(rest[title]) if title is not None else None
    if title is None or heading is None or heading["marks"] not in {"=", "#"}:
        return "", "", rest
    authors, revised = "", ""
    line = title + 1
    if (
        line < len(rest)
        and (names := [AUTHOR.fullmatch(each.strip()) for each in rest[line].split(";")])
        and all(names)
    ):
        authors = ", ".join(each["name"].replace("_", " ") for each in names if each)
        rest[line] = ""
        if line + 1 < len(rest) and (revision := REVISION.fullmatch(rest[line + 1])):
            revised, rest[line + 1] = revision["date"] or "", ""
    return authors, revised, rest


def _metadata(attributes: Mapping[str, str], authors: str, revised: str) -> SourceMetadata:
    return SourceMetadata(
        title=clean_text(attributes.get("doctitle") or attributes.get("title")),
        author=clean_text(authors or attributes.get("author") or attributes.get("authors")),
        published=clean_date(revised.strip() or attributes.get("revdate")),
        language=clean_language(attributes.get("lang")),
    )
