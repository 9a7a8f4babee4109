"""Which characters do these bytes stand for? Bytes → text, or one clear reason why not."""

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.errors import UnreadableArticleError

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is the beginning of this one
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
ENCODINGS = re.compile(
    r"utf-?(?:8|16(?:-?[lb]e)?)|iso-?8859-\d+|latin-?[1-9]|(?:windows|cp)-?(?:125\d|874)|koi8-[ru]|gbk?|gb2312|gb18030"
    r"|big5(?:-hkscs)?|euc-(?:jp|kr)|(?:x-)?s(?:hift[_-]?)?jis|ks_c_5601-1987|us-ascii|ibm866|tis-620",
    re.IGNORECASE,
)
"""What the web writes in; Python knows more, of which some take hours and some are no encodings of text."""

WESTERN = re.compile(r"iso-?8859-1|latin-?1|us-ascii", re.IGNORECASE)  # Windows-1252 in truth, says WHATWG's standard
ORDINARY_CONTROLS = frozenset("\t\n\v\f\r")


class Decoded(NamedTuple):
    """The text of a file, and the encoding worth a note (`None` for Unicode)."""

    text: str
    noted: str | None


def decode(data: bytes, *, name: str, declared: Sequence[str] = ()) -> Decoded:
    """The text that `data` holds: Unicode by its mark, else the first of the `declared` encodings that fits it.

    Where none is declared or fits, UTF-8, else Windows-1252.

    Line ends stay as they are, so offsets in the text are those of the decoded file.

    Raises:
        UnreadableArticleError: `data` is blank, binary, or in no known encoding; `name` is named in the message.
    """
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    is_marked = mark is not None or data.startswith(codecs.BOM_UTF8)
    stated = None if is_marked else next(filter(None, (_declared(data, encoding) for encoding in declared)), None)
    if mark is None and stated is None and 0 in data:
        raise _binary(name)
    decoded = stated or _unicode(data, BYTE_ORDER_MARKS[mark] if mark else "utf-8", name) or _windows_1252(data, name)
    if not decoded.text.strip("\ufeff \t\r\n\v\f"):
        raise UnreadableArticleError(f"`{name}` is empty", "put the article's text into it, or remove the file")
    if _is_binary(decoded.text):
        raise _binary(name)
    return decoded


def _declared(data: bytes, encoding: str) -> Decoded | None:
    """The text in an encoding of the web; `None` where it is none, or does not fit."""
    if not ENCODINGS.fullmatch(encoding):
        return None
    try:
        return Decoded(data.decode("cp1252" if WESTERN.fullmatch(encoding) else encoding), None)
    except (LookupError, UnicodeDecodeError):
        return None


def _unicode(data: bytes, encoding: str, name: str) -> Decoded | None:
    """The text in a Unicode encoding; `None` when the bytes could be Windows-1252 all the same."""
    try:
        return Decoded(data.decode(encoding), None)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _is_broken_utf8(data):
            return None
        raise _unknown(name, f"byte {error.start} is not {encoding.upper()}") from error


def _windows_1252(data: bytes, name: str) -> Decoded:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unknown(name, "neither UTF-8 nor Windows-1252") from error
    letters = [character for character in text if character.isalpha()]
    is_western = sum(not letter.isascii() for letter in letters) * 3 <= len(letters)  # none has more accents
    if not is_western and not _is_binary(text):
        raise _unknown(name, "neither UTF-8 nor Windows-1252")
    return Decoded(text, "Windows-1252")


def _unknown(name: str, found: str) -> UnreadableArticleError:
    return UnreadableArticleError(f"`{name}` is in no known encoding: {found}", "save the article as UTF-8")


def _binary(name: str) -> UnreadableArticleError:
    return UnreadableArticleError(
        f"`{name}` is binary, not text", "give text, Markdown, HTML, PDF, Word (.docx) or a feed"
    )


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same, which Windows-1252 text never is."""
    survived = sum(len(character.encode()) for character in data.decode(errors="ignore") if not character.isascii())
    return 2 * survived > sum(byte > 0x7F for byte in data)  # noqa: PLR2004 -- the last ASCII code


def _is_binary(text: str) -> bool:
    """Whether the text has control characters that no text has: a NUL, or one in every twenty."""
    controls = sum(character < " " and character not in ORDINARY_CONTROLS for character in text)
    return "\0" in text or controls * 20 > len(text)
