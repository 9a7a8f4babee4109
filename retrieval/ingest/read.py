"""What do these bytes say? The one door of ingest: a file's or page's bytes → its articles."""

from collections.abc import Iterator

from retrieval.ingest.document.detect import Format, charset, format_of
from retrieval.ingest.document.document import Reading
from retrieval.ingest.document.encoding import decode
from retrieval.ingest.document.frontmatter import front_matter
from retrieval.ingest.readers.text import read_text
from retrieval.ingest.sandbox.parent import Worker
from retrieval.records import Article

__all__ = ["Reading", "read"]


def read(data: bytes, *, name: str, type: str | None = None, worker: Worker | None = None) -> Reading:  # noqa: A002 -- HTTP's
    """The articles in `data`, which `name` was read from; `type` is the `Content-Type` that a server states.

    Documents other than text are read by `worker`, or by one that is started for this one alone.

    Raises:
        UnreadableArticleError: there is nothing to quote in `data`.
    """
    kind = format_of(data, name=name, type=type)
    if kind in {Format.TEXT, Format.MARKDOWN}:
        return _read_text(data, kind, name, type)
    if worker:
        return worker.read(data, kind=kind, name=name, type=type)
    with Worker() as own:
        return own.read(data, kind=kind, name=name, type=type)


def _read_text(data: bytes, kind: Format, name: str, stated_type: str | None) -> Reading:
    declared = charset(stated_type)
    text, noted = decode(data, name=name, declared=(declared,) if declared else ())
    article = _read_markdown(text, name) if kind is Format.MARKDOWN else read_text(text, file=name)
    return Reading((article,), tuple(_notes(text, noted, name)))


def _read_markdown(text: str, name: str) -> Article:
    from retrieval.ingest.readers.markdown import read_markdown  # noqa: PLC0415 -- the parser is slow to import

    return read_markdown(text, file=name)


def _notes(text: str, encoding: str | None, name: str) -> Iterator[str]:
    if encoding:
        yield f"`{name}` is read as {encoding}, for it is not UTF-8"
    if problem := front_matter(text).problem:
        yield f"`{name}`: {problem}, and is ignored"
