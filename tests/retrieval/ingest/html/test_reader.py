from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.html.reader import read_html
from retrieval.records import Article
from tests.retrieval.documents import as_html
from tests.retrieval.samples import AWKWARD, assert_well_formed, some

LONG = "It was a long day for all of them, and it ended as it had begun."
PAGE = f"""<!doctype html><html lang="sw-KE"><head><title>A Day | The Site</title>
<meta property="og:title" content="A Day in May"><meta property="og:site_name" content="The Site">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2024-05-22T10:00:00Z">
<link rel="canonical" href="https://www.example.org/a-day"></head><body>
<header role="banner"><p>The Site has news for you all day long, every day.</p></header>
<nav><p>Home is where the navigation of the site begins.</p></nav>
<div id="cookie-consent"><p>We use cookies to make this site better for all of you.</p></div>
<article><h1>A Day in May</h1><p class="byline">By Jane Doe</p>
<figure><img src="a.png"><figcaption>The hall on that day, seen from above.</figcaption></figure>
<p>The <b>first</b>&nbsp;sentence is here.<sup><a href="#n1">1</a></sup> {LONG}</p>
<h2>The Morning</h2>
<p>It began at <time>10:00</time>, with 10<sup>6</sup> of H<sub>2</sub>O, on the 5<sup>th</sup>.</p>
<ul><li>An item that is a sentence.</li><li>Another one, <a href="/x">with a link</a> in it.</li></ul>
<blockquote><p>A quotation that stands on its own here.</p></blockquote>
<table><tr><th>Cell</th><td>A cell of the table is quoted.</td></tr></table><pre>code is quoted</pre>
<p class="photo-credit">Photograph of the hall by John Roe</p>
<p>{LONG} <!-- a comment --> Twice.</p>
<section class="footnotes"><p id="n1">A footnote is never quotable, ever.</p></section></article>
<aside><p>Another article that you may like to read today.</p></aside>
<footer><p>The Site, all rights reserved, in all countries.</p></footer></body></html>"""
QUOTABLE = [
    f"The first sentence is here. {LONG}",
    "It began at 10:00, with 10⁶ of H₂O, on the 5th.",
    "An item that is a sentence.",
    "Another one, with a link in it.",
    "A quotation that stands on its own here.",
    "Cell\tA cell of the table is quoted.",
    "code is quoted",
    f"{LONG} Twice.",
]


def read(page: str | bytes, *, name: str = "a.html", charset: str | None = None) -> Article:
    """The article of a page."""
    data = page.encode() if isinstance(page, str) else page
    content_type = f"text/html; charset={charset}" if charset else None
    (article,) = read_html(data, name=name, content_type=content_type).articles
    return article


def quotable(page: str | bytes) -> list[str]:
    """The paragraphs of a page that may be quoted."""
    article = read(page)
    return [span.of(article.version.text) for span in article.version.quotable]


def test_quotable() -> None:
    """The article's paragraphs, items, rows, code and quotations are quotable; what stands round it is not."""
    assert quotable(PAGE) == QUOTABLE


def test_text() -> None:
    """The version is the article's text, its paragraphs separated by blank lines, its headings among them."""
    text = read(PAGE).version.text
    assert [paragraph for paragraph in text.split("\n\n") if paragraph in QUOTABLE] == QUOTABLE
    assert "\n\nThe Morning\n\n" in text
    for foreign in ("navigation", "cookies", "may like", "rights reserved"):
        assert foreign not in text
    for kept in ("seen from above", "footnote", "A cell", "code is"):
        assert kept in text


def test_stated() -> None:
    """What the page states of itself is known."""
    article = read(PAGE)
    source = article.source
    assert (source.title, source.publisher, source.published) == ("A Day in May", "The Site", date(2024, 5, 22))
    assert (source.url, source.file) == ("https://www.example.org/a-day", "a.html")
    assert (article.author, article.language) == ("Jane Doe", "sw")


def test_unstated() -> None:
    """Where the page states nothing, nothing is known."""
    article = read(f"<p>{LONG}</p>")
    assert article.source.model_dump(exclude={"id", "version", "file"}, exclude_none=True) == {}
    assert (article.author, article.language) == (None, "en")


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("https://example.org/a?ref=1", "https://www.example.org/a-day"),
        ("https://other.org/a", "https://other.org/a"),
    ],
    ids=["its own", "another's"],
)
def test_canonical(name: str, url: str) -> None:
    """A page is cited by the address that it states for itself, unless that is on another's host."""
    source = read(PAGE, name=name).source
    assert (source.url, source.file) == (url, None)


def test_control_characters() -> None:
    """A form feed is white space, other control characters are nothing, however they are written."""
    assert quotable(f'<p title="&#1;">It\fwas&#12;so. {LONG}\x0b\x01&#1;</p>') == [f"It was so. {LONG}"]


def test_nested_powers() -> None:
    """Raised numbers within raised ones are read as one."""
    assert quotable(f"<p>So it was 2<sup>3<sup>4</sup></sup>. {LONG}</p>") == [f"So it was 2³⁴. {LONG}"]


def test_line_breaks() -> None:
    """A line break stays in its paragraph; two of them part paragraphs."""
    page = f"<div>{LONG}<br>And it rained.<br><br>{LONG} It was so.</div>"
    assert quotable(page) == [f"{LONG}\nAnd it rained.", f"{LONG} It was so."]


@pytest.mark.parametrize(
    ("head", "encoding", "charset"),
    [
        (b"", "utf-8", None),
        (b"\xef\xbb\xbf", "utf-8", "koi8-r"),
        (b"\xff\xfe", "utf-16-le", None),
        (b"", "koi8-r", "koi8-r"),
        (b'<meta charset="koi8-r">', "koi8-r", None),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251", None),
        (b'<meta charset="koi8-r">', "cp1251", "windows-1251"),
        (b'<meta charset="rot13">', "utf-8", "unicode_escape"),
        (b'<meta charset="us-ascii">', "utf-8", "utf-8"),
    ],
    ids=[
        "bare",
        "mark over server",
        "utf-16",
        "server",
        "meta",
        "meta's type",
        "server over meta",
        "no encodings",
        "lies",
    ],
)
def test_encoding(head: bytes, encoding: str, charset: str | None) -> None:
    """A page is read in the encoding of its mark, else the server's, else its own, as far as they fit."""
    russian = "Съешь же ещё этих мягких французских булок, да выпей чаю. " * 3
    page = head + f"<p>{russian}</p>".encode(encoding)
    assert read(page, charset=charset).version.text == russian.strip()


def test_western() -> None:
    """What calls itself Latin-1 is Windows-1252, as it is on the web."""
    assert "“Zoë”" in read(f"<p>“Zoë” came. {LONG}</p>".encode("cp1252"), charset="iso-8859-1").version.text


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<p> </p>", "<html><nav>Home</nav></html>", "<!-- -->", "<script>x()</script>", "\ufeff<p>"],
)
def test_nothing(page: str) -> None:
    """A page without an article is one line."""
    with pytest.raises(UnreadableArticleError, match=r"`a\.html` holds no"):
        read(page)


def test_binary() -> None:
    """A picture that is called a page is one line."""
    with pytest.raises(UnreadableArticleError, match=r"`a\.html` is binary"):
        read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


def read_or_refuse(page: str) -> None:
    """Hold that the page is read into well-formed stretches, or refused."""
    try:
        article = read(page)
    except UnreadableArticleError:
        return
    assert_well_formed(article)


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts in a page have well-formed quotable stretches."""
    read_or_refuse(as_html([text, LONG, text]).decode())


TAGS = ("p", "div", "li", "b", "br", "h2", "table", "td", "blockquote", "sup", "time", "article", "figcaption", "pre")
markup = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            [
                "&nbsp;",
                "&#0;",
                "&#12;",
                "&#xFFFE;",
                "&#xD800;",
                "\f",
                "<!--",
                "-->",
                "<![CDATA[",
                LONG,
                "2",
                "\n",
                "\x1c",
            ]
        ),
        st.text(max_size=10),
    ),
    max_size=30,
).map("".join)


@some
@given(markup)
def test_any_markup(page: str) -> None:
    """Any soup of tags has well-formed quotable stretches, or is refused."""
    read_or_refuse(page.replace("\0", ""))
