"""An answer is kept as the ids of its quotes, and each is looked up again."""

from collections.abc import Callable, Sequence

import pytest

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.passages import sentences
from retrieval.answers import AlsoIn, Answer, Quote, quote_id
from retrieval.errors import LibraryError, NotInLibraryError
from retrieval.library import database
from retrieval.library.answers import StoredQuote, quoted_articles, record_answer, stored_quote, version_text
from retrieval.library.articles import purge_articles, remove_articles
from retrieval.library.database import Library
from retrieval.library.passages import articles_containing
from retrieval.library.quotes import QuoteStatus, sent_quote
from retrieval.records import Span
from retrieval.retriever import retriever_over
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, commits, counts, shelve, written

RAINING = "Where was it raining?"


def ask(library: Library, question: str, *collections: str) -> Answer:
    """The answer from some collections."""
    return retriever_over(list(articles_containing(library, collections or [PUBLIC], ""))).ask(question)


def noted(library: Library, quotes: tuple[Quote, ...]) -> str:
    """The id of an answer that is kept."""
    found = record_answer(library, quotes)
    assert found
    return found


def page(library: Library, answer: str, number: int = 0, *collections: str) -> StoredQuote:
    """A page that is there."""
    found = stored_quote(library, answer, number, collections=collections or [PUBLIC])
    assert found
    return found


def test_kept(library: Library) -> None:
    """Each page of an answer has its quote as it was sent; there is no page before the first or after the last."""
    shelve(library, RAIN)
    shelve(library, SNOW, "/snow.txt")
    quotes = (*ask(library, RAINING).quotes, *ask(library, "Where was it snowing?").quotes)
    answer = noted(library, quotes)
    assert [page(library, answer, number) for number in range(2)] == [StoredQuote(each.id, each, 2) for each in quotes]
    assert (
        stored_quote(library, answer, 2, collections=[PUBLIC])
        is stored_quote(library, answer, -1, collections=[PUBLIC])
        is None
    )
    assert stored_quote(library, "NOSUCHANSWER", 0, collections=[PUBLIC]) is None


def test_articles_quoted(library: Library) -> None:
    """The articles that an answer quotes are known, as far as a place may see them and they have not left."""
    keys = [shelve(library, text, f"/{place}.txt").key for place, text in (("a", RAIN), ("b", SNOW))]
    answer = noted(library, (*ask(library, RAINING).quotes, *ask(library, "Where was it snowing?").quotes))
    assert quoted_articles(library, answer, collections=[PUBLIC]) == set(keys)
    assert quoted_articles(library, answer, collections=["members"]) == set()
    assert quoted_articles(library, "NOSUCHANSWER", collections=[PUBLIC]) == set()
    remove_articles(library, keys[:1])
    assert quoted_articles(library, answer, collections=[PUBLIC]) == {keys[1]}


def test_places(library: Library) -> None:
    """The other places of a statement come back with it, without those that may not be seen any more."""
    keys = [shelve(library, f"{RAIN} Paper {name}.", f"/{name}.txt").key for name in "abc"]
    (quote, *_) = ask(library, RAINING).quotes
    assert len(quote.also_in) == 2
    answer = noted(library, (quote,))
    assert page(library, answer).quote == quote
    gone = next(key for key in keys if key == quote.also_in[0].article.id)
    remove_articles(library, [gone])
    left = page(library, answer).quote
    assert left
    assert left.also_in == quote.also_in[1:]


def test_kept_once(library: Library) -> None:
    """The same answer given again is kept once, by the same id, and nothing of its question is kept."""
    shelve(library, RAIN)
    quotes = ask(library, RAINING).quotes
    assert noted(library, quotes) == noted(library, quotes)
    assert counts(library)["answers"] == 1
    assert b"Where was it" not in written(library.path)


def test_one_transaction(library: Library) -> None:
    """An answer is stored with its quotes and other places in one transaction, and in none when it is sent again."""
    for name in "ab":
        shelve(library, f"{RAIN} Paper {name}.", f"/{name}.txt")
    quotes = ask(library, RAINING).quotes
    assert quotes[0].also_in
    before = commits(library)
    answer = noted(library, quotes)
    assert commits(library) == before + 1
    assert counts(library)["quotes"] == 2
    assert page(library, answer).quote == quotes[0]
    assert noted(library, quotes) == answer
    assert commits(library) == before + 1


def test_sent_before(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that was sent before is sent again while another process writes, and without waiting for it."""
    shelve(library, RAIN)
    quotes = ask(library, RAINING).quotes
    answer = noted(library, quotes)
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.01)
    with Library(library.path) as opened, library.writing():
        assert noted(opened, quotes) == answer


def test_one_article_left(library: Library) -> None:
    """Of an answer that cannot be stored for one of its articles the other quotes are recorded all the same."""
    shelve(library, RAIN)
    key = shelve(library, SNOW, "/snow.txt").key
    rain, snow = (*ask(library, RAINING).quotes, *ask(library, "Where was it snowing?").quotes)
    purge_articles(library, [key])
    assert record_answer(library, [snow, rain]) is None
    assert sent_quote(library, rain.id).text == rain.text
    assert counts(library)["answers"] == 0


def test_not_of_the_library(library: Library) -> None:
    """An answer from elsewhere, and one without quotes, is not kept."""
    shelve(library, RAIN)
    (quote, *_) = ask(library, RAINING).quotes
    stranger = quote.model_copy(
        update={
            "article": quote.article.model_copy(update={"id": "nobody"}),
            "start": 1,
            "id": quote_id("v", [Span(start=1, end=9)]),
        }
    )
    assert record_answer(library, [stranger]) is record_answer(library, []) is None
    assert counts(library)["answers"] == 0


@pytest.mark.parametrize("leave", [remove_articles, purge_articles])
def test_left(library: Library, leave: Callable[[Library, Sequence[str]], None]) -> None:
    """A quote whose article has left is not shown."""
    key = shelve(library, RAIN).key
    quotes = ask(library, RAINING).quotes
    answer = noted(library, quotes)
    leave(library, [key])
    assert page(library, answer) == StoredQuote(quotes[0].id, None, 1)


def test_changed(library: Library) -> None:
    """A quote whose article has another version is not shown, though its words are still there."""
    shelve(library, RAIN)
    answer = noted(library, ask(library, RAINING).quotes)
    shelve(library, f"{RAIN} It stopped at last.")
    assert page(library, answer).quote is None


def test_another_collection(library: Library) -> None:
    """A quote is seen in its own collection alone; in another it is as unknown as one that never was."""
    shelve(library, RAIN, into="members")
    (quote, *_) = quotes = ask(library, RAINING, "members").quotes
    answer = noted(library, quotes)
    assert page(library, answer, 0, "members").quote == quote
    assert page(library, answer).quote is None
    assert sent_quote(library, quote.id, collections=["members"]).text == quote.text
    with pytest.raises(NotInLibraryError, match="no quote"):
        sent_quote(library, quote.id, collections=[PUBLIC])


def test_same_text_in_two_collections(library: Library) -> None:
    """The same text in two collections makes the same quote, and each place sees the article of its own."""
    shelve(library, RAIN, into="members")
    here = shelve(library, RAIN, "/b.txt")
    both = (ask(library, RAINING, "members").quotes, ask(library, RAINING).quotes)
    theirs, ours = (noted(library, quotes) for quotes in both)
    assert theirs == ours
    seen = page(library, ours).quote
    assert seen
    assert seen.article.id == here.key


def test_purged_elsewhere(library: Library) -> None:
    """That a quote was purged is visible in its own collection alone."""
    key = shelve(library, RAIN, into="members").key
    (quote, *_) = quotes = ask(library, RAINING, "members").quotes
    record_answer(library, quotes)
    purge_articles(library, [key])
    assert sent_quote(library, quote.id, collections=["members"]).status is QuoteStatus.PURGED
    assert sent_quote(library, quote.id).status is QuoteStatus.PURGED
    with pytest.raises(NotInLibraryError):
        sent_quote(library, quote.id, collections=[PUBLIC])


def test_text(library: Library) -> None:
    """A version comes with its text and all its sentences in order, and not when it is gone or is another text."""
    shelve(library, RAIN)
    (article,) = articles_containing(library, [PUBLIC], "")
    (paragraph,) = article.version.quotable
    found = version_text(library, article.version.id)
    assert (found.text, found.sentences) == (RAIN, sentences(RAIN, paragraph, ENGLISH))
    with pytest.raises(NotInLibraryError):
        version_text(library, "0" * 64)


def test_damaged(library: Library) -> None:
    """A quote of a text that is not what was stored is one clear line, and never shown."""
    shelve(library, RAIN)
    quotes = ask(library, RAINING).quotes
    answer = noted(library, quotes)
    with library.writing() as db:
        db.execute("UPDATE versions SET text = replace(text, 'Bonn', 'Rome')")
    with pytest.raises(LibraryError, match="damaged"):
        page(library, answer)


def test_place_is_a_quote(library: Library) -> None:
    """Another place of a statement can be looked up by its own id."""
    for name in "ab":
        shelve(library, f"{RAIN} Paper {name}.", f"/{name}.txt")
    (quote, *_) = ask(library, RAINING).quotes
    record_answer(library, [quote])
    place: AlsoIn = quote.also_in[0]
    found = sent_quote(library, quote_id(place.article.version, [place]))
    assert (found.start, found.end, found.article) == (place.start, place.end, place.article)
