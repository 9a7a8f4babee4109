import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import detect_format
from retrieval.ingest.document.formats import SUFFIXES, Format
from retrieval.ingest.document.unreadable import ASSETS, UNREADABLE_SUFFIXES


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "a.doc", "Word 97–2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "a.docx", "Office 97–2003, or a protected one"),
        (b"From: a@b.c\n\nIt was.", "a.eml", "an e-mail"),
        (b'{"a": 1}', "a.json", "JSON that is no known export"),
        (b"<project/>", "a.xml", "XML that is neither a feed nor a dump"),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "a", "a picture"),
        (b"PK\x03\x04" + bytes(9), "a.txt", "an archive"),
        (b"a: 1", "a.yaml", "data, not an article"),
    ],
)
def test_named(data: bytes, name: str, words: str) -> None:
    """What cannot be read is refused with its format and a next step, by its name or by its bytes."""
    with pytest.raises(UnreadableArticleError, match="which cannot be read") as caught:
        detect_format(data, name=name)
    assert words in caught.value.problem
    assert caught.value.hint


@pytest.mark.parametrize("text", [b"ID3 tags are old.", b"GIF8 is no word.", b"OggS sounds.", b"\xff\xd8\xff said he."])
def test_text_that_begins_like_another_format(text: bytes) -> None:
    """A text without a zero byte is text, however it begins."""
    assert detect_format(text, name="a.txt") is Format.TEXT


def test_what_a_server_states_counts() -> None:
    """A page is a page, even at an address that ends like a picture."""
    assert detect_format(b"<p>It was.", name="https://example.org/a.png", content_type="text/html") is Format.HTML


def test_no_format_is_both() -> None:
    """No suffix is both one that is read and one that is not, but those of which the content decides."""
    assert UNREADABLE_SUFFIXES.keys() & SUFFIXES.keys() == {".json", ".xml"}
    assert not ASSETS & SUFFIXES.keys()
