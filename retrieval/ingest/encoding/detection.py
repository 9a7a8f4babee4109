"""Which encoding are these bytes in, when nothing states it? chardet's candidates, ranked → the likeliest two.

chardet scores each encoding by the pairs of bytes that are usual in its languages. Encodings that give the same text
are one candidate. What chardet does not look at is added: a word does not mix alphabets, and few of today's files were
written by DOS or by the old Macintosh. `python -m benchmarks.encodings` measures it.
"""

import codecs
from typing import NamedTuple

import regex

READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_jis_2004": "euc_jp",
    "iso2022_jp": "iso2022_jp_2",
}
"""Encodings that are decoded as larger ones, most of them as the WHATWG Encoding Standard demands."""

UNUSUAL = ("cp437", "cp850", "cp852", "cp855", "cp866", "mac-cyrillic", "mac-roman")
USUAL = (
    *(f"cp125{number}" for number in range(9)),
    *(f"iso8859-{number}" for number in (2, 5, 6, 7, 8, 15)),
    *("cp874", "koi8-r", "koi8-u", "big5hkscs", "gb18030", "euc_jp", "cp932", "cp949", "johab"),
    *("iso2022_jp_2", "iso2022_kr"),
)
UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
DECODABLE = frozenset((*UNUSUAL, *USUAL, *UNICODE, *(f"iso8859-{number}" for number in range(3, 17))))
"""The codecs that are used. Python's others are not: some take hours, some do not decode to text."""

LABEL = regex.compile(r"[\w.:-]{1,40}", regex.ASCII)
SAMPLE_BYTES = 100_000  # that the encoding is detected from
SAMPLE_LENGTH = 10_000  # characters that are looked at for words that cannot be
UNUSUAL_WEIGHT = 0.7  # of the score of an unusual encoding
C1_CONTROL = regex.compile(r"[\x80-\x9f]")
NON_ASCII_BYTE = regex.compile(rb"[\x80-\xff]")
NON_ASCII = regex.compile(r"[^\x00-\x7f]+")
ONE_OTHER = r"[\p{Cyrillic}\p{Greek}\p{Hebrew}\p{Arabic}\p{Thai}]"
ODD_WORD = regex.compile(
    rf"\p{{Latin}}\p{{M}}*{ONE_OTHER}|{ONE_OTHER}\p{{M}}*\p{{Latin}}"  # two alphabets
    r"|[[\p{Ll}]--[a-z]]\p{Lu}|\p{Ll}[[\p{Lu}]--[A-Z]]"  # a capital inside
    r"|[\p{Latin}\p{Cyrillic}][[\p{S}\p{No}\p{Po}\p{Ps}\p{Pe}]--[\x00-\x7f·’´…]][\p{Latin}\p{Cyrillic}]",  # a symbol
    regex.V1,
)


class ScoredEncoding(NamedTuple):
    """An encoding that fits, the beginning of the text in it, and a score above 0 that compares it with the others."""

    encoding: str
    text: str
    score: float


def codec_of(label: str) -> str | None:
    """The name of the codec for the encoding that a file or a person calls `label`; `None` if it is not accepted."""
    if not LABEL.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return READ_AS.get(name, name if name in DECODABLE else None)


def likely_encodings(data: bytes) -> list[ScoredEncoding]:
    """The encodings that `data` may be in, the likeliest first; the text of no two of them begins the same."""
    import chardet  # noqa: PLC0415 -- nearly all files are UTF-8

    accepted = [
        codec.replace("iso2022", "iso-2022").replace("_", "-") for codec in (*USUAL, *UNUSUAL, *UNICODE, *READ_AS)
    ]
    sample = _sample(data)
    texts: dict[str, ScoredEncoding] = {}
    for found in chardet.detect_all(sample, ignore_threshold=True, include_encodings=accepted, compat_names=False):
        codec = codec_of(found["encoding"] or "")
        text = _beginning(sample, codec) if codec else None
        if codec and text and not C1_CONTROL.search(text):
            weight = (UNUSUAL_WEIGHT if codec in UNUSUAL else 1) * (1 - _odd_share(text[:SAMPLE_LENGTH]))
            texts.setdefault(text, ScoredEncoding(codec, text, found["confidence"] * weight))
    return sorted((each for each in texts.values() if each.score > 0), key=lambda each: -each.score)


def _sample(data: bytes) -> bytes:
    """At most `SAMPLE_BYTES` from where bytes beyond ASCII begin, at a multiple of four for UTF-16 and UTF-32."""
    first = NON_ASCII_BYTE.search(data)
    start = max(first.start() - SAMPLE_BYTES // 2, 0) // 4 * 4 if first else 0
    return data[start : start + SAMPLE_BYTES]


def _beginning(sample: bytes, codec: str) -> str | None:
    """The text of a sample, whose last character may be cut off; `None` where it is in another encoding."""
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample, len(sample) < SAMPLE_BYTES)
    except UnicodeDecodeError:
        return None


def _odd_share(text: str) -> float:
    """The share of the words beyond ASCII that no language has, such as one of Latin and Cyrillic letters."""
    return min(len(ODD_WORD.findall(text)) / max(len(NON_ASCII.findall(text)), 1), 1)
