"""How do the library's articles look in a terminal? As a list, or one article with its versions and passages."""

from collections.abc import Iterator, Sequence

from click import style

from bot.rendering.wording import UNTITLED
from bot.terminal.answer import WIDEST
from bot.terminal.console import BETWEEN_FACTS, CONTROL_PICTURES, printable, wrapped, wrapped_facts
from retrieval.library.catalog import ArticleDetails, CatalogEntry
from retrieval.records import Record, Span

INDENT = " " * 8  # the width of the id's column
SHORT_SHA = 12  # characters shown of a version's SHA-256


class ArticleList(Record):
    """The articles of a library."""

    articles: tuple[CatalogEntry, ...]


class RemovedArticles(Record):
    """The ids of the articles that were removed."""

    removed: tuple[str, ...]


class PurgedArticles(Record):
    """The ids of the articles that were purged."""

    purged: tuple[str, ...]


def render_articles(entries: Sequence[CatalogEntry], *, width: int) -> str:
    """The articles one below the other: id, title, date, and where each is from."""
    return "".join(f"{line}\n" for entry in entries for line in _entry_lines(entry, min(width, WIDEST)))


def render_article(whole: ArticleDetails, *, width: int) -> str:
    """The article's facts, its versions, and its text; text outside all passages is dim."""
    width = min(width, WIDEST)
    facts = [line for fact in _facts(whole) for line in wrapped(fact, width)]
    return "\n".join([*facts, "", *_text(whole, width)]) + "\n"


def _entry_lines(entry: CatalogEntry, width: int) -> Iterator[str]:
    first, *others = wrapped(printable(entry.title or UNTITLED), width - len(INDENT))
    yield f"{entry.id:<{len(INDENT) - 2}}  {first}"
    yield from (INDENT + line for line in others)
    date = entry.published.isoformat() if entry.published else None
    facts = [date, entry.publisher, entry.file or entry.url, entry.collection, "gone" if entry.is_gone else None]
    for line in wrapped_facts(BETWEEN_FACTS.join(printable(fact) for fact in facts if fact), width - len(INDENT)):
        yield INDENT + style(line, dim=True)


def _facts(whole: ArticleDetails) -> Iterator[str]:
    entry = whole.article
    stated = [entry.publisher, entry.author, entry.published.isoformat() if entry.published else None, entry.url]
    yield printable(entry.title or UNTITLED)
    if any(stated):
        yield " · ".join(printable(each) for each in stated if each)
    yield f"id {entry.id} · collection {printable(entry.collection)} · language {entry.language}"
    for place in entry.origins:
        yield f"from {printable(place.address)}" + (f" (gone since {place.gone_at})" if place.gone_at else "")
    for position, reading in enumerate(whole.versions):
        kept = "current" if position == 0 else "kept for its quotes" if reading.is_kept else "not kept"
        yield f"version {reading.version[:SHORT_SHA]} read {reading.read_at} ({kept})"


def _text(whole: ArticleDetails, width: int) -> Iterator[str]:
    """The text in lines, each passage under its number and offsets."""
    at = 0
    for number, passage in enumerate(whole.passages, start=1):
        yield from (style(line, dim=True) for line in _lines(whole.text, Span(start=at, end=passage.start), width))
        yield style(f"── passage {number} · {passage.start}–{passage.end}", bold=True)
        yield from _lines(whole.text, passage, width)
        at = passage.end
    yield from (style(line, dim=True) for line in _lines(whole.text, Span(start=at, end=len(whole.text)), width))


def _lines(text: str, span: Span, width: int) -> Iterator[str]:
    for line in span.of(text).splitlines():
        yield from wrapped(line.translate(CONTROL_PICTURES), width)
