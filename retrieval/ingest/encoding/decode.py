"""Which text do these bytes encode? Bytes → text, or an error that says why not."""

import codecs
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.formats import FORMATS_HINT
from retrieval.ingest.encoding.detection import codec_of, likely_encodings

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is a prefix of this one
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
ISO_2022 = b"\x1b$"  # begins the Chinese characters in ISO-2022-JP and -KR, whose bytes are all ASCII
SURE = 0.99  # of the likeliest encoding's score; a second one that has as much is as likely
UNUSUAL_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1b")
NAMES = {
    "cp932": "Shift_JIS",
    "cp949": "EUC-KR",
    "euc_jp": "EUC-JP",
    "big5hkscs": "Big5",
    "iso2022_jp_2": "ISO-2022-JP",
    "iso2022_kr": "ISO-2022-KR",
    **{f"cp{number}": f"Windows-{number}" for number in (874, *range(1250, 1259))},
    **{f"iso8859-{part}": f"ISO-8859-{part}" for part in range(1, 17)},
}
"""How encodings are called where Python's name is not how others know them."""


class Decoded(NamedTuple):
    """The text of a file, and the encoding if it was guessed (`None` for Unicode and for declared encodings)."""

    text: str
    guessed_encoding: str | None


def decode(data: bytes, *, name: str, declared: Sequence[str] = ()) -> Decoded:
    """Decode `data`: as Unicode if it has a byte order mark, else in the first `declared` encoding that fits.

    If none is declared or fits, as UTF-8, else in the encoding that is likeliest by far. Line ends stay as they are, so
    offsets in the text are those of the decoded file.

    Raises:
        UnreadableArticleError: `data` is blank, binary, or in no encoding that is certain; the message names `name`.
    """
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    decoded = _decode_unicode(data, BYTE_ORDER_MARKS[mark], name) if mark else None
    decoded = decoded or next(filter(None, (_decode_declared(data, each) for each in declared)), None)
    decoded = decoded or _decode_undeclared(data, name)
    if not decoded.text.strip("\ufeff \t\r\n\v\f"):
        raise UnreadableArticleError(f"`{name}` is empty", "put the article's text into it, or remove the file")
    if _is_binary(decoded.text):
        raise _binary_error(name)
    return decoded


def as_utf_8(data: bytes, encoding: str, *, name: str) -> bytes:
    """The same text in UTF-8, from the `encoding` that a person has stated, or from Unicode where it is Unicode.

    Raises:
        UnreadableArticleError: `encoding` is unknown, or does not fit.
    """
    codec = codec_of(encoding)
    if codec is None:
        raise UnreadableArticleError(f"`{encoding}` is no encoding that is known", "give one such as windows-1250")
    if any(map(data.startswith, BYTE_ORDER_MARKS)) or is_utf_8(data):
        return data if is_utf_8(data) else decode(data, name=name).text.encode()
    try:
        return data.decode(codec).encode()
    except UnicodeDecodeError as error:
        problem = f"`{name}` is not in {name_of(codec)}: byte {error.start} does not fit"
        raise UnreadableArticleError(problem, "give another encoding, or none") from error


def is_utf_8(data: bytes) -> bool:
    """Whether the bytes are a text in UTF-8, and in no encoding whose bytes are all ASCII."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return ISO_2022 not in data


def name_of(codec: str) -> str:
    """What people call the encoding of a codec."""
    return NAMES.get(codec, codec.upper())


def _decode_declared(data: bytes, encoding: str) -> Decoded | None:
    """The text in a declared encoding; `None` where it is not accepted, or does not fit."""
    codec = codec_of(encoding)
    try:
        return Decoded(data.decode(codec), None) if codec else None
    except UnicodeDecodeError:
        return None


def _decode_undeclared(data: bytes, name: str) -> Decoded:
    """The text in UTF-8, else in another encoding."""
    if ISO_2022 not in data and b"\0" not in data:
        if decoded := _decode_unicode(data, "utf-8", name):
            return decoded
        if _has_controls(data):
            raise _binary_error(name)
    return _guess(data, name)


def _decode_unicode(data: bytes, encoding: str, name: str) -> Decoded | None:
    """The text in a Unicode encoding; `None` if it is not UTF-8, nor meant to be."""
    try:
        return Decoded(data.decode(encoding), None)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _is_broken_utf8(data):
            return None
        raise _unknown_encoding_error(name, f"byte {error.start} is not {encoding.upper()}") from error


def _guess(data: bytes, name: str) -> Decoded:
    """The text in the encoding that is likeliest by far."""
    found = [each for each in likely_encodings(data) if not _is_binary(each.text)]
    if not found and (b"\0" in data or _has_controls(data)):
        raise _binary_error(name)
    if len(found) > 1 and found[1].score > SURE * found[0].score:
        raise _ambiguous_encoding_error(name, *(name_of(each.encoding) for each in found[:2]))
    for each in found:
        if decoded := _decode_declared(data, each.encoding):
            return Decoded(decoded.text, name_of(each.encoding))
    raise _unknown_encoding_error(name, "it is not UTF-8, and no other one fits")


def _ambiguous_encoding_error(name: str, likeliest: str, second: str) -> UnreadableArticleError:
    problem = f"`{name}` does not say its encoding, which may be {likeliest} or {second}"
    return UnreadableArticleError(problem, f"add it with --encoding {likeliest.lower()}, or save it as UTF-8")


def _unknown_encoding_error(name: str, reason: str) -> UnreadableArticleError:
    return UnreadableArticleError(f"`{name}` is in no known encoding: {reason}", "save the article as UTF-8")


def _binary_error(name: str) -> UnreadableArticleError:
    return UnreadableArticleError(f"`{name}` is binary, not text", FORMATS_HINT)


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII are valid UTF-8, which they hardly ever are in another encoding."""
    valid = sum(len(character.encode()) for character in data.decode(errors="ignore") if not character.isascii())
    return 2 * valid > sum(byte > 0x7F for byte in data)  # noqa: PLR2004 -- the last ASCII code


def _has_controls(data: bytes) -> bool:
    return _is_binary(data.decode("latin-1"))


def _is_binary(text: str) -> bool:
    """Whether the text has a NUL, or more than one control character in twenty."""
    controls = sum(map(text.count, UNUSUAL_CONTROLS))
    return "\0" in text or controls * 20 > len(text)
