"""What do the first lines of an article state about it? Title, publisher, date and URL; nothing is inferred."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import regex

from retrieval.ingest.document.boilerplate import is_boilerplate, is_credit, is_heading
from retrieval.ingest.document.metadata import SourceMetadata, parse_date
from retrieval.ingest.document.paragraphs import is_bulleted, is_labelled_answer, paragraphs
from retrieval.records import Span

BYTE_ORDER_MARK = "\ufeff"  # stays in the text, so that offsets are those of the file
MAX_TITLE_WORDS = 20
MAX_HEADER = 30  # paragraphs
MAX_QUESTION_DISTANCE = 4  # paragraphs from one question to the next, answers between them
LABELS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "publication", "source"),
    "date": ("date", "published", "published on"),
}
BYLINE = regex.compile(r"(?:[Bb]y|BY)\s+\p{Lu}[^.!?]{2,60}")
LABELLED = regex.compile(
    r"(?P<label>title|headline|publisher|source|publication|date|published(?: on)?|updated(?: on)?|url|link|author)"
    r"\s*(?::\s*|\s+(?=\d{4}-))(?P<value>\S.*)",
    regex.IGNORECASE,
)
LEADING_DATE = regex.compile(r"\s*(?:date|published)?:?\s*(?P<day>\d{4}-\d{2}-\d{2})\s+(?=\S)", regex.IGNORECASE)
MARKED_TITLE = regex.compile(r"#{1,2}\s+(?P<title>\S.*?)\s*#*")
NO_VALUE = regex.compile(r"\W*+\Z|(?:[\[{]\s*){2}")  # without a word, or of broken front matter
RULE = regex.compile(r"[-=*_+]{3,}")
URL = regex.compile(r"https?://\S+", regex.IGNORECASE)


class Header(NamedTuple):
    """What the first lines of an article state, and `body`, the paragraphs after them."""

    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    body: tuple[Span, ...]

    @property
    def metadata(self) -> SourceMetadata:
        """What is stated, without the body."""
        return SourceMetadata(title=self.title, publisher=self.publisher, published=self.published, url=self.url)


def parse_header(text: str, start: int = 0, *, guesses_title: bool = True) -> Header:
    """The header of a text: all before the first paragraph that is neither date, label, byline nor title.

    It begins at `start`, which is where front matter ends. Without `guesses_title`, no line is a title by its looks,
    since the text's format marks its headings.
    """
    begin = max(start, len(text) - len(text.removeprefix(BYTE_ORDER_MARK)))
    leading = LEADING_DATE.match(text, begin)
    published = parse_date(leading["day"]) if leading and not _is_after_line_break(text, leading.end()) else None
    stated: dict[str, str] = {}
    body = paragraphs(text, leading.end() if leading and published else begin)
    for _ in range(MAX_HEADER):
        fields = _header_fields(text, body, may_be_title=guesses_title and "title" not in stated)
        if fields is None:
            break
        stated = fields | stated  # the first statement wins
        body = body[1:]
    published = published or parse_date(stated.get("date", ""))
    return Header(stated.get("title"), stated.get("publisher"), published, stated.get("url"), body)


def _is_after_line_break(text: str, end: int) -> bool:
    """Whether the white space that ends at `end` contains a line break."""
    return bool(text[:end].strip()) and "\n" in text[len(text[:end].rstrip()) : end]


def _header_fields(text: str, body: Sequence[Span], *, may_be_title: bool) -> dict[str, str] | None:
    """What the first paragraph states about the article; `None` when it is not part of the header."""
    if not body:
        return None
    line = body[0].of(text)
    if parse_date(line):
        return {"date": line}
    if labelled := LABELLED.fullmatch(line):
        return _labelled_field(labelled["label"].casefold(), labelled["value"].strip())
    if is_boilerplate(line) or is_credit(line) or BYLINE.fullmatch(line) or RULE.fullmatch(line):
        return {}
    if marked := MARKED_TITLE.fullmatch(line):
        return {"title": marked["title"]}
    return {"title": line} if may_be_title and _is_title(text, body) else None


def _labelled_field(label: str, value: str) -> dict[str, str]:
    """The field that a line such as "Source: …" states; empty for labels without a field, such as "Author:"."""
    if URL.fullmatch(value):
        return {"url": value}
    field = next((field for field, labels in LABELS.items() if label in labels), None)
    return {field: value} if field and not NO_VALUE.match(value) else {}


def _is_title(text: str, body: Sequence[Span]) -> bool:
    """Whether the first paragraph is a heading over the text that follows."""
    line = body[0].of(text)
    is_exclaimed = line.endswith(("?", "!")) and len(line.split()) <= MAX_TITLE_WORDS
    is_title = is_exclaimed or is_heading(line, max_words=MAX_TITLE_WORDS)
    return len(body) > 1 and not is_bulleted(text, body[0]) and is_title and not _is_first_of_questions(text, body)


def _is_first_of_questions(text: str, body: Sequence[Span]) -> bool:
    """Whether the first paragraph is a question among questions and answers, not the title over them."""
    first, *others = (each.of(text) for each in body[:MAX_QUESTION_DISTANCE])
    if is_labelled_answer(first):
        return True
    return first.endswith("?") and any(each.endswith("?") and len(each.split()) <= MAX_TITLE_WORDS for each in others)
