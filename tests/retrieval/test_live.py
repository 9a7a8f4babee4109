import subprocess
import sys
from threading import Thread

import pytest

from retrieval.answers import Answer, Refusal
from retrieval.errors import NotInLibraryError, QuestionError
from retrieval.index.segment_file import MappedArrays
from retrieval.indexing.manager import FOLDER
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from retrieval.library.quotes import record_sent, sent_quote
from retrieval.live import LiveRetriever
from retrieval.records import Article
from retrieval.retriever import retriever_over
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, counts, shelve, written

RAINING = "Where was it raining?"
SNOWING = "Where was it snowing?"


def shelf(library: Library, *collections: str) -> LiveRetriever:
    """What answers from these collections."""
    return LiveRetriever(library, collections or (PUBLIC,))


def words(answer: Answer) -> str:
    """All that an answer quotes."""
    return " ".join(quote.text for quote in answer.quotes)


def test_answers_like_a_retriever(library: Library, seeds: dict[str, Article]) -> None:
    """A library answers as the articles in it do, but for how they are named."""
    for name, article in seeds.items():
        shelve(library, article.version.text, f"/{name}.txt")
    over_library, over_articles = shelf(library), retriever_over(list(seeds.values()))
    for question in ("Who was super honored to be here?", "How many pardons has Biden issued?", "What is in Paris?"):
        found, expected = over_library.ask(question), over_articles.ask(question)
        assert [quote.id for quote in found.quotes] == [quote.id for quote in expected.quotes]
        assert found.refusal == expected.refusal
    assert over_library.size == 5


def test_asking_writes_nothing(library: Library) -> None:
    """Whatever is asked, no byte of the library, its log and its index changes, and other connections see no change."""
    shelve(library, RAIN)
    asked = shelf(library)
    with Library(library.path) as other:

        def state() -> tuple[bytes, list[int]]:
            seen = [library.rows("SELECT total_changes()"), other.rows("PRAGMA data_version")]
            return written(library.path), [rows[0][0] for rows in seen]

        before = state()
        (quote,) = asked.ask("where was it RAINING, in Bonn?").quotes
        assert not asked.ask("What is in Paris?").answered
        assert asked.confirms(quote)
        assert asked.explain(RAINING)
        asked.check(RAIN)
        asked.is_followup("and when?")
        assert state() == before


def test_recorded_by_who_sends(library: Library) -> None:
    """The quotes of an answer can be found by their ids once they are recorded, and nothing of the question can."""
    shelve(library, RAIN)
    (quote,) = shelf(library).ask("where was it RAINING, in Bonn?").quotes
    with pytest.raises(NotInLibraryError):
        sent_quote(library, quote.id)
    record_sent(library, [quote])
    assert sent_quote(library, quote.id).text == quote.text
    assert RAIN.encode() in written(library.path)
    assert b"RAINING" not in written(library.path)


def test_limit(library: Library) -> None:
    """No more quotes are given than asked for."""
    shelve(library, RAIN)
    shelve(library, SNOW, "/b.txt")
    assert len(shelf(library).ask("Who said that nobody saw the river?", limit=1).quotes) <= 1


def test_read_only(library: Library) -> None:
    """A library that refuses every change is asked like any other."""
    shelve(library, RAIN)
    with Library(library.path, read_only=True) as opened:
        assert words(shelf(opened).ask(RAINING)) == RAIN
    asked = shelf(library)
    library.rows("PRAGMA query_only = ON")
    assert words(asked.ask(RAINING)) == RAIN


def test_renewed(library: Library) -> None:
    """What was added, changed and removed is seen after a renewal, and renewing again does nothing."""
    key = shelve(library, RAIN).key
    asked = shelf(library)
    assert asked.renew() is False
    shelve(library, SNOW, "/b.txt")
    assert not asked.ask(SNOWING).answered
    assert asked.renew() is True
    assert asked.renew() is False
    assert words(asked.ask(SNOWING)) == SNOW
    remove_articles(library, [key])
    assert asked.renew() is True
    assert not asked.ask(RAINING).answered
    assert asked.ask(RAINING).unknown_terms == ("raining",)
    assert asked.size == 1


def test_recording_quotes_renews_nothing(library: Library) -> None:
    """Quotes that are recorded change nothing that can be quoted, so nothing is built again."""
    shelve(library, RAIN)
    asked = shelf(library)
    record_sent(library, asked.ask(RAINING).quotes)
    assert counts(library)["quotes"] == 1
    assert asked.renew() is False


def test_other_collections_renew_nothing(library: Library) -> None:
    """A change of a collection that does not answer is no change."""
    shelve(library, RAIN)
    asked = shelf(library)
    shelve(library, SNOW, into="members")
    assert asked.renew() is False


def test_removed_is_not_quoted_before_a_renewal(library: Library) -> None:
    """From the moment of its removal an article is not quoted, though the shelf has not been renewed."""
    key = shelve(library, RAIN).key
    shelve(library, f"{RAIN} So it goes.", "/b.txt")
    asked = shelf(library)
    before = [quote for quote in asked.ask(RAINING).quotes if quote.article.id == key]
    remove_articles(library, [key])
    quotes = asked.ask(RAINING).quotes
    sources = [source.id for quote in quotes for source in (quote.article, *(each.article for each in quote.also_in))]
    assert sources
    assert key not in sources
    assert not any(map(asked.confirms, before))
    assert all(map(asked.confirms, quotes))


def test_all_removed_before_a_renewal(library: Library) -> None:
    """When all that could be quoted has left, nothing was found."""
    key = shelve(library, RAIN).key
    asked = shelf(library)
    remove_articles(library, [key])
    answer = asked.ask(RAINING)
    assert (answer.answered, answer.quotes, answer.refusal) == (False, (), Refusal.NOT_FOUND)


def test_collections_do_not_meet(library: Library) -> None:
    """One collection's articles do not reach another: not as a quote, nor as a known word."""
    shelve(library, RAIN)
    shelve(library, SNOW, into="members")
    outside, inside = shelf(library), shelf(library, PUBLIC, "members")
    assert not outside.ask(SNOWING).answered
    assert outside.ask(SNOWING).unknown_terms == ("snowing",)
    assert words(inside.ask(SNOWING)) == SNOW
    assert words(inside.ask(RAINING)) == RAIN


def test_word_statistics_do_not_meet(library: Library) -> None:
    """Scores depend on the articles that answer alone, whatever other collections have."""
    shelve(library, RAIN)
    before = shelf(library)._held.retriever._searcher.index.idf("rain")
    for number in range(20):
        shelve(library, f"{RAIN} {number} times.", f"/{number}.txt", into="members")
    assert shelf(library)._held.retriever._searcher.index.idf("rain") == before


def test_empty(library: Library) -> None:
    """An empty library answers nothing, takes no question that cannot be asked, and fills."""
    asked = shelf(library)
    assert asked.size == 0
    answer = asked.ask(RAINING)
    assert (answer.answered, answer.unknown_terms) == (False, ("raining",))
    with pytest.raises(QuestionError):
        asked.ask("?!")
    shelve(library, RAIN)
    assert asked.renew()
    assert words(asked.ask(RAINING)) == RAIN


def test_another_process_adds(library: Library) -> None:
    """What another process adds and removes is seen by the next renewal."""
    asked = shelf(library)
    program = "import sys; from bot.cli import main; main()"

    def pullquote(*arguments: str, stdin: str = "") -> str:
        command = [sys.executable, "-c", program, *arguments, "--library", str(library.path)]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, check=True, timeout=60).stdout  # noqa: S603 -- our own

    key = pullquote("add", "-", stdin=RAIN).split()[1]
    assert asked.renew()
    assert words(asked.ask(RAINING)) == RAIN
    pullquote("remove", key)
    assert asked.renew()
    assert not asked.ask(RAINING).answered


def test_damaged_index(library: Library) -> None:
    """Whichever array of the index is damaged, it is made anew at the opening or at the question."""
    shelve(library, f"{RAIN} The Bonn River Board (BRB) met.")
    shelf(library)
    folder = library.path.with_name(library.path.name + FOLDER)
    for name in MappedArrays(next(folder.iterdir()))._arrays:
        (path,) = folder.iterdir()
        place = MappedArrays(path)._first + MappedArrays(path)._arrays[name]["start"]
        with path.open("r+b") as file:
            file.seek(place)
            file.write(b"\xee")
        assert RAIN in words(shelf(library).ask(RAINING)), name
        for damaged in folder.iterdir():
            damaged.unlink()
        shelf(library)


def test_threads(library: Library) -> None:
    """Threads may ask while another renews, and each answer is of one state of the library."""
    shelve(library, RAIN)
    asked = shelf(library)
    found: list[str] = []

    def ask() -> None:
        found.extend(words(asked.ask(RAINING)) for _ in range(20))

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(10):
        shelve(library, f"{SNOW} {number} times.", f"/{number}.txt")
        asked.renew()
    for thread in threads:
        thread.join(60)
    assert found == [RAIN] * 60
