"""Texts in memory → their articles, read as files with these names would be."""

from collections.abc import Mapping

from retrieval.errors import ArticlesError, UnreadableArticleError
from retrieval.ingest.document.detect import with_charset
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker

UTF_8 = with_charset(None, "utf-8")


def read_texts(texts: Mapping[str, str]) -> ParsedDocument:
    """The articles in `texts`, in order; each key is a file name, and its extension says how the text is read.

    Raises:
        ArticlesError: there are no texts.
        UnreadableArticleError: one of them cannot be read, such as an empty one; it is named.
    """
    if not texts:
        raise ArticlesError("there are no texts", 'give at least one, such as {"rules.md": "…"}')
    with Worker() as worker:
        documents = [
            read(_encoded(text, name), name=name, content_type=UTF_8, worker=worker) for name, text in texts.items()
        ]
    articles = tuple(article for document in documents for article in document.articles)
    split = tuple(passages for document in documents for passages in document.passages)
    return ParsedDocument(articles, passages=split)


def _encoded(text: str, name: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        problem = f"`{name}` has half of a surrogate pair at index {error.start}"
        raise UnreadableArticleError(problem, "decode the text with the right encoding") from error
