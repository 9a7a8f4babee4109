import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.encoding import decode

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю."
TEXT = "Zoë said: “Go.” שלום 👍"


def refused(data: bytes) -> str:
    """The problem that `decode` finds with `data`."""
    with pytest.raises(UnreadableArticleError) as caught:
        decode(data, name="x.txt")
    return caught.value.problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode(encoding: str) -> None:
    """Unicode is read by its mark or as UTF-8, and needs no note."""
    text, noted = decode(TEXT.encode(encoding), name="x.txt")
    assert text.removeprefix("\ufeff") == TEXT
    assert noted is None


@pytest.mark.parametrize(
    ("mark", "encoding"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")], ids=str
)
def test_big_endian(mark: bytes, encoding: str) -> None:
    """The mark tells the order of the bytes, too."""
    assert decode(mark + TEXT.encode(encoding), name="x.txt").text == TEXT


def test_windows_1252() -> None:
    """Western text that is not UTF-8 is read as Windows-1252, and that is noted."""
    assert decode("The “café” costs €3 – naïve.".encode("cp1252"), name="x.txt") == (
        "The “café” costs €3 – naïve.",
        "Windows-1252",
    )


def test_line_ends() -> None:
    """Line ends stay as they are, so that offsets are those of the file."""
    assert decode(b"a\r\nb\rc\n", name="x.txt").text == "a\r\nb\rc\n"


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", codecs.BOM_UTF8, "\ufeff\n".encode("utf-16")], ids=repr)
def test_empty(data: bytes) -> None:
    """A file of nothing but white space and marks is empty."""
    assert refused(data) == "`x.txt` is empty"


@pytest.mark.parametrize(
    "data",
    [PNG, b"text with a NUL \0 in it", b"\x80\0\0\x81", b"\x01\x02\x03\x04abcdefgh", b"\x89\x01\x02\x03\x04 some"],
    ids=repr,
)
def test_binary(data: bytes) -> None:
    """A NUL or many control characters are no text's."""
    assert refused(data) == "`x.txt` is binary, not text"


def test_few_controls() -> None:
    """One control character in twenty is a stray one, and the text is read."""
    assert decode(b"a" * 19 + b"\x07", name="x.txt").text == "a" * 19 + "\x07"
    assert refused(b"a" * 18 + b"\x07") == "`x.txt` is binary, not text"


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode("koi8-r"),
        RUSSIAN.encode("cp1251"),
        "日本語の文章です。".encode("shift-jis"),
        RUSSIAN.encode() + b"\xff and more " + RUSSIAN.encode(),
        TEXT.encode()[:-1],
        codecs.BOM_UTF16_LE + b"a\0b",
        b"undefined in Windows-1252: \x81",
    ],
    ids=["koi8-r", "cp1251", "shift-jis", "broken utf-8", "cut utf-8", "cut utf-16", "undefined byte"],
)
def test_unknown(data: bytes) -> None:
    """Text that is neither Unicode nor Western is not guessed at."""
    assert "`x.txt` is in no known encoding" in refused(data)


def test_where_broken() -> None:
    """Broken UTF-8 is named with the first byte that is wrong."""
    assert refused("“Zoë”".encode() + b"\xff") == "`x.txt` is in no known encoding: byte 10 is not UTF-8"


def test_hint() -> None:
    """An unreadable file comes with the next step."""
    with pytest.raises(UnreadableArticleError, match=r"hint: save the article as UTF-8\)$"):
        decode(RUSSIAN.encode("koi8-r"), name="x.txt")


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are text that says something, or refused in one line that names the file."""
    try:
        outcome = decode(data, name="x.txt").text.strip("\ufeff \t\r\n\v\f")
    except UnreadableArticleError as error:
        outcome = error.problem if error.problem.startswith("`x.txt` is ") and "\n" not in error.problem else ""
    assert outcome
    assert "\0" not in outcome


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.strip(" \ufeff")))
def test_round_trip(text: str) -> None:
    """What was written as UTF-8 is read as it was written."""
    assert decode(text.encode(), name="x.txt") == (text, None)
