"""Pages of three ordinary paragraphs round what a test is about, and what is read of them."""

from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.html.reader import read_html
from retrieval.records import Block

FILLER = [
    "The north gate of the allotment opens at seven in the morning and is locked again at dusk by the warden on duty.",
    "Members who need the key on other days ask the treasurer, who keeps two spare keys in the tool shed behind it.",
    "Every plot holder gives six hours of common work a year, and the hours are written into the book by the kettle.",
]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in FILLER)


def page(body: str, *, head: str = "<title>Garden rules</title>") -> str:
    """A page with this in its `<body>`."""
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def article(markup: str) -> str:
    """A page whose article has this and the ordinary paragraphs."""
    return page(f"<main><h1>Garden rules</h1>{markup}{PARAGRAPHS}</main>")


def document(text: str) -> ParsedDocument:
    """What is read of the page."""
    return read_html(text.encode(), name="a.html", content_type="text/html; charset=utf-8")


def blocks(text: str) -> list[tuple[Block, str]]:
    """The blocks of the page with their texts, without the ordinary paragraphs and the title."""
    version = document(text).articles[0].version
    found = [(block, block.of(version.text)) for block in version.blocks]
    return [(block, shown) for block, shown in found if shown not in {*FILLER, "Garden rules"}]


def quotable(text: str) -> list[str]:
    """The texts of the page that may be quoted."""
    version = document(text).articles[0].version
    return [block.of(version.text) for block in version.quotable]
