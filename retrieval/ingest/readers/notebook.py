"""The reader for Jupyter notebooks: their cells as one Markdown text, in which code stands in fences."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import regex

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.document.metadata import clean_text
from retrieval.ingest.markdown.reader import read_markdown
from retrieval.records import Article

FENCES = regex.compile(r"`{3,}")
Values = Mapping[str, Any]


def read_notebook(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that a notebook holds: its text and its code, not what the code printed.

    Raises:
        UnreadableArticleError: the notebook is broken, or holds no text.
    """
    try:
        notebook = json.loads(data)
        text = "\n\n".join(_parts(notebook))
        stated = _mapping(notebook.get("metadata"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableArticleError(f"`{name}` is broken: it is no whole Jupyter notebook", "save it again") from error
    if not text.strip():
        raise UnreadableArticleError(f"`{name}` is a notebook without text", "give an article of sentences")
    document = read_markdown(text.encode(errors="replace"), name=name)
    return document._replace(articles=tuple(_with_stated(article, stated) for article in document.articles))


def _with_stated(article: Article, stated: Values) -> Article:
    """The article with the title and the authors that the notebook's metadata state."""
    names = [_mapping(author).get("name") for author in stated.get("authors") or ()]
    author = clean_text(", ".join(filter(None, map(clean_text, names))))
    title = clean_text(stated.get("title")) or article.source.title
    source = article.source.model_copy(update={"title": title})
    return article.model_copy(update={"source": source, "author": author or article.author})


def _parts(notebook: Values) -> Iterator[str]:
    """The cells as Markdown; those of notebooks before version 4 are in worksheets."""
    language = _language(_mapping(notebook.get("metadata")))
    sheets = notebook.get("worksheets") or [notebook]
    for cell in (cell for sheet in sheets for cell in sheet["cells"]):
        source = _joined(cell.get("source", cell.get("input", "")))
        match cell["cell_type"]:
            case "markdown":
                yield source
            case "heading":
                yield f"{'#' * int(cell.get('level', 1))} {source}"
            case "code" if source.strip():
                yield _fenced(source, language)


def _language(metadata: Values) -> str:
    info = _mapping(metadata.get("language_info")) or {"name": _mapping(metadata.get("kernelspec")).get("language")}
    name = info.get("name") or "python"
    return name if isinstance(name, str) and name.isprintable() and "`" not in name and " " not in name else ""


def _joined(source: object) -> str:
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _fenced(code: str, language: str) -> str:
    """The code between fences that are longer than any in it."""
    fence = "`" * max([3, *(len(found) + 1 for found in FENCES.findall(code))])
    return f"{fence}{language}\n{code}\n{fence}"


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}
