"""The readers for what pandoc reads: Org, Textile, LaTeX, RTF, EPUB, OpenDocument and PowerPoint."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from retrieval.ingest.document.document import ParsedBlock, ParsedDocument, compose
from retrieval.ingest.document.formats import Format
from retrieval.ingest.document.metadata import SourceMetadata, clean_date, clean_language, clean_text, clean_url
from retrieval.ingest.encoding.text_file import decode_text, text_notes
from retrieval.ingest.pandoc.blocks import slide_blocks, tree_blocks
from retrieval.ingest.pandoc.inlines import Node, inline_text
from retrieval.ingest.pandoc.run import Tree, pandoc_tree
from retrieval.ingest.readers.zip_bomb import check_archive

ARCHIVES = frozenset((Format.EPUB, Format.ODT, Format.PPTX))


def read_org(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a file of Emacs' Org mode holds."""
    return _read_markup(data, "org", Format.ORG, name, content_type)


def read_textile(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a file of Textile holds."""
    return _read_markup(data, "textile", Format.TEXTILE, name, content_type)


def read_latex(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a LaTeX document holds."""
    return _read_markup(data, "latex", Format.LATEX, name, content_type)


def read_rtf(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that a document in Rich Text Format holds."""
    return _read(data, "rtf", Format.RTF, name)


def read_epub(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that an electronic book is."""
    return _read(data, "epub", Format.EPUB, name)


def read_odt(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that an OpenDocument text holds."""
    return _read(data, "odt", Format.ODT, name)


def read_pptx(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that a PowerPoint presentation holds; its slides are its pages."""
    return _read(data, "pptx", Format.PPTX, name, slide_blocks)


def _read_markup(data: bytes, syntax: str, kind: Format, name: str, content_type: str | None) -> ParsedDocument:
    """Read a format that is text, in whichever encoding; pandoc itself knows UTF-8 only."""
    decoded = decode_text(data, name=name, content_type=content_type)
    document = _read(decoded.text.removeprefix("\ufeff").encode(), syntax, kind, name)
    return document._replace(notes=text_notes(decoded, name=name))


def _read(
    data: bytes,
    syntax: str,
    kind: Format,
    name: str,
    blocks: Callable[[Sequence[Node]], Iterator[ParsedBlock]] = tree_blocks,
) -> ParsedDocument:
    if kind in ARCHIVES:
        check_archive(data, name=name)
    tree = pandoc_tree(data, syntax, name=name, label=kind)
    return ParsedDocument((compose(list(blocks(tree["blocks"])), _metadata(tree), name=name),))


def _metadata(tree: Tree) -> SourceMetadata:
    stated = {key: list(_values(value)) for key, value in tree["meta"].items()}
    authors = [*stated.get("author", []), *stated.get("creator", [])]
    return SourceMetadata(
        title=clean_text(_first(stated, "title")),
        author=clean_text(", ".join(authors)),
        publisher=clean_text(_first(stated, "publisher")),
        published=clean_date(_first(stated, "date")),
        url=clean_url(_first(stated, "url")),
        language=clean_language(_first(stated, "lang") or _first(stated, "language")),
    )


def _first(stated: dict[str, list[str]], key: str) -> str | None:
    return next(iter(stated.get(key, ())), None)


def _values(value: Node) -> Iterator[str]:
    """The texts of a value of pandoc's metadata, which may be a list of values."""
    content: Any = value.get("c")
    match value["t"]:
        case "MetaList":
            for each in content:
                yield from _values(each)
        case "MetaInlines":
            yield " ".join(inline_text(content).split())
        case "MetaBlocks":
            yield " ".join(block.text for block in tree_blocks(content))
        case "MetaString":
            yield str(content)
