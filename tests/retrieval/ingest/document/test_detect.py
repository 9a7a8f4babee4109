import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import charset, detect_format, media_type, suffix
from retrieval.ingest.document.formats import Format
from tests.retrieval.documents import as_docx, typed

PDF, DOCX = typed(["It was."]), as_docx(["It was."])
FEED = b'<?xml version="1.0"?>\n<!-- x --><rss version="2.0"></rss>'
PAGE = b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html><title>x</title>"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"It was.", "a.txt", Format.TEXT),
        (b"It was.", "a.log", Format.TEXT),
        (b"It was.", "-", Format.TEXT),
        (b"It was.", "A.MD", Format.MARKDOWN),
        (b"<p>It was.", "a.htm", Format.HTML),
        (b"<p>It was.", "a.txt", Format.TEXT),
        (b"<item>", "a.rss", Format.FEED),
        (b"It was.", "https://example.org/a.md?b=c.pdf#d.txt", Format.MARKDOWN),
        (PDF, "a.txt", Format.PDF),
        (DOCX, "-", Format.DOCX),
        (FEED, "a.xml", Format.FEED),
        (PAGE, "-", Format.HTML),
        (b"", "a.pdf", Format.TEXT),
    ],
)
def test_name_and_bytes(data: bytes, name: str, expected: Format) -> None:
    """The signature takes precedence over the name; what has neither is text."""
    assert detect_format(data, name=name) is expected


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        (b"<p>It was.", "text/html; charset=utf-8", Format.HTML),
        (b"# It was", "text/markdown", Format.MARKDOWN),
        (b"It was.", "TEXT/PLAIN", Format.MARKDOWN),
        (FEED, "text/xml", Format.FEED),
        (PAGE, "application/xml", Format.HTML),
        (PDF, "application/octet-stream", Format.PDF),
    ],
)
def test_type(data: bytes, kind: str, expected: Format) -> None:
    """The `Content-Type` takes precedence over the name, and the signature over both."""
    assert detect_format(data, name="a.md", content_type=kind) is expected


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_not_what_it_says(name: str) -> None:
    """Text that is called a PDF or a Word document is refused."""
    with pytest.raises(UnreadableArticleError, match="is not a"):
        detect_format(b"It was.", name=name)


def test_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document larger than its format allows is refused; the limit of PDF is not that of text."""
    monkeypatch.setattr(Format.TEXT, "spec", Format.TEXT.spec._replace(max_bytes=5))
    assert detect_format(PDF, name="a.pdf") is Format.PDF
    with pytest.raises(UnreadableArticleError, match=r"and an article may have 0 MB"):
        detect_format(b"It was.", name="a.txt")


@pytest.mark.parametrize(
    ("header", "kind", "encoding"),
    [
        (None, "", None),
        ("Text/HTML", "text/html", None),
        ("text/html; charset=koi8-r", "text/html", "koi8-r"),
        ('text/html;a=b; CharSet = "UTF-8"', "text/html", "UTF-8"),
        ("; charset=", "", None),
    ],
)
def test_content_type(header: str | None, kind: str, encoding: str | None) -> None:
    """A `Content-Type` is parsed in every form it may have."""
    assert (media_type(header), charset(header)) == (kind, encoding)


def test_suffix() -> None:
    """The ending is that of the path, for addresses without query."""
    assert [suffix(name) for name in ("a.TXT", "http://a.b/c.Html?d.e", "http://example.org", "a.d/c")] == [
        ".txt",
        ".html",
        "",
        "",
    ]
