"""What does a file of text say, and what is to be noted about it? Bytes → text, for every format that is text."""

from collections.abc import Iterator

from retrieval.ingest.document.detect import charset
from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.encoding.decode import Decoded, decode


def decode_text(data: bytes, *, name: str, content_type: str | None) -> Decoded:
    """Decode a text file in the encoding that its `Content-Type` states, if it fits.

    Raises:
        UnreadableArticleError: the file is blank, binary, or in no known encoding.
    """
    declared = charset(content_type)
    return decode(data, name=name, declared=(declared,) if declared else ())


def text_notes(decoded: Decoded, *, name: str) -> tuple[str, ...]:
    """The notes about a text file: a guessed encoding, and front matter that could not be parsed."""
    return tuple(_notes(decoded, name))


def _notes(decoded: Decoded, name: str) -> Iterator[str]:
    if decoded.guessed_encoding:
        yield f"`{name}` is read as {decoded.guessed_encoding}, for it is not UTF-8"
    if problem := parse_front_matter(decoded.text).problem:
        yield f"`{name}`: {problem}, and is ignored"
