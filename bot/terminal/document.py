"""What was read of an article, as a file or program gets it, and as a person sees it in a terminal."""

import sys

import click

from bot.terminal.console import CONTROL_PICTURES
from retrieval.errors import NotInLibraryError, UnreadableArticleError
from retrieval.ingest.document.detect import charset, detect_format
from retrieval.ingest.encoding.decode import decode
from retrieval.library.database import Library
from retrieval.library.origins import Document, article_document


def print_document(library: Library, article: str) -> None:
    """Print the kept bytes of the article with this id: as they were read, or as text where a person reads them.

    Raises:
        NotInLibraryError: nothing is kept.
        UnreadableArticleError: a person would read them, and they are no text.
    """
    found = article_document(library, article)
    if found is None:
        problem = f"the library does not keep what `{article}` was read from"
        raise NotInLibraryError(problem, "`pullquote refresh`, or add the article again, to have it kept")
    name, document = found
    if sys.stdout.isatty():
        click.echo(_as_text(name, document))
    else:
        click.echo(document.data, nl=False)


def _as_text(name: str, document: Document) -> str:
    """The text of a document, with pictures in place of control characters."""
    address = document.url or name
    document_format = detect_format(document.data, name=address, content_type=document.content_type)
    if document_format.spec.is_binary:
        raise UnreadableArticleError(f"`{name}` is {document_format}, not text", "write it to a file, with > FILE")
    declared = charset(document.content_type)
    text = decode(document.data, name=name, declared=[declared] if declared else []).text
    return "\n".join(line.translate(CONTROL_PICTURES) for line in text.splitlines())
