"""The commands that see to a library, as a person types them."""

import json
import os
from pathlib import Path

import pytest

from bot import cli
from bot.corpora.choice import seeds_answer
from retrieval.library.database import Library
from tests.bot.typed import Outcome, Run, is_one_line, runner
from tests.retrieval.documents import as_docx, typed
from tests.retrieval.stored import RAIN, SNOW, commits

RAINING = "Where was it raining?"
DRAINING = "Which keeper drained the harbour?"  # which no article answers
RESULT = "{} added, {} changed, {} unchanged, {} joined, {} gone, {} skipped\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, with a library that is not there yet."""
    return runner(monkeypatch, capsys)


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "wiki"
    folder.mkdir()
    (folder / "rain.txt").write_text(f"A Day In May\n\n2024-05-22\n\n{RAIN}\n", encoding="utf-8")
    (folder / "snow.txt").write_text(SNOW, encoding="utf-8")
    return folder


def data(outcome: Outcome) -> dict[str, object]:
    """The one JSON object that a command prints, in one line."""
    assert outcome.out.count("\n") == 1
    found = json.loads(outcome.out)
    assert isinstance(found, dict)
    return found


def asked(run: Run) -> str:
    """The id of the quote that answers where it was raining."""
    return str(json.loads(run("ask", "--json", RAINING).out)["quotes"][0]["id"])


def test_joined(run: Run, wiki: Path) -> None:
    """A text that is there already joins the article that has it, and the report says what that means."""
    run("add", wiki)
    copy = wiki / "copy.txt"
    copy.write_text(SNOW, encoding="utf-8")
    outcome = run("add", copy)
    first, explained, counts = outcome.out.splitlines()
    assert first.startswith("joined ")
    assert explained == "(joined: an article with the same text was already there, and has this address now, too)"
    assert f"{counts}\n" == RESULT.format(0, 0, 0, 1, 0, 0)


def test_add_and_ask(run: Run, wiki: Path, no_library: Path) -> None:
    """Added articles answer from then on, and nothing needs a word."""
    outcome = run("add", wiki)
    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.out.endswith(RESULT.format(2, 0, 0, 0, 0, 0))
    assert no_library.exists()
    answer = run("ask", RAINING)
    assert (answer.code, answer.err) == (0, "")
    assert "Bonn" in answer.out
    assert "A Day In May · 2024-05-22" in answer.out
    assert "rain.txt" in answer.out


def test_add_twice(run: Run, wiki: Path) -> None:
    """Adding the same once more says that nothing has changed."""
    run("add", wiki)
    assert run("add", wiki) == Outcome(0, RESULT.format(0, 0, 2, 0, 0, 0), "")


def test_add_skips(run: Run, wiki: Path) -> None:
    """What cannot be read is one line each on stderr, the rest is added; that it was named makes it an error."""
    (wiki / "empty.txt").touch()
    outcome = run("add", wiki, wiki / "none.txt")
    assert outcome.code == 2
    assert outcome.out.endswith(RESULT.format(2, 0, 0, 0, 0, 2))
    assert [line.split(":")[0] for line in outcome.err.splitlines()] == ["skipped", "skipped"]
    assert run("add", wiki / "none.txt").code == 2
    assert f"`{wiki / 'none.txt'}` does not exist" in outcome.err


def test_add_strict(run: Run, wiki: Path) -> None:
    """A file inside a folder that cannot be read is no error, unless every one is to be read."""
    (wiki / "empty.txt").touch()
    assert run("add", wiki).code == 0
    assert run("add", wiki, "--strict").code == 2
    assert run("add", wiki / "empty.txt", wiki / "rain.txt").code == 2
    assert run("add", wiki / "*.txt").code == 0


def test_add_follow(run: Run, wiki: Path, tmp_path: Path) -> None:
    """A link that leads out of the folder is left out with a line, unless it is to be followed."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "hail.txt").write_text("It was hailing in Bern all night, the keeper said.", encoding="utf-8")
    (wiki / "outside").symlink_to(other)
    (wiki / "hail.txt").symlink_to(other / "hail.txt")
    (wiki / "loop").symlink_to(wiki)
    outcome = run("add", wiki)
    assert outcome.err == "note: 2 links lead out of the folder (hint: `pullquote add --follow` reads them)\n"
    assert outcome.out.endswith(RESULT.format(2, 0, 0, 0, 0, 0))
    assert "Bern" in run("add", wiki, "--follow").out + run("ask", "Where was it hailing?").out


@pytest.mark.parametrize("name", ["a\0b", "x" * 5_000, "caf\udce9.txt", "~nobody/[", ""])
def test_add_arguments(run: Run, wiki: Path, name: str) -> None:
    """Whatever an argument is, it is one line, and the rest is added."""
    outcome = run("add", name, wiki)
    assert outcome.out.endswith(RESULT.format(2, 0, 0, 0, 0, 1))
    assert is_one_line(outcome.err)
    assert outcome.code == 2


def test_add_notes(run: Run, wiki: Path) -> None:
    """A note about an article that was added is printed."""
    (wiki / "western.txt").write_bytes("The café opens at nine o’clock.\n".encode("cp1252"))
    assert "note: `western.txt` is read as Windows-1252" in run("add", wiki).err


def test_add_encoding(run: Run, wiki: Path) -> None:
    """Where two encodings are as likely, both are named; with the option the file is read, and stays as it is then."""
    file = wiki / "czech.txt"
    file.write_bytes("Více než\n".encode("iso8859-2"))
    outcome = run("add", file)
    assert outcome.code == 2
    assert "may be Windows-1250 or ISO-8859-2 (hint: add it with --encoding windows-1250" in outcome.err
    assert run("add", file, "--encoding", "iso-8859-2").out.endswith(RESULT.format(1, 0, 0, 0, 0, 0))
    assert "Více než" in run("show", "czech.txt").out
    assert run("add", file).out.endswith(RESULT.format(0, 0, 1, 0, 0, 0))
    assert run("add", file, "--encoding", "windows-1250").out.endswith(RESULT.format(0, 1, 0, 0, 0, 0))
    assert "is no encoding that is known" in run("add", file, "--encoding", "rot13").err


@pytest.mark.skipif(os.name != "posix", reason="only there a name may be any bytes")
def test_add_names(run: Run, wiki: Path) -> None:
    """A file whose name is not UTF-8 is one line, for a person and for a program, and the others are added."""
    try:
        Path(os.fsdecode(os.fsencode(wiki) + b"/caf\xe9.txt")).write_text(RAIN, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    outcome = run("add", wiki, "--json")
    assert data(outcome)["counts"] == {"added": 2, "skipped": 1}
    assert "skipped: `caf\ufffd.txt` has a name that is not UTF-8 (hint: rename it)" in outcome.err


def test_add_counts_what_is_left_out(run: Run, wiki: Path) -> None:
    """What is in no format that can be read is counted on stderr and in the JSON; the exit code is as without it."""
    for name in ("a.xyz", "b.xyz", "picture.png"):
        (wiki / name).write_bytes(b"x")
    lines = ["2 .xyz files: not a format that can be read", "1 other file (.png)"]
    outcome = run("add", wiki)
    assert (outcome.code, outcome.err.splitlines()) == (0, [f"note: {line}" for line in lines])
    assert outcome.out.endswith(RESULT.format(2, 0, 0, 0, 0, 0))
    found = data(run("add", wiki, "--json"))
    assert found["counts"] == {"unchanged": 2}
    assert isinstance(found["articles"], list)
    assert [each["notes"] for each in found["articles"]] == [lines, []]


def test_add_from_standard_input(run: Run) -> None:
    """An article may come from standard input."""
    assert run("add", "-", stdin=RAIN.encode()).code == 0
    assert "Bonn" in run("ask", RAINING).out


def test_add_json(run: Run, wiki: Path) -> None:
    """The JSON tells of each address and article what became of it, and counts."""
    (wiki / "empty.txt").touch()
    found = data(run("add", wiki, "--json"))
    assert found["counts"] == {"added": 2, "skipped": 1}
    assert isinstance(found["articles"], list)
    assert {each["outcome"] for each in found["articles"]} == {"added", "skipped"}
    assert set(found["articles"][0]) == {"outcome", "address", "article", "reason", "notes"}


def test_collections(run: Run, wiki: Path) -> None:
    """A collection of its own answers only when it is asked for."""
    run("add", wiki / "snow.txt", "--collection", "members")
    run("add", wiki / "rain.txt")
    question = "Where was it snowing?"
    assert run("ask", question).code == 1
    assert run("ask", question, "--collection", "members").code == 0
    assert run("ask", question, "--collection", "members", "--collection", "public").code == 0
    assert "snow.txt" not in run("list", "--collection", "public").out


@pytest.mark.parametrize("command", [("ask", RAINING), ("check", RAIN), ("list",)])
def test_an_empty_collection_is_noted(run: Run, wiki: Path, command: tuple[str, ...]) -> None:
    """Where a collection has no article, misspelt or not filled yet, a note says that, and not the refusal alone."""
    run("add", wiki, "--collection", "members")
    outcome = run(*command, "--collection", "member")
    assert is_one_line(outcome.err)
    assert "`member`" in outcome.err
    assert run(*command, "--collection", "members").err == ""


def test_nothing_to_list_or_purge(run: Run, wiki: Path) -> None:
    """Where there is nothing to list or to purge, a note says so and no line is printed."""
    run("add", wiki)
    for arguments in (("list", "--removed"), ("purge", "--removed")):
        outcome = run(*arguments)
        assert (outcome.code, outcome.out) == (0, "")
        assert is_one_line(outcome.err)


def test_an_empty_library_answers_nothing(run: Run, wiki: Path) -> None:
    """A library that is there and empty finds nothing, and the seeds do not answer in its place."""
    run("add", wiki)
    run("remove", "rain.txt", "snow.txt")
    assert run("ask", RAINING).code == 1
    assert run("ask", "Who was super honored to be here?").code == 1


def test_a_library_of_ones_own(run: Run, wiki: Path, tmp_path: Path, no_library: Path) -> None:
    """`--library` names another library than the usual one."""
    other = tmp_path / "other.db"
    run("add", wiki, "--library", other)
    assert run("ask", RAINING, "--library", other).code == 0
    assert not no_library.exists()


def test_articles_need_no_library(run: Run, wiki: Path, tmp_path: Path) -> None:
    """`--articles` answers from a folder, whatever the library has, and leaves the library alone."""
    run("add", wiki)
    folder = tmp_path / "else"
    folder.mkdir()
    (folder / "a.txt").write_text(RAIN.replace("Bonn", "Kiel"), encoding="utf-8")
    assert "Kiel" in run("ask", RAINING, "--articles", folder).out
    assert (
        run("quote", json.loads(run("ask", RAINING, "--articles", folder, "--json").out)["quotes"][0]["id"]).code == 2
    )


def test_list(run: Run, wiki: Path) -> None:
    """Articles are listed with id, title, date and file, and in JSON with all that is known."""
    run("add", wiki)
    out = run("list").out
    assert "A Day In May\n" in out
    assert "2024-05-22 · rain.txt · public" in out
    assert "Untitled" in out
    articles = data(run("list", "--json"))["articles"]
    assert isinstance(articles, list)
    assert [each["file"] for each in articles] == ["rain.txt", "snow.txt"]
    assert articles[0]["id"] in out
    assert articles[0]["origins"] == [{"address": (wiki / "rain.txt").as_posix(), "gone_at": None}]


def test_show(run: Run, wiki: Path) -> None:
    """An article is shown with its origins, versions, text and passages, and by any of its names."""
    run("add", wiki)
    shown = run("show", "A Day In May")
    assert "passage 1" in shown.out
    assert (wiki / "rain.txt").as_posix().split("/")[-1] in shown.out
    assert "raining in Bonn" in shown.out
    assert "(current)" in shown.out
    found = data(run("show", "rain.txt", "--json"))
    assert set(found) == {"article", "versions", "text", "passages"}
    assert str(found["text"]).startswith("A Day In May")


def test_terminal_is_safe(run: Run) -> None:
    """Control characters of an article never reach the terminal."""
    run("add", "-", stdin=b"A \x1b[31mred title\n\nIt was \x1b[31mraining\x07 in Bonn all day, he said.\n")
    key = run("list").out.split()[0]
    for arguments in (("list",), ("show", key), ("ask", RAINING), ("check", "raining in Bonn all night")):
        assert "\x1b[31m" not in run(*arguments).out
        assert "\x07" not in run(*arguments).out


def test_talk_is_safe_for_the_terminal(run: Run, wiki: Path) -> None:
    """Control characters of a file's name, or of what was typed, are shown as pictures in messages, too."""
    (wiki / "be\x07l.txt").touch()
    messages = run("add", wiki).err + run("show", "be\x07l").err + run("ask", "x", "--articles", wiki).err
    assert "\x07" not in messages
    assert messages.count("be␇l") == 3


def test_remove(run: Run, wiki: Path) -> None:
    """A removed article no longer answers, its sent quote is still there, and it is listed among the removed."""
    run("add", wiki)
    quote = asked(run)
    key = run("list").out.split()[0]
    assert run("remove", key[:4]) == Outcome(0, f"removed {key}\n", "")
    assert run("ask", RAINING).code == 1
    assert "Bonn" in run("quote", quote).out
    assert "gone: " in run("quote", quote).out
    assert key in run("list", "--removed").out
    assert key not in run("list").out
    assert data(run("remove", "snow.txt", "--json"))["removed"]


def test_remove_all_or_none(run: Run, wiki: Path) -> None:
    """When one of several names is no article's, nothing is removed."""
    run("add", wiki)
    outcome = run("remove", "rain.txt", "none.txt")
    assert outcome.code == 2
    assert is_one_line(outcome.err)
    assert run("ask", RAINING).code == 0


@pytest.mark.parametrize("removed", [True, False])
def test_purge(run: Run, wiki: Path, no_library: Path, *, removed: bool) -> None:
    """A purged article leaves no byte, and its quote says that it was purged."""
    run("add", wiki)
    quote = asked(run)
    key = run("list").out.split()[0]
    if removed:
        run("remove", key)
    assert run("purge", *(["--removed"] if removed else [key])) == Outcome(0, f"purged {key}\n", "")
    found = run("quote", quote)
    assert (found.code, found.out) == (0, "purged: the article was deleted with all its quotes\n")
    files = [each for each in no_library.parent.rglob("*") if each.is_file()]
    assert all(b"raining" not in each.read_bytes() for each in files)


def test_quote(run: Run, wiki: Path) -> None:
    """A quote says whether its source has changed since, in words and in JSON."""
    run("add", wiki)
    quote = asked(run)
    shown = run("quote", quote.lower())
    assert shown.code == 0
    assert "raining in Bonn" in shown.out
    assert "A Day In May" in shown.out
    assert "unchanged: " in shown.out
    (wiki / "rain.txt").write_text(RAIN.replace("Bonn", "Kiel"), encoding="utf-8")
    assert run("refresh", "--all").out.endswith(RESULT.format(0, 1, 1, 0, 0, 0))
    found = data(run("quote", quote, "--json"))
    assert found["status"] == "changed here"
    assert set(found) == {
        *(
            "id",
            "status",
            "text",
            "start",
            "end",
            "highlight",
            "article",
            "section",
            "spans",
            "link",
            "read_at",
            "sent_at",
            "purged_at",
        )
    }


def test_refresh(run: Run, wiki: Path) -> None:
    """A file that is gone is marked in the list, named on stderr, and still answers."""
    run("add", wiki)
    (wiki / "rain.txt").unlink()
    outcome = run("refresh", "rain.txt")
    assert outcome.code == 0
    assert outcome.err.startswith("gone: `rain.txt`")
    assert "· gone" in run("list").out
    assert run("ask", RAINING).code == 0


def test_reread(run: Run, wiki: Path) -> None:
    """What was added is read again without its file; it is as good as before."""
    run("add", wiki)
    (wiki / "rain.txt").unlink()
    assert run("reread", "--all") == Outcome(0, RESULT.format(0, 0, 2, 0, 0, 0), "")
    found = data(run("reread", "rain.txt", "--json"))
    assert found["counts"] == {"unchanged": 1}


def test_source(run: Run, wiki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is printed as it was, and to a terminal without control characters."""
    (wiki / "snow.txt").write_text(f"{SNOW}\x1b[2J\nNobody came.", encoding="utf-8", newline="")
    run("add", wiki)
    (wiki / "snow.txt").unlink()
    assert run("show", "snow.txt", "--source") == Outcome(0, f"{SNOW}\x1b[2J\nNobody came.", "")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run("show", "snow.txt", "--source") == Outcome(0, f"{SNOW}␛[2J\nNobody came.\n", "")


def test_no_source(run: Run, wiki: Path, no_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that is not kept, or that a terminal cannot show, is one clear line."""
    (wiki / "a.docx").write_bytes(as_docx([RAIN, SNOW]))
    run("add", wiki)
    with Library(no_library) as library, library.writing() as db:
        db.execute("DELETE FROM documents WHERE id = (SELECT document FROM origins WHERE name = 'snow.txt')")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for name, said in (("snow.txt", "does not keep"), ("a.docx", "is Word, not text")):
        outcome = run("show", name, "--source")
        assert (outcome.code, outcome.out) == (2, "")
        assert is_one_line(outcome.err)
        assert said in outcome.err


def test_check(run: Run, wiki: Path) -> None:
    """Only a verbatim text ends with 0; a near one shows what differs; and both name the source."""
    run("add", wiki)
    verbatim = run("check", "raining in  Bonn all day")
    assert (verbatim.code, verbatim.out.splitlines()[0]) == (0, "verbatim")
    assert "rain.txt" in verbatim.out
    nearly = run("check", "It was pouring in Bonn all day, the keeper said.")
    assert nearly.code == 1
    assert "It was [-pouring-] {+raining+} in Bonn" in nearly.out.replace("\n│", "")
    assert "A Day In May" in nearly.out
    assert run("check", "The whales sing at dusk.") == Outcome(1, "not found\n", "")
    found = data(run("check", "It was pouring in Bonn all day, the keeper said.", "--json"))
    assert set(found) == {"text", "verdict", "found", "places", "compared"}
    assert found["verdict"] == "nearly"


def test_check_without_a_library(run: Run, no_library: Path) -> None:
    """Without a library the five articles are checked, and a note says so."""
    outcome = run("check", "I am super honored to be here")
    assert (outcome.code, outcome.err) == (0, f"{seeds_answer(no_library)}\n")


def test_batch_records_its_quotes(run: Run, wiki: Path) -> None:
    """The quotes of a batch can be found like any other."""
    run("add", wiki)
    quote = json.loads(run("ask", "--batch", "-", stdin=RAINING.encode()).out)["quotes"][0]["id"]
    assert run("quote", quote).code == 0


@pytest.mark.parametrize(
    ("arguments", "stdin"), [(("ask", RAINING), ""), (("ask", "--batch", "-"), RAINING), (("chat",), RAINING)]
)
def test_printed_quotes_are_recorded_once(
    run: Run, wiki: Path, no_library: Path, arguments: tuple[str, ...], stdin: str
) -> None:
    """What is printed is recorded in one transaction, and in none when it is printed again; `eval` records nothing."""
    run("add", wiki)
    with Library(no_library) as library:
        before = commits(library)
        assert run("eval", _list_of(wiki, RAINING)).code == run("check", RAIN).code == 0
        assert commits(library) == before
        for _ in range(2):
            assert "Bonn" in run(*arguments, stdin=stdin.encode()).out
            assert commits(library) == before + 1
        (sent,) = library.rows("SELECT id FROM quotes")
    assert "raining in Bonn" in run("quote", sent["id"]).out


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("ask", "--nearest", DRAINING), ""),
        (("ask", "--batch", "-", "--nearest"), DRAINING),
        (("chat",), f"{DRAINING}\n/nearest"),
    ],
)
def test_nearest_quotes_are_recorded(run: Run, wiki: Path, arguments: tuple[str, ...], stdin: str) -> None:
    """What comes nearest is recorded as sent when it is printed, and not before."""
    run("add", wiki)
    nearest = json.loads(run("ask", "--json", "--nearest", "--articles", wiki, DRAINING).out)["nearest"]
    assert nearest
    assert run("ask", DRAINING).code == 1
    assert run("quote", nearest[0]["id"]).code == 2
    run(*arguments, stdin=stdin.encode())
    assert run("quote", nearest[0]["id"]).code == 0


def test_no_more_is_recorded_than_printed(run: Run, wiki: Path, no_library: Path) -> None:
    """Of an answer with a limit those quotes are recorded that are printed, and no others."""
    for name, seen in (("miller", "on Monday, and he told nobody"), ("mayor", "in June, when the bridge was closed")):
        (wiki / f"{name}.txt").write_text(f"The {name} saw the river rise {seen}.\n", encoding="utf-8")
    run("add", wiki)
    many, printed = (
        json.loads(run("ask", "--json", *options, "Who saw the river rise?").out)["quotes"]
        for options in (("--articles", wiki), ("--limit", "1"))
    )
    assert len(many) > len(printed) == 1
    with Library(no_library) as library:
        assert [row["id"] for row in library.rows("SELECT id FROM quotes")] == [quote["id"] for quote in printed]


def _list_of(folder: Path, question: str) -> Path:
    questions = folder / "questions.csv"
    questions.write_text(f"question,expected\n{question},Bonn\n", encoding="utf-8")
    return questions


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("show", "x"),
        ("quote", "ABCDEFGH"),
        ("remove", "x"),
        ("purge", "x"),
        ("refresh", "--all"),
        ("add",),
        ("add", __file__, "--collection", " "),
        ("remove",),
        ("purge",),
        ("purge", "x", "--removed"),
        ("refresh",),
        ("refresh", "x", "--all"),
        ("reread",),
        ("reread", "x", "--all"),
        ("show", "x", "--source", "--json"),
        ("check", "?!"),
        ("check", "a" * 2001),
    ],
)
def test_wrong_use_is_one_clear_line(run: Run, arguments: tuple[str, ...], no_library: Path) -> None:
    """Wrong use, and a library that is not there, are one line on stderr and exit code 2; nothing is made."""
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert outcome.err.startswith("error: ")
    assert not no_library.exists()


@pytest.mark.parametrize(
    "arguments", [("show", "none"), ("quote", "ABCDEFGH"), ("remove", "none"), ("refresh", "none"), ("reread", "none")]
)
def test_unknown_names_are_one_clear_line(run: Run, wiki: Path, arguments: tuple[str, ...]) -> None:
    """A name that is nothing's says so and what to do."""
    run("add", wiki)
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert "hint" in outcome.err


@pytest.mark.parametrize("command", [name for name in cli.COMMANDS if name not in {"eval", "run"}])
def test_a_file_that_is_no_library(run: Run, tmp_path: Path, command: str) -> None:
    """Every command says in one line that a file is no library, or a folder is none, and leaves it as it is."""
    notes = tmp_path / "notes.txt"
    notes.write_text("These are my notes. " * 100, encoding="utf-8")
    arguments = {"chat": (), "list": (), "refresh": ("--all",), "reread": ("--all",)}.get(command, ("x y",))
    for library in (notes, tmp_path):
        outcome = run(command, *arguments, "--library", library)
        assert (outcome.code, outcome.out) == (2, "")
        assert is_one_line(outcome.err)
    assert notes.read_text(encoding="utf-8") == "These are my notes. " * 100


def test_places(run: Run, tmp_path: Path) -> None:
    """A quote names the page of its PDF."""
    (tmp_path / "a.pdf").write_bytes(typed([f"The {noun} is old." for noun in ("mill", "gate")], RAIN.split(", ")))
    run("add", tmp_path / "a.pdf")
    assert "a.pdf · page 2 · quote " in run("ask", RAINING).out
    assert "a.pdf · page 2\n" in run("check", "raining in Bonn").out
    assert json.loads(run("ask", "--json", RAINING).out)["quotes"][0]["article"]["page"] == 2


def test_add_addresses(run: Run, wiki: Path, tmp_path: Path) -> None:
    """A folder with a base and a map has addresses, which a quote shows, and what is wrong in the map is named."""
    (tmp_path / "map.csv").write_text("snow.txt,https://e.x/winter\nrain.txt\n", encoding="utf-8")
    outcome = run("add", wiki, "--base-url", "https://e.x/wiki", "--address-map", tmp_path / "map.csv")
    assert outcome.err.splitlines() == [
        "note: `map.csv` line 2: `rain.txt` is not a path, a comma and a web address",
        "note: addresses of 2 of 2 files: https://e.x/wiki/",
        "note: addresses of 1 of 2 files: as they are stated",
    ]
    listed = json.loads(run("list", "--json").out)["articles"]
    assert [each["url"] for each in listed] == ["https://e.x/wiki/rain.txt", "https://e.x/winter"]
    assert json.loads(run("ask", "--json", RAINING).out)["quotes"][0]["link"] == "https://e.x/wiki/rain.txt"
    assert "rain.txt · https://e.x/wiki/rain.txt · quote" in run("ask", RAINING).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{wiki}", "--base-url", "e.x"], "`e.x` is no web address"),
        (["{wiki}", "--base-url", "ftp://e.x/"], "is no web address"),
        (["{wiki}", "--base-url", "https://e.x/?a"], "without ? and #"),
        (["{wiki}/rain.txt", "--base-url", "https://e.x/"], "are for one folder"),
        (["{wiki}", "{wiki}", "--base-url", "https://e.x/"], "are for one folder"),
        (["https://e.x/", "--base-url", "https://e.x/"], "are for one folder"),
        (["{wiki}", "--generator", "mkdocs"], "needs --base-url"),
        (["{wiki}", "--address-map", "{wiki}/none.csv"], "is not a file"),
        (["{wiki}", "--address-map", "{wiki}/snow.txt"], "states no address"),
    ],
)
def test_add_with_wrong_addresses(run: Run, wiki: Path, arguments: list[str], said: str) -> None:
    """What cannot be an address is one clear line, and nothing is added."""
    outcome = run("add", *(each.format(wiki=wiki) for each in arguments))
    assert outcome.code == 2
    assert said in outcome.err
    assert is_one_line(outcome.err)
    assert run("list").out == ""
