"""The constructors of `Retriever`: from a folder, from texts, from a library."""

import gc
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval import (
    AbstentionThreshold,
    ArticlesError,
    LibraryError,
    PullquoteError,
    Refusal,
    Retriever,
    UnreadableArticleError,
    read_synonyms,
)
from retrieval.ingest.files import read_folder
from retrieval.library.database import Library
from retrieval.live import LiveRetriever
from retrieval.retriever import retriever_over
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, counts, shelve

SEEDS = Path(__file__).parents[2] / "seeds"
QUESTIONS = (
    "Who was super honored to be here?",
    "How many pardons has Biden issued?",
    "What is the capital of France?",
)
GATE = "The keeper opens the gate at noon, says the charter. Nobody else may touch it."
WHEN = "When does the keeper open the gate?"


@pytest.mark.parametrize("folder", [SEEDS, str(SEEDS)])
def test_from_folder(folder: str | Path) -> None:
    """A folder answers as its articles do, whether it is named by a path or a str."""
    over_folder, over_articles = Retriever.from_folder(folder), retriever_over(read_folder(SEEDS).articles)
    for question in QUESTIONS:
        assert over_folder.ask(question) == over_articles.ask(question)
    assert over_folder.size == 5
    assert over_folder.skipped == ()


def test_skipped(tmp_path: Path) -> None:
    """A file that cannot be read is named, and the others answer."""
    (tmp_path / "rules.md").write_text(GATE, encoding="utf-8")
    (tmp_path / "empty.md").touch()
    retriever = Retriever.from_folder(tmp_path)
    assert retriever.ask(WHEN).answered
    assert ["`empty.md`" in error.problem for error in retriever.skipped] == [True]


def test_from_texts() -> None:
    """Each text is read as a file of its name: Markdown, plain text and HTML, and a quote has that name."""
    retriever = Retriever.from_texts(
        {
            "rules.md": f"---\ntitle: The rules\n---\n\n{GATE}\n",
            "weather/rain.txt": RAIN,
            "snow.html": f"<html><head><title>Snow in Rome</title></head><body><p>{SNOW}</p></body></html>",
        }
    )
    (quote,) = retriever.ask(WHEN).quotes
    assert (quote.text, quote.article.file, quote.article.title) == (GATE, "rules.md", "The rules")
    assert retriever.ask("Where was it raining?").quotes[0].article.file == "weather/rain.txt"
    snow = retriever.ask("Where was it snowing?").quotes[0]
    assert (snow.text, snow.article.title) == (SNOW, "Snow in Rome")
    assert retriever.size == 3


def test_text_is_not_decoded_twice() -> None:
    """A text in memory is what it is, whatever encoding the page states that it came from."""
    page = (
        f"<html><head><meta charset='windows-1252'></head><body><p>Der Bürgermeister öffnet. {SNOW}</p></body></html>"
    )
    quotes = Retriever.from_texts({"a.html": page}).ask("Where was it snowing?").quotes
    assert "Bürgermeister öffnet" in quotes[0].text


def test_refusal() -> None:
    """What the texts do not hold is an answer without quotes, which says why."""
    answer = Retriever.from_texts({"rules.md": GATE}).ask("What is the capital of France?")
    assert (answer.answered, answer.quotes, answer.refusal) == (False, (), Refusal.NOT_FOUND)
    assert set(answer.unknown_terms) == {"capital", "France"}


def test_options(tmp_path: Path) -> None:
    """Synonyms and caution are taken by each constructor."""
    path = tmp_path / "synonyms.toml"
    path.write_text('"janitor" = ["keeper"]\n', encoding="utf-8")
    question = "When does the janitor open the gate?"
    answer = Retriever.from_texts(
        {"rules.md": GATE}, synonyms=read_synonyms(path), caution=AbstentionThreshold.EAGER
    ).ask(question)
    assert answer.searched_for == WHEN
    assert answer.quotes[0].text == GATE


class TestWrongUse:
    """Mistakes are named: what was wanted, and what was given."""

    @pytest.mark.parametrize(
        ("call", "message"),
        [
            (lambda: Retriever.from_texts([GATE]), r"`texts` must be a mapping of file names to texts .*, not list \["),  # type: ignore[arg-type]
            (lambda: Retriever.from_texts(GATE), "`texts` must be a mapping .*, not str 'The keeper"),  # type: ignore[arg-type]
            (lambda: Retriever.from_texts({"a.md": b"x"}), "`texts` must be .*, not one with bytes b'x'"),  # type: ignore[dict-item]
            (lambda: Retriever.from_texts({3: GATE}), "`texts` must be .*, not one with int 3"),  # type: ignore[dict-item]
            (lambda: Retriever.from_folder(5), "`folder` must be a path as str or os.PathLike, not int 5"),  # type: ignore[arg-type]
            (lambda: Retriever.from_folder(b"seeds"), "`folder` must be a path .*, not bytes b'seeds'"),  # type: ignore[arg-type]
            (lambda: Retriever.from_folder(None), "`folder` must be a path .*, not NoneType None"),  # type: ignore[arg-type]
            (
                lambda: Retriever.from_library("a.db", collections="public"),
                "`collections` must be .*, not str 'public'",
            ),
            (lambda: Retriever.from_library("a.db", collections=[1]), "`collections` must be .*, not one with int 1"),  # type: ignore[list-item]
            (lambda: Retriever.from_library(5), "`path` must be a path .*, not int 5"),  # type: ignore[arg-type]
            (lambda: Retriever.from_texts({"a.md": GATE}).ask(3), "`question` must be a str, not int 3"),  # type: ignore[arg-type]
            (lambda: Retriever.from_texts({"a.md": GATE}).ask(WHEN, limit="3"), "`limit` must be an int, not str '3'"),  # type: ignore[arg-type]
            (lambda: Retriever.from_texts({"a.md": GATE}).check(None), "`text` must be a str, not NoneType None"),  # type: ignore[arg-type]
        ],
    )
    def test_types(self, call: Callable[[], object], message: str) -> None:
        """A wrong type is a `TypeError` that says which argument, what was wanted and what was found."""
        with pytest.raises(TypeError, match=message):
            call()

    def test_values(self) -> None:
        """No quotes at all, and no collections at all, are refused."""
        with pytest.raises(ValueError, match="`limit` must be at least 0, not -1"):
            Retriever.from_texts({"a.md": GATE}).ask(WHEN, limit=-1)
        with pytest.raises(ValueError, match="`collections` is empty"):
            Retriever.from_library("a.db", collections=[])

    @pytest.mark.parametrize(
        ("texts", "error", "message"),
        [
            ({}, ArticlesError, "there are no texts"),
            ({"a.md": " \n"}, UnreadableArticleError, "`a.md` is empty"),
            ({"a.pdf": GATE}, UnreadableArticleError, "`a.pdf` is not a PDF document"),
            ({"a.md": "half \ud800 of it"}, UnreadableArticleError, "`a.md` has half of a surrogate pair at index 5"),
            ({"a.md": "# Only a heading\n"}, UnreadableArticleError, "`a.md` holds no text that could be quoted"),
            ({"a.txt": "# Only a heading\n"}, ArticlesError, "the articles hold no sentence to quote"),
        ],
    )
    def test_texts(self, texts: dict[str, str], error: type[PullquoteError], message: str) -> None:
        """Texts that cannot be quoted are errors of the project that name the text."""
        with pytest.raises(error, match=message):
            Retriever.from_texts(texts)

    def test_folders(self, tmp_path: Path) -> None:
        """A folder that is missing, empty, or without a readable file is an error of the project."""
        with pytest.raises(ArticlesError, match="does not exist"):
            Retriever.from_folder(tmp_path / "none")
        with pytest.raises(ArticlesError, match="holds no articles"):
            Retriever.from_folder(tmp_path)
        (tmp_path / "a.md").touch()
        with pytest.raises(ArticlesError, match=r"holds no article that can be read \(hint: `a.md` is empty"):
            Retriever.from_folder(tmp_path)


class TestLibrary:
    """A retriever over a library reads it, and does nothing else to it."""

    @pytest.fixture
    def path(self, library: Library) -> Path:
        """A library with an article in each of two collections, which nothing has open and nobody has asked."""
        shelve(library, RAIN)
        shelve(library, SNOW, "/b.txt", into="members")
        library.close()
        return library.path

    def test_collections(self, path: Path) -> None:
        """The named collections answer, `public` unless others are named."""
        with Retriever.from_library(path) as retriever:
            assert retriever.ask("Where was it raining?").quotes[0].text == RAIN
            assert not retriever.ask("Where was it snowing?").answered
        with Retriever.from_library(str(path), collections=["public", "members"]) as retriever:
            assert retriever.size == 2
            assert retriever.ask("Where was it snowing?").quotes[0].text == SNOW
            assert retriever.check("It was snowing in Rome all night").verdict == "verbatim"

    def test_the_same_as_the_command(self, path: Path) -> None:
        """It answers as what `pullquote ask` opens, over an index of files and over one in memory."""
        in_memory = Retriever.from_library(path)
        with Library(path) as library:
            live = LiveRetriever(library, [PUBLIC])
            with Retriever.from_library(path) as over_files:
                for question in ("Where was it raining?", "Did anybody see the river?", "Who is the king of Spain?"):
                    assert in_memory.ask(question) == over_files.ask(question) == live.ask(question)
        in_memory.close()

    @pytest.mark.parametrize("is_indexed", [True, False])
    def test_nothing_is_written(self, path: Path, *, is_indexed: bool) -> None:
        """Every file is as it was, and none is new, whether there is an index or it is made in memory."""
        if is_indexed:
            with Library(path) as library:
                LiveRetriever(library, [PUBLIC])
        before = _files(path.parent)
        with Retriever.from_library(path, collections=[PUBLIC, "members"]) as retriever:
            assert retriever.ask("Where was it raining?").answered
        assert _files(path.parent) == before
        with Library(path) as library:
            assert counts(library)["quotes"] == 0

    def test_closed(self, path: Path) -> None:
        """After its block it holds no file of the library open, and cannot be asked."""
        with Retriever.from_library(path) as retriever:
            assert _open_files(path.parent)
        retriever.close()
        with pytest.raises(RuntimeError, match="the retriever is closed"):
            retriever.ask("Where was it raining?")
        del retriever
        gc.collect()
        assert not _open_files(path.parent)

    def test_garbage_collected(self, path: Path) -> None:
        """One that nobody closes is closed with the last reference to it."""
        retriever = Retriever.from_library(path)
        assert retriever.ask("Where was it raining?").answered
        del retriever
        gc.collect()
        assert not _open_files(path.parent)

    def test_in_memory_needs_no_closing(self) -> None:
        """One that has nothing open may be used as a context manager, and asked afterwards."""
        with Retriever.from_texts({"rules.md": GATE}) as retriever:
            pass
        assert retriever.ask(WHEN).answered

    def test_wrong_libraries(self, path: Path, tmp_path: Path) -> None:
        """A missing library, another file, or a missing collection is an error of the project; nothing stays open."""
        with pytest.raises(LibraryError, match="there is no library"):
            Retriever.from_library(tmp_path / "none.db")
        (tmp_path / "text.db").write_text("no library", encoding="utf-8")
        with pytest.raises(LibraryError, match="is not a library"):
            Retriever.from_library(tmp_path / "text.db")
        with pytest.raises(LibraryError, match="is a folder, not a library"):
            Retriever.from_library(tmp_path)
        with pytest.raises(
            ArticlesError, match=r"no article in the collection `guests` .*it has some in `members`, `public`"
        ):
            Retriever.from_library(path, collections=["public", "guests"])
        gc.collect()
        assert not _open_files(path.parent)

    def test_an_older_release(self, path: Path) -> None:
        """A library that is not up to date is not migrated, and the error says what brings it up to date."""
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = 1")
        database.close()
        before = _files(path.parent)
        with pytest.raises(LibraryError, match=r"is from an older release \(hint: `pullquote list"):
            Retriever.from_library(path)
        assert _files(path.parent) == before

    def test_damaged_index(self, path: Path) -> None:
        """A file of the index that is damaged when it is opened is not used, and is left alone."""
        with Library(path) as library:
            LiveRetriever(library, [PUBLIC])
        (segment,) = path.parent.rglob("*.segment")
        segment.write_bytes(b"no segment")
        before = _files(path.parent)
        with Retriever.from_library(path) as retriever:
            assert retriever.ask("Where was it raining?").quotes[0].text == RAIN
        assert _files(path.parent) == before


def _files(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """The bytes of each file in the folder, and when it was written."""
    return {each: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.rglob("*") if each.is_file()}


def _open_files(folder: Path) -> list[str]:
    """The files in the folder that this process has open, or mapped into its memory."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not say which files are open")
    opened = []
    for each in Path("/proc/self/fd").iterdir():
        try:
            opened.append(str(each.readlink()))
        except FileNotFoundError:  # the descriptor of this very listing
            continue
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return [each for each in [*opened, *mapped] if str(folder) in each]
