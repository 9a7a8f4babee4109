from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.readers.feed import read_feed
from tests.retrieval.samples import assert_well_formed, some

NAME = "https://example.org/feed.xml"
FULL = """<item><title>One &amp;amp; &lt;b&gt;two&lt;/b&gt;</title><link>/one</link>
<pubDate>Wed, 22 May 2024 10:00:00 GMT</pubDate>
<dc:creator>Jane Doe</dc:creator><content:encoded><![CDATA[<p>The <b>first</b> one.</p><p>The&nbsp;second.</p>
<figure><figcaption>A caption.</figcaption></figure><script>x()</script>]]></content:encoded></item>"""
SHORT = """<item><title>Three</title><link>https://other.org/3</link>
<description>A summary &lt;i&gt;of it&lt;/i&gt;.</description></item>"""
EMPTY = "<item><title>Four</title></item>"


def rss(*items: str) -> str:
    """An RSS feed of these items."""
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    head = "<title>The Feed</title><link>https://example.org/</link><language>de-at</language>"
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{head}{"".join(items)}</channel></rss>'


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>L'Atome</title>
<entry><id>urn:x:1</id><title>Un</title><updated>2024-05-22T23:30:00-05:00</updated><author><name>Jean</name></author>
<link rel="alternate" href="https://example.org/un"/>
<content type="text">Le premier &lt;b&gt; jour.</content></entry></feed>"""


def read(feed: str, *, name: str = NAME) -> ParsedDocument:
    """What is read of a feed."""
    return read_feed(feed.encode(), name=name)


def test_entry() -> None:
    """An entry is an article with its own address, title, date and author, and the feed's name and language."""
    (article,) = read(rss(FULL)).articles
    source = article.source
    assert (source.id, source.url, source.file) == ("https://example.org/one", "https://example.org/one", None)
    assert (source.title, source.publisher, source.published) == ("One & two", "The Feed", date(2024, 5, 22))
    assert (article.author, article.language) == ("Jane Doe", "de")
    assert article.version.text == "The first one.\n\nThe second.\n\nA caption."
    assert article.version.quoted == "The first one.\nThe second."


def test_atom() -> None:
    """Atom is read like RSS; plain text in it is no markup."""
    (article,) = read(ATOM).articles
    assert article.version.text == "Le premier <b> jour."
    assert article.source.publisher == "L'Atome"
    assert (article.author, article.source.url) == ("Jean", "https://example.org/un")


def test_order() -> None:
    """The articles come in the feed's order; an entry's address may be on another host."""
    assert [article.source.url for article in read(rss(FULL, SHORT)).articles] == [
        "https://example.org/one",
        "https://other.org/3",
    ]


def test_notes() -> None:
    """Summaries are read and noted, entries without text noted."""
    reading = read(rss(FULL, SHORT, EMPTY))
    assert len(reading.articles) == 2
    assert reading.notes == (
        f"`{NAME}`: 1 of its 3 entries have no text",
        f"`{NAME}`: 1 of its 3 entries give a summary only",
    )
    assert read(rss(FULL)).notes == ()


def test_names_differ() -> None:
    """Entries with the same address, or with none, have names of their own."""
    bare = "<item><description>A text of its own.</description></item>"
    names = [article.source.id for article in read(rss(FULL, FULL, bare, bare), name="a.rss").articles]
    assert len(set(names)) == 4
    assert names[2:] == ["a.rss#3", "a.rss#4"]


@pytest.mark.parametrize("end", [-1, -20, -60])
def test_broken(end: int) -> None:
    """Of broken XML what can be read is read, and noted."""
    reading = read(rss(FULL, SHORT)[:end])
    assert len(reading.articles) >= 1
    assert reading.notes[0] == f"`{NAME}` is broken XML, and what can be read of it is read"


@pytest.mark.parametrize("feed", ["", "<rss", "<rss/>", "nonsense", rss(), "<html><p>x</p></html>"])
def test_hopeless(feed: str) -> None:
    """What has no entries is one line."""
    with pytest.raises(UnreadableArticleError, match=f"`{NAME}` is no feed that can be read"):
        read(feed)


def test_no_text() -> None:
    """A feed of titles alone is one line."""
    with pytest.raises(UnreadableArticleError, match="is a feed without text"):
        read(rss(EMPTY, EMPTY))


def test_entities() -> None:
    """Entities that would grow without bound, or name a file, are not expanded."""
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    item = "<item><description>It was. &l9; &f;</description></item>"
    text = read(rss(item).replace("?>", f"?>{head}", 1)).articles[0].version.text
    assert text.startswith("It was.")
    assert len(text) < 100


def test_no_character() -> None:
    """Broken XML that names a character beyond Unicode is refused with one line."""
    with pytest.raises(UnreadableArticleError, match="a character that does not exist"):
        read_feed(b"<rss><channel><item><title>&#x110000; &</title></item>", name="a.rss")


def test_file_name() -> None:
    """What looks like a file's name or an address is no feed, and neither is opened."""
    for data in ("/etc/passwd", "http://127.0.0.1:9/"):
        with pytest.raises(UnreadableArticleError):
            read(data)


@some
@given(st.lists(st.sampled_from([FULL, SHORT, EMPTY, "<item>", "</item>", "<", "&x;", "]]>", "ü"]), max_size=8))
def test_any_feed(parts: list[str]) -> None:
    """Any feed, however broken, has well-formed articles, or is refused."""
    try:
        reading = read(rss(*parts))
    except UnreadableArticleError:
        return
    for article in reading.articles:
        assert_well_formed(article)
