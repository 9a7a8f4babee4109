"""What does an article's beginning state of the article? Title, publisher, date, address; nothing is inferred."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import regex

from retrieval.ingest.document.boilerplate import is_credit, is_furniture, is_heading
from retrieval.ingest.document.metadata import Stated, stated_date
from retrieval.ingest.document.paragraphs import is_bulleted, paragraphs
from retrieval.records import Span

BYTE_ORDER_MARK = "\ufeff"  # stays in the text, so that offsets are those of the file
TITLE_WORDS = 20
LONGEST_HEAD = 30  # lines
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
RULE = regex.compile(r"[-=*_+]{3,}")
ADDRESS = regex.compile(r"https?://\S+", regex.IGNORECASE)


class Head(NamedTuple):
    """What the beginning of an article states, and `body`, the paragraphs after it."""

    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    body: tuple[Span, ...]

    @property
    def stated(self) -> Stated:
        """The claims alone."""
        return Stated(title=self.title, publisher=self.publisher, published=self.published, url=self.url)


def read_head(text: str, start: int = 0) -> Head:
    """The head of a plain text: the lines before the first paragraph that is neither date, label, byline nor title.

    The text before `start` is another's business.
    """
    begin = max(start, len(text) - len(text.removeprefix(BYTE_ORDER_MARK)))
    leading = LEADING_DATE.match(text, begin)
    published = stated_date(leading["day"]) if leading and not _ends_line(text, leading.end()) else None
    stated: dict[str, str] = {}
    body = paragraphs(text, leading.end() if leading and published else begin)
    for _ in range(LONGEST_HEAD):
        facts = _stated(text, body, has_title="title" in stated)
        if facts is None:
            break
        stated = facts | stated  # the first to state a fact is believed
        body = body[1:]
    published = published or stated_date(stated.get("date", ""))
    return Head(stated.get("title"), stated.get("publisher"), published, stated.get("url"), body)


def _ends_line(text: str, end: int) -> bool:
    """Whether a line break has been passed just before `end`."""
    return bool(text[:end].strip()) and "\n" in text[len(text[:end].rstrip()) : end]


def _stated(text: str, body: Sequence[Span], *, has_title: bool) -> dict[str, str] | None:
    """What the first paragraph states of the article; `None` when it does not belong to the head."""
    if not body:
        return None
    line = body[0].of(text)
    if stated_date(line):
        return {"date": line}
    if labelled := LABELLED.fullmatch(line):
        return _labelled(labelled["label"].casefold(), labelled["value"].strip())
    if is_furniture(line) or is_credit(line) or BYLINE.fullmatch(line) or RULE.fullmatch(line):
        return {}
    if marked := MARKED_TITLE.fullmatch(line):
        return {"title": marked["title"]}
    return {"title": line} if not has_title and _is_title(text, body) else None


def _labelled(label: str, value: str) -> dict[str, str]:
    if ADDRESS.fullmatch(value):
        return {"url": value}
    fact = next((fact for fact, labels in LABELS.items() if label in labels), None)
    return {fact: value} if fact else {}


def _is_title(text: str, body: Sequence[Span]) -> bool:
    """Whether the first paragraph is a heading over the text that follows."""
    line = body[0].of(text)
    asked = line.endswith(("?", "!")) and len(line.split()) <= TITLE_WORDS
    return len(body) > 1 and not is_bulleted(text, body[0]) and (asked or is_heading(line, words=TITLE_WORDS))
