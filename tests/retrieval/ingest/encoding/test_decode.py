import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.encoding.decode import as_utf_8, decode

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
    ("encoding", "text"),
    [
        ("koi8-r", RUSSIAN),
        ("cp1251", RUSSIAN),
        ("cp866", RUSSIAN),
        ("shift-jis", "日本語の文章です。灯台は夜に光ります。"),
        ("euc-jp", "日本語の文章です。灯台は夜に光ります。"),
        ("iso-2022-jp", "日本語の文章です。灯台は夜に光ります。"),
        ("big5", "燈塔的門早上七點打開,晚上九點關閉。"),
        ("gb18030", "灯塔的门早上七点打开,晚上九点关闭。"),
        ("cp949", "등대의 문은 아침 일곱 시에 열린다."),
        ("cp1253", "Η πύλη του φάρου ανοίγει στις επτά το πρωί."),
        ("cp1255", "שער המגדלור נפתח בשבע בבוקר בכל יום."),
        ("utf-16-le", "The gate opens at seven in the morning."),
        ("cp1252", "Der Wärter öffnet das Tor des Leuchtturms täglich um sieben Uhr früh."),
        ("iso8859-1", "Le gardien ferme la porte du phare à neuf heures du soir, même l'été."),
        ("cp1252", "Le gardien dit\u202f: «\u202fLa clé coûte 3\xa0€.\u202f»".replace("\u202f", "\xa0")),
        ("cp1250", "Strażnik otwiera bramę latarni o siódmej rano, a zamyka ją późną nocą."),
        ("iso8859-2", "Strażnik otwiera bramę latarni o siódmej rano, a zamyka ją późną nocą."),
        ("cp1254", "Bekçi, deniz fenerinin kapısını her sabah saat yedide açar; akşam ışığı yakar."),
        ("iso8859-9", "Bekçi, deniz fenerinin kapısını her sabah saat yedide açar; akşam ışığı yakar."),
        ("cp1250", "Az őr minden reggel hétkor nyitja ki a világítótorony kapuját."),
    ],
)
def test_usual_encodings(encoding: str, text: str) -> None:
    """A sentence in an encoding that is usual in its language is read right, and the encoding is noted."""
    decoded = decode(text.encode(encoding), name="x.txt")
    assert decoded.text == text
    assert decoded.guessed_encoding


def test_not_sure() -> None:
    """Where two encodings are as likely, both are named, and the option that decides."""
    data = "Více než".encode("iso8859-2")
    assert refused(data) == "`x.txt` does not say its encoding, which may be Windows-1250 or ISO-8859-2"
    assert decode(as_utf_8(data, "iso-8859-2", name="x.txt"), name="x.txt").text == "Více než"


def test_only_the_end_is_foreign() -> None:
    """The letters that tell the encoding may come after a million others."""
    text = "The gate is open. " * 60_000 + "Der Wärter öffnet das Tor täglich früh, schließt es spät und schläft."
    assert decode(text.encode("cp1252"), name="x.txt").text == text


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode() + b"\xff and more " + RUSSIAN.encode(),
        TEXT.encode()[:-1],
        codecs.BOM_UTF16_LE + b"a\0b",
    ],
    ids=["broken utf-8", "cut utf-8", "cut utf-16"],
)
def test_broken_unicode(data: bytes) -> None:
    """Unicode that is broken is not taken for another encoding."""
    assert "`x.txt` is in no known encoding" in refused(data)


@pytest.mark.parametrize(
    "label", ["unicode_escape", "idna", "punycode", "rot13", "zlib", "utf-7", "mbcs", "x" * 99, "\0"]
)
def test_codecs_that_are_not_used(label: str) -> None:
    """What is no encoding, or a codec of Python's own, is passed over when declared, and refused when given."""
    assert decode("“Zoë”".encode(), name="x.txt", declared=[label]).text == "“Zoë”"
    with pytest.raises(UnreadableArticleError, match="is no encoding that is known"):
        as_utf_8(b"a", label, name="x.txt")


def test_given_encoding() -> None:
    """An encoding that a person gives is used for what is not Unicode, and refused where it does not fit."""
    assert as_utf_8("Žluťoučký kůň".encode("cp1250"), "windows-1250", name="x.txt").decode() == "Žluťoučký kůň"
    assert as_utf_8("Žluťoučký kůň".encode(), "windows-1250", name="x.txt").decode() == "Žluťoučký kůň"
    assert as_utf_8("Žluťoučký kůň".encode("utf-16"), "windows-1250", name="x.txt").decode() == "Žluťoučký kůň"
    with pytest.raises(UnreadableArticleError, match=r"`x\.txt` is not in Windows-1252: byte 5 does not fit"):
        as_utf_8(b"five \x81", "cp1252", name="x.txt")


def test_where_broken() -> None:
    """Broken UTF-8 is named with the first byte that is wrong."""
    assert refused("“Zoë”".encode() + b"\xff") == "`x.txt` is in no known encoding: byte 10 is not UTF-8"


def test_hint() -> None:
    """An unreadable file comes with the next step."""
    with pytest.raises(UnreadableArticleError, match=r"hint: save the article as UTF-8\)$"):
        decode("“Zoë”".encode() + b"\xff", name="x.txt")


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are text that says something, or refused in one line that names the file."""
    try:
        outcome = decode(data, name="x.txt").text.strip("\ufeff \t\r\n\v\f")
    except UnreadableArticleError as error:
        outcome = error.problem if error.problem.startswith("`x.txt` ") and "\n" not in error.problem else ""
    assert outcome
    assert "\0" not in outcome


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.strip(" \ufeff")))
def test_round_trip(text: str) -> None:
    """What was written as UTF-8 is read as it was written."""
    assert decode(text.encode(), name="x.txt") == (text, None)
