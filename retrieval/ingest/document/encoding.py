"""Which text do these bytes encode? Bytes → text, or an error that says why not."""

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.formats import FORMATS_HINT

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is a prefix of this one
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
ENCODINGS = re.compile(
    r"utf-?(?:8|16(?:-?[lb]e)?)|iso-?8859-\d+|latin-?[1-9]|(?:windows|cp)-?(?:125\d|874)|koi8-[ru]|gbk?|gb2312|gb18030"
    r"|big5(?:-hkscs)?|euc-(?:jp|kr)|(?:x-)?s(?:hift[_-]?)?jis|ks_c_5601-1987|us-ascii|ibm866|tis-620",
    re.IGNORECASE,
)
"""Encodings that pages use. Python's other codecs are not accepted: some take hours, some do not decode to text."""

WESTERN = re.compile(
    r"iso-?8859-1|latin-?1|us-ascii", re.IGNORECASE
)  # decoded as Windows-1252, as the WHATWG Encoding Standard demands
UNUSUAL_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r")


class Decoded(NamedTuple):
    """The text of a file, and the encoding if it was guessed (`None` for Unicode and for declared encodings)."""

    text: str
    guessed_encoding: str | None


def decode(data: bytes, *, name: str, declared: Sequence[str] = ()) -> Decoded:
    """Decode `data`: as Unicode if it has a byte order mark, else in the first `declared` encoding that fits.

    If none is declared or fits, as UTF-8, else as Windows-1252. Line ends stay as they are, so offsets in the text
    are those of the decoded file.

    Raises:
        UnreadableArticleError: `data` is blank, binary, or in no known encoding; the message names `name`.
    """
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    is_marked = mark is not None or data.startswith(codecs.BOM_UTF8)
    decoded = None if is_marked else next(filter(None, (_decode_declared(data, each) for each in declared)), None)
    if mark is None and decoded is None and 0 in data:
        raise _binary_error(name)
    decoded = decoded or _decode_unicode(data, BYTE_ORDER_MARKS[mark] if mark else "utf-8", name)
    decoded = decoded or _decode_windows_1252(data, name)
    if not decoded.text.strip("\ufeff \t\r\n\v\f"):
        raise UnreadableArticleError(f"`{name}` is empty", "put the article's text into it, or remove the file")
    if _is_binary(decoded.text):
        raise _binary_error(name)
    return decoded


def _decode_declared(data: bytes, encoding: str) -> Decoded | None:
    """The text in a declared encoding; `None` where it is not accepted, or does not fit."""
    if not ENCODINGS.fullmatch(encoding):
        return None
    try:
        return Decoded(data.decode("cp1252" if WESTERN.fullmatch(encoding) else encoding), None)
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_unicode(data: bytes, encoding: str, name: str) -> Decoded | None:
    """The text in a Unicode encoding; `None` if it is not UTF-8 and could be Windows-1252."""
    try:
        return Decoded(data.decode(encoding), None)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _is_broken_utf8(data):
            return None
        raise _unknown_encoding_error(name, f"byte {error.start} is not {encoding.upper()}") from error


def _decode_windows_1252(data: bytes, name: str) -> Decoded:
    """The text in Windows-1252, if it has no more accented letters than a text in a western language."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unknown_encoding_error(name, "neither UTF-8 nor Windows-1252") from error
    letters = [character for character in text if character.isalpha()]
    is_western = sum(not letter.isascii() for letter in letters) * 3 <= len(letters)
    if not is_western and not _is_binary(text):
        raise _unknown_encoding_error(name, "neither UTF-8 nor Windows-1252")
    return Decoded(text, "Windows-1252")


def _unknown_encoding_error(name: str, reason: str) -> UnreadableArticleError:
    return UnreadableArticleError(f"`{name}` is in no known encoding: {reason}", "save the article as UTF-8")


def _binary_error(name: str) -> UnreadableArticleError:
    return UnreadableArticleError(f"`{name}` is binary, not text", FORMATS_HINT)


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII are valid UTF-8, which they never are in Windows-1252 text."""
    valid = sum(len(character.encode()) for character in data.decode(errors="ignore") if not character.isascii())
    return 2 * valid > sum(byte > 0x7F for byte in data)  # noqa: PLR2004 -- the last ASCII code


def _is_binary(text: str) -> bool:
    """Whether the text has a NUL, or more than one control character in twenty."""
    controls = sum(map(text.count, UNUSUAL_CONTROLS))
    return "\0" in text or controls * 20 > len(text)
