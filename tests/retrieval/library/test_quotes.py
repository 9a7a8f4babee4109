import pytest

from retrieval.answers import Quote, quote_id, quote_spans
from retrieval.errors import NotInLibraryError
from retrieval.library import database as file
from retrieval.library.answers import quote_as_sent
from retrieval.library.articles import purge_articles, remove_articles
from retrieval.library.database import Library
from retrieval.library.origins import readable_addresses, record_gone
from retrieval.library.passages import articles_containing, has_quote
from retrieval.library.quotes import QuoteStatus, record_sent, sent_quote
from retrieval.records import Span
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, assert_whole, counts, retriever, shelve

LONG = "Take these:\n\nThere are two boats. A rope.\n\nThere are no sails."


def send(library: Library) -> Quote:
    """The quote that answers where it was raining, noted as sent."""
    quote = retriever(library).ask("Where was it raining?").quotes[0]
    record_sent(library, [quote])
    return quote


def test_the_quote_again(library: Library) -> None:
    """A quote that was sent is found by its id, whatever the case of its letters, as it was sent."""
    shelve(library, RAIN)
    quote = send(library)
    found = sent_quote(library, f" {quote.id.lower()} ")
    assert (found.id, found.text, found.start, found.end) == (quote.id, quote.text, quote.start, quote.end)
    assert (found.highlight, found.article) == (quote.highlight, quote.article)
    assert found.status is QuoteStatus.UNCHANGED
    assert found.read_at
    assert found.sent_at
    assert found.sent_at >= found.read_at


def test_sent_twice(library: Library) -> None:
    """A quote that is sent again is one quote, sent when it was sent first."""
    shelve(library, RAIN)
    first = sent_quote(library, send(library).id)
    assert sent_quote(library, send(library).id) == first
    assert counts(library)["quotes"] == 1


def several(library: Library, *places: str) -> Quote:
    """A quote of the article with these of its words as spans, the last of which answers, noted as sent."""
    (article,) = articles_containing(library, [PUBLIC], "")
    text = article.version.text
    spans = [Span(start=text.index(words), end=text.index(words) + len(words)) for words in places]
    last = spans[-1]
    quote = Quote(
        id=quote_id(article.version.id, spans),
        text=last.of(text),
        start=last.start,
        end=last.end,
        highlight=(last.start, last.end),
        article=article.source,
        spans=quote_spans(text, spans),
    )
    record_sent(library, [quote])
    return quote


def test_several_spans(library: Library) -> None:
    """A quote of several spans is found with all of them, beside one of the same answering span alone."""
    shelve(library, LONG)
    quote, alone = several(library, "Take these:", "A rope."), several(library, "A rope.")
    found = sent_quote(library, quote.id)
    assert (found.id, found.text, found.start, found.spans) == (quote.id, "A rope.", quote.start, quote.spans)
    assert sent_quote(library, alone.id).spans == alone.spans
    assert quote.id != alone.id
    again = quote_as_sent(found)
    assert again
    assert again.model_dump() == quote.model_dump()
    assert again.blocks


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("two boats", "three boats", QuoteStatus.CHANGED_ELSEWHERE),
        ("these", "those", QuoteStatus.CHANGED_HERE),
        ("rope", "boat", QuoteStatus.CHANGED_HERE),
    ],
)
def test_one_span_changed(library: Library, old: str, new: str, status: QuoteStatus) -> None:
    """A new version changes a quote where it lacks the words of any of its spans."""
    shelve(library, LONG)
    quote = several(library, "Take these:", "A rope.")
    shelve(library, LONG.replace(old, new))
    assert sent_quote(library, quote.id).status is status


def test_confirmed(library: Library) -> None:
    """A quote of several spans is confirmed only while each of them is what its article says."""
    shelve(library, LONG)
    quote = several(library, "Take these:", "A rope.")
    forged = quote.spans[0].model_copy(update={"text": "Take those:"})
    for confirms in (lambda each: has_quote(library, [PUBLIC], each), retriever(library).confirms):
        assert confirms(quote)
        assert not confirms(quote.model_copy(update={"spans": (forged, *quote.spans[1:])}))


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        (f"{RAIN} It stopped at last.", QuoteStatus.CHANGED_ELSEWHERE),
        (RAIN.replace("Bonn", "Rome"), QuoteStatus.CHANGED_HERE),
        (SNOW, QuoteStatus.CHANGED_HERE),
    ],
)
def test_changed(library: Library, text: str, standing: QuoteStatus) -> None:
    """A new version changes a quote where its own words are not in it any more, and elsewhere where they are."""
    shelve(library, RAIN)
    quote = send(library)
    shelve(library, text)
    found = sent_quote(library, quote.id)
    assert found.status is standing
    assert found.text == quote.text
    assert_whole(library)


def test_gone(library: Library) -> None:
    """A quote is gone when nothing is left at any address of its article, and there again when something is."""
    shelve(library, RAIN)
    shelve(library, RAIN, "/b.txt")
    quote = send(library)
    first, second = readable_addresses(library)
    record_gone(library, first)
    assert sent_quote(library, quote.id).status is QuoteStatus.UNCHANGED
    record_gone(library, second)
    assert sent_quote(library, quote.id).status is QuoteStatus.GONE
    shelve(library, RAIN)
    assert sent_quote(library, quote.id).status is QuoteStatus.UNCHANGED


def test_removed_and_purged(library: Library) -> None:
    """A quote stays when its article is removed, and is known to be purged when that is purged."""
    key = shelve(library, RAIN).key
    quote = send(library)
    remove_articles(library, [key])
    assert sent_quote(library, quote.id).status is QuoteStatus.GONE
    assert sent_quote(library, quote.id).text == quote.text
    purge_articles(library, [key])
    found = sent_quote(library, quote.id)
    assert found.status is QuoteStatus.PURGED
    assert found.purged_at
    assert (found.text, found.article, found.highlight, found.start) == (None, None, None, None)


def test_sent_again_after_a_purge(library: Library) -> None:
    """A purged article that is added again is quoted again, by the same id."""
    key = shelve(library, RAIN).key
    quote = send(library)
    purge_articles(library, [key])
    shelve(library, RAIN)
    assert send(library).id == quote.id
    assert sent_quote(library, quote.id).status is QuoteStatus.UNCHANGED


def test_unknown(library: Library) -> None:
    """An id that no quote has is one clear line."""
    with pytest.raises(NotInLibraryError, match="no quote `NOSUCHID`"):
        sent_quote(library, "nosuchid")


def test_article_left_meanwhile(library: Library) -> None:
    """A quote of an article that has left before it could be noted is not kept."""
    key = shelve(library, RAIN).key
    quote = retriever(library).ask("Where was it raining?").quotes[0]
    remove_articles(library, [key])
    record_sent(library, [quote])
    assert counts(library)["quotes"] == 0


def test_nothing_sent(library: Library) -> None:
    """An answer without quotes writes nothing."""
    library.rows("PRAGMA query_only = ON")
    record_sent(library, [])


def test_same_text_in_two_collections(library: Library) -> None:
    """A quote of a text that two collections have stays when one of them loses it."""
    first = shelve(library, RAIN)
    shelve(library, RAIN, into="members")
    quote = send(library)
    twin = quote.model_copy(
        update={"article": quote.article.model_copy(update={"id": shelve(library, RAIN, into="members").key})}
    )
    record_sent(library, [twin])
    purge_articles(library, [first.key])
    assert sent_quote(library, quote.id).status is QuoteStatus.UNCHANGED


def test_noted_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote that is kept already is sent again while another process writes, and without waiting for it."""
    shelve(library, RAIN)
    quotes = retriever(library).ask("Where was it raining?").quotes
    record_sent(library, quotes)
    monkeypatch.setattr(file, "BUSY_TIMEOUT", 0.01)
    with Library(library.path) as opened, library.writing():
        record_sent(opened, quotes)
    assert counts(library)["quotes"] == len(quotes)
