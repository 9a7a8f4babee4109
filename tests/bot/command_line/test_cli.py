"""The command `pullquote`, as a person types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.corpora.choice import seeds_answer, seeds_folder
from tests.bot.typed import Run, is_one_line, runner

ANSWERED = "How many commutations and pardons has Biden issued?"
REFUSED = "What is the capital of France?"
HALF_KNOWN = "Which lawyer did Kardashian hire in Paris?"  # refused, too, although the articles know the name


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process."""
    return runner(monkeypatch, capsys)


def test_an_answer_quotes_its_source(run: Run, no_library: Path) -> None:
    """The five articles answer at once, with no settings, and the quote comes with title and file."""
    outcome = run("ask", ANSWERED)
    assert outcome.code == 0
    assert "129 people" in outcome.out
    assert "24 pardons" in outcome.out.replace("\n▌ ", " ")
    assert "000_55a1f412a3d400e3.txt" in outcome.out
    assert outcome.err == f"{seeds_answer(no_library)}\n"


def test_asking_loads_little() -> None:
    """`pullquote ask` answers without loading pydantic-settings, discord.py or aiohttp, which are slow to import."""
    program = f"""
import sys
from bot import cli
sys.argv = ["pullquote", "ask", "--json", {ANSWERED!r}]
try:
    cli.main()
finally:
    print([name for name in ("pydantic_settings", "discord", "aiohttp") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own
    answer, loaded = done.stdout.splitlines()
    assert json.loads(answer)["answered"]
    assert loaded == "[]"


def test_different_accounts_stand_side_by_side(run: Run) -> None:
    """What several articles say of the new rule is shown, each article once."""
    quotes = json.loads(run("ask", "--json", "What does the new Small Business Administration rule change?").out)[
        "quotes"
    ]
    assert len({quote["article"]["file"] for quote in quotes}) == len(quotes) == 3


def test_a_shared_statement_is_quoted_once(run: Run) -> None:
    """A statement that two articles quote is shown once, and the other article is named."""
    (quote,) = json.loads(run("ask", "--json", "Who was super honored to be here?").out)["quotes"]
    files = {quote["article"]["file"], *(place["article"]["file"] for place in quote["also_in"])}
    assert files == {"001_8f5e3b4ac42b57ec.txt", "004_d895be1cc622071e.txt"}


def test_the_earliest_article_is_quoted_first(run: Run) -> None:
    """Of three articles with one statement the dated one is shown, and the undated ones are named."""
    first = json.loads(run("ask", "--json", "Who is just here to help and spread the word?").out)["quotes"][0]
    assert first["article"]["published"] == "2024-04-26"
    assert [place["article"]["published"] for place in first["also_in"]] == [None, None]


def test_a_refusal_lists_no_source(run: Run) -> None:
    """What the articles do not hold is refused with exit code 1, the unknown words, and no source."""
    outcome = run("ask", REFUSED)
    assert outcome.code == 1
    assert "found nothing" in outcome.out
    assert "capital, France" in outcome.out
    assert ".txt" not in outcome.out


def test_a_refusal_shows_what_comes_nearest(run: Run) -> None:
    """With `--nearest` a refusal is followed by up to three quotes that may not answer; without it, it says how."""
    plain, nearest = run("ask", HALF_KNOWN), run("ask", "--nearest", HALF_KNOWN)
    assert nearest.out.startswith(plain.out)
    assert nearest.out.count("This may not answer it:\n") == 3
    assert run("ask", "--nearest", "--limit", "1", HALF_KNOWN).out.count("This may not answer it:") == 1
    assert "This may" not in plain.out
    assert (plain.code, nearest.code) == (1, 1)
    assert ["--nearest" in outcome.err for outcome in (plain, nearest, run("ask", REFUSED))] == [True, False, False]


def test_an_answer_has_nothing_nearest(run: Run) -> None:
    """With `--nearest` an answer is what it is without, and so is a refusal to which nothing comes near."""
    for question in (ANSWERED, REFUSED, "hello"):
        assert run("ask", "--nearest", question) == run("ask", question)


def test_nearest_in_json(run: Run) -> None:
    """The JSON has what comes nearest apart from the quotes, and only where it is asked for; so has a batch."""
    lines = [run("ask", "--json", *options, HALF_KNOWN).out for options in ((), ("--nearest",))]
    plain, nearest = map(json.loads, lines)
    assert plain["nearest"] == nearest["quotes"] == []
    assert len(nearest["nearest"]) == 3
    assert nearest == {**plain, "nearest": nearest["nearest"]}
    batch = run("ask", "--batch", "-", "--nearest", stdin=f"{HALF_KNOWN}\n{ANSWERED}\n".encode()).out.splitlines()
    assert [len(json.loads(line)["nearest"]) for line in batch] == [3, 0]


def test_json_has_the_promised_shape(run: Run) -> None:
    """The JSON object has the documented keys, and its offsets are those of the file."""
    answer = json.loads(run("ask", ANSWERED, "--json").out)
    keys = ["question", "answered", "quotes", "nearest", "searched_for", "known_terms", "unknown_terms"]
    assert list(answer) == keys
    assert answer["nearest"] == []
    for quote in answer["quotes"]:
        assert set(quote) == {
            "id",
            "text",
            "start",
            "end",
            "highlight",
            "article",
            "section",
            "spans",
            "also_in",
            "link",
        }
        assert set(quote["article"]) == {"id", "version", "title", "publisher", "published", "url", "file", "page"}
        text = (seeds_folder() / quote["article"]["file"]).read_bytes().decode()
        assert text[quote["start"] : quote["end"]] == quote["text"]
        start, end = quote["highlight"]
        assert quote["start"] <= start < end <= quote["end"]


def test_a_misspelt_word_is_corrected_and_shown(run: Run) -> None:
    """The corrected question is part of the answer, in both renderings."""
    assert "Searched for: " in run("ask", "when did kardashan pass the baby bar").out
    assert json.loads(run("ask", "when did kardashan pass the baby bar", "--json").out)["searched_for"]


def test_a_refusal_offers_near_words(run: Run) -> None:
    """A word that the articles lack brings the near one that they have; the JSON is as promised all the same."""
    assert "\nDid you mean: Harris?\n" in run("ask", "What did Kamala Harrison say?").out
    assert "Did you mean" not in run("ask", REFUSED).out
    assert "suggestions" not in json.loads(run("ask", "What did Kamala Harrison say?", "--json").out)


@pytest.fixture
def synonyms(tmp_path: Path) -> str:
    """The path of a file by which a lawyer is an attorney."""
    path = tmp_path / "synonyms.toml"
    path.write_text('"lawyer" = ["attorney"]\n', encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("way", ["flag", "environment"])
def test_the_operator_says_what_means_the_same(
    run: Run, synonyms: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """A word that the articles lack is searched for by its synonym, and the answer says so."""
    question = "Which pardon lawyer has the data?"
    if way == "environment":
        monkeypatch.setenv("PULLQUOTE_SYNONYMS", synonyms)
    outcome = run("ask", question, *(["--synonyms", synonyms] if way == "flag" else []))
    assert outcome.out.startswith("Searched for: Which pardon attorney has the data?\n")
    assert "Office of\n▌ Pardon Attorney" in outcome.out


def test_chat_and_eval_take_synonyms(run: Run, synonyms: str, tmp_path: Path) -> None:
    """The conversation and the measuring read the same file."""
    _write_collection(tmp_path)
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "Which lawyer?"}\n', encoding="utf-8")
    (tmp_path / "corpus.jsonl").write_text('{"_id": "p", "text": "The attorney is Ada."}\n', encoding="utf-8")
    assert "Which pardon attorney" in run("chat", "--synonyms", synonyms, stdin=b"Which pardon lawyer?").out
    assert "hit@1      1.0000" in run("eval", str(tmp_path), "--synonyms", synonyms).out
    assert "hit@1      0.0000" in run("eval", str(tmp_path)).out


@pytest.mark.parametrize("command", [("ask", ANSWERED), ("chat",), ("eval", "."), ("run",)])
def test_bad_synonyms_are_one_clear_line(
    run: Run, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of synonyms that cannot be used is named with the key, and the exit code is 2."""
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    (tmp_path / "bad.toml").write_text('"VP" = "vice president"\n', encoding="utf-8")
    outcome = run(*command, "--synonyms", str(tmp_path / "bad.toml"))
    assert outcome.code == 2
    assert outcome.out == ""
    assert is_one_line(outcome.err)
    assert "bad.toml`: `VP` has no list of words" in outcome.err


def test_batch_answers_line_by_line(run: Run, tmp_path: Path) -> None:
    """Each line that is not blank gets one object; done is done, whatever was refused."""
    questions = tmp_path / "questions.txt"
    questions.write_text(f"{ANSWERED}\n\n{REFUSED}\n", encoding="utf-8")
    outcome = run("ask", "--batch", str(questions))
    assert outcome.code == 0
    assert [json.loads(line)["answered"] for line in outcome.out.splitlines()] == [True, False]


def test_batch_goes_on_after_a_bad_line(run: Run, no_library: Path) -> None:
    """A line that cannot be asked is named with its number, the others are answered, and the exit code tells."""
    outcome = run("ask", "--batch", "-", stdin=f"?!\n{ANSWERED}\n".encode())
    assert outcome.code == 2
    assert len(outcome.out.splitlines()) == 1
    wrong, note = outcome.err.splitlines()
    assert "line 1" in wrong
    assert note == seeds_answer(no_library)


def test_batch_may_have_a_byte_order_mark(run: Run, tmp_path: Path) -> None:
    """The mark that some editors put before UTF-8 is no part of the first question."""
    questions = tmp_path / "questions.txt"
    questions.write_text(f"{ANSWERED}\n", encoding="utf-8-sig")
    assert json.loads(run("ask", "--batch", str(questions)).out)["question"] == ANSWERED


def test_batch_must_be_utf8(run: Run, tmp_path: Path) -> None:
    """Questions in another encoding are one clear line."""
    questions = tmp_path / "questions.txt"
    questions.write_bytes("Où est-elle?\n".encode("cp1252"))
    outcome = run("ask", "--batch", str(questions))
    assert outcome.code == 2
    assert is_one_line(outcome.err)


def test_limit_bounds_the_quotes(run: Run) -> None:
    """No more quotes are shown than asked for."""
    question = "What does the new Small Business Administration rule change?"
    assert len(json.loads(run("ask", question, "--limit", "1", "--json").out)["quotes"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", ""),
        ("ask", " \t\n"),
        ("ask", "?!…"),
        ("ask", "🎉🎉"),
        ("ask", "\u202e\x00\x1b"),
        ("ask", "why " * 1001),
        ("ask", ANSWERED, "--batch", "-"),
        ("ask", ANSWERED, "--limit", "0"),
        ("ask", ANSWERED, "--limit", "many"),
        ("ask", "--batch", "no-such-file.txt"),
        ("ask", ANSWERED, "--articles", "no-such-folder"),
        ("ask", ANSWERED, "--articles", __file__),
        ("chat", "--articles", "no-such-folder"),
        ("aks", ANSWERED),
        ("ask", "--loud", ANSWERED),
    ],
)
def test_wrong_use_is_one_clear_line(run: Run, arguments: tuple[str, ...]) -> None:
    """Wrong use prints one line on stderr, nothing on stdout, and ends with 2."""
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert is_one_line(outcome.err)
    assert outcome.err.startswith("error: ")


@pytest.mark.parametrize(
    "question", ["من هي كيم كارداشيان؟", "Who was\x07 super\x1b[31m honored?", "\u202eWho is Kim?", "é" * 500]
)
def test_unusual_characters_are_ordinary_questions(run: Run, question: str, no_library: Path) -> None:
    """Right-to-left text and stray control characters are asked, and never reach the terminal raw."""
    outcome = run("ask", question)
    assert outcome.code in {0, 1}
    assert "\x07" not in outcome.out
    note, *hint = outcome.err.splitlines()
    assert note == seeds_answer(no_library)
    assert hint in ([], ["hint: `--nearest` shows what comes nearest"])


def test_an_empty_folder_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    """A folder without articles says so."""
    outcome = run("ask", ANSWERED, "--articles", str(tmp_path))
    assert outcome.code == 2
    assert "holds no articles" in outcome.err


def test_unreadable_articles_are_named_and_the_others_answer(run: Run, tmp_path: Path) -> None:
    """Each file that cannot be read is one line on stderr; the exit code is the answer's."""
    (tmp_path / "good.txt").write_text("The keeper\n\nThe lighthouse keeper is called Ada Lovell.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "western.txt").write_bytes("The caf\u00e9 opens at nine o\u2019clock.\n".encode("cp1252"))
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_000)
    outcome = run("ask", "What is the lighthouse keeper called?", "--articles", str(tmp_path))
    assert outcome.code == 0
    assert "Ada Lovell" in outcome.out
    lines = outcome.err.splitlines()
    assert len(lines) == 4
    assert all(any(name in line for line in lines) for name in ("empty.txt", "picture.txt", "western.txt", "huge.txt"))


def test_nothing_readable_is_an_error(run: Run, tmp_path: Path) -> None:
    """When no file of the folder can be read, the command ends with 2."""
    (tmp_path / "empty.txt").write_bytes(b"")
    outcome = run("ask", ANSWERED, "--articles", str(tmp_path))
    assert outcome.code == 2
    assert "Traceback" not in outcome.err


def test_missing_seeds_are_one_clear_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the articles that come with the program are gone, only what would answer from them says so."""
    monkeypatch.setattr("bot.corpora.choice.files", lambda _: tmp_path)
    outcome = run("ask", ANSWERED)
    assert outcome.code == 2
    assert is_one_line(outcome.err)
    assert str(tmp_path / "seeds") in outcome.err
    assert run("ask", "--help").code == 0


def test_the_environment_names_the_articles(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """PULLQUOTE_ARTICLES is the flag of the same name."""
    (tmp_path / "a.txt").write_text("The lighthouse keeper is called Ada Lovell.\n", encoding="utf-8")
    monkeypatch.setenv("PULLQUOTE_ARTICLES", str(tmp_path))
    assert "Ada Lovell" in run("ask", "What is the lighthouse keeper called?").out


def test_languages_without_spaces_are_searched(run: Run, tmp_path: Path) -> None:
    """A Chinese question finds its Chinese sentence, though nothing parts the words of either."""
    (tmp_path / "a.txt").write_text(
        "今天天气很好。黑豹队的防守只丢了308分，在联赛中排名第六。我们去公园吧。\n", encoding="utf-8"
    )
    assert "▌ 黑豹队的防守只丢了308分" in run("ask", "黑豹队的防守丢了多少分？", "--articles", str(tmp_path)).out


def test_chat_answers_until_the_input_ends(run: Run) -> None:
    """Each line is a question; a blank one is passed over, and one that cannot be asked is explained."""
    outcome = run("chat", stdin=f"{ANSWERED}\n\n?!\n{REFUSED}\n".encode())
    assert outcome.code == 0
    assert "129 people" in outcome.out
    assert "found nothing" in outcome.out
    assert "no word to search for" in outcome.err


def test_chat_shows_what_comes_nearest(run: Run) -> None:
    """In a chat `/nearest` shows it for the refused question before, in its conversation; else there is nothing."""
    lines = ("/nearest", "Who is Steve Benjamin?", "/nearest", "how tall is he?", "/nearest", "what office is he in?")
    outcome = run("chat", stdin="\n".join(lines).encode())
    assert outcome.err.count("ask one first") == 2
    assert outcome.err.count("hint: `/nearest`") == 2  # after each of the two that are refused
    refused, shown = outcome.out.split("Searched for: how tall is he? (Steve Benjamin)")[1:]
    assert "This may not answer it:" not in refused
    assert "This may not answer it:" in shown
    assert "Searched for: what office is he in? (" in shown


def test_chat_goes_on_from_the_question_before(run: Run) -> None:
    """A follow-up is searched for with the question before it, through a line that cannot be asked and small talk."""
    lines = ("Who is Steve Benjamin?", "?!", "thanks", "how tall is he?", ANSWERED)
    outcome = run("chat", stdin="\n".join(lines).encode())
    assert "Searched for: how tall is he? (Steve Benjamin)" in outcome.out
    assert outcome.out.count("Searched for:") == 1
    assert outcome.out.count("found nothing") == 1


def test_a_batch_never_goes_on(run: Run) -> None:
    """Each line of a batch is asked with nothing before it."""
    outcome = run("ask", "--batch", "-", stdin=b"Who is Steve Benjamin?\nwhat office is he in?\n")
    assert [json.loads(line)["searched_for"] for line in outcome.out.splitlines()] == [None, None]


def _write_collection(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text('{"_id": "p", "text": "The keeper is Ada Lovell."}\n', encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "Who is the keeper?"}\n', encoding="utf-8")
    (folder / "qrels.tsv").write_text("q\tp\t1\n", encoding="utf-8")


def test_eval_prints_figures_and_writes_a_run(run: Run, tmp_path: Path) -> None:
    """The figures come as a table or as JSON, and the ranking goes into a TREC run."""
    _write_collection(tmp_path)
    table = run("eval", str(tmp_path), "--run", str(tmp_path / "run.txt"))
    assert table.code == 0
    assert table.out == "hit@1      1.0000\nMRR@10     1.0000\nnDCG@10    1.0000\nquestions       1\n"
    assert (tmp_path / "run.txt").read_text(encoding="utf-8").startswith("q Q0 p 1 ")
    measured = json.loads(run("eval", str(tmp_path), "--k", "5", "--json").out)
    assert measured == {"questions": 1, "hit@1": 1.0, "MRR@10": 1.0, "nDCG@10": 1.0, "sentence": None, "refusal": None}


def test_eval_without_its_extra(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ir-measures is not installed, one line names the extra and the command that installs it; the help works."""
    _write_collection(tmp_path)
    monkeypatch.setattr("bot.command_line.evaluate.find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    outcome = run("eval", str(tmp_path))
    assert (outcome.code, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert "extra `eval`" in outcome.err
    assert "pip install '.[eval]'" in outcome.err
    assert run("eval", "--help").code == 0


def test_eval_measures_refusal(run: Run, tmp_path: Path) -> None:
    """With questions to refuse, the table and the JSON show how well they are separated from the others."""
    _write_collection(tmp_path)
    (tmp_path / "refuse.txt").write_text("Where is Vienna?\nHello!\n", encoding="utf-8")
    table = run("eval", str(tmp_path), "--refuse", str(tmp_path / "refuse.txt"))
    assert table.code == 0
    assert "\nto refuse       2\nAUC        1.0000\n" in table.out
    assert "\nshipped    1.0000   1.0000\nkeep 90 %  1.0000   1.0000" in table.out
    refusal = json.loads(run("eval", str(tmp_path), "--refuse", str(tmp_path / "refuse.txt"), "--json").out)["refusal"]
    assert set(refusal) == {"questions", "AUC", "curve", "shipped"}
    assert [point["keeping_percent"] for point in refusal["curve"]] == [90, 95, 99]


def test_eval_needs_the_questions_to_refuse(run: Run, tmp_path: Path) -> None:
    """A file of questions that is not there is one clear line."""
    _write_collection(tmp_path)
    outcome = run("eval", str(tmp_path), "--refuse", str(tmp_path / "refuse.txt"))
    assert outcome.code == 2
    assert is_one_line(outcome.err)


def test_eval_of_no_collection_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    """A folder that is no collection says which file is missing."""
    outcome = run("eval", str(tmp_path))
    assert outcome.code == 2
    assert is_one_line(outcome.err)


@pytest.mark.parametrize("arguments", [(), ("ask",), ("chat",), ("eval",), ("run",)])
def test_help_shows_an_example_or_its_options(run: Run, arguments: tuple[str, ...]) -> None:
    """Every command has a help text."""
    outcome = run(*arguments, "--help")
    assert outcome.code == 0
    assert "Usage: pullquote" in outcome.out


def test_nothing_typed_is_a_call_for_help(run: Run) -> None:
    """Without arguments the help is shown, with a whole sentence for each command."""
    outcome = run()
    assert outcome == run("--help")
    assert (outcome.code, outcome.err) == (0, "")
    _, commands = outcome.out.split("Commands:\n")
    assert [line.split()[0] for line in commands.splitlines() if line.endswith(".") and "..." not in line] == [
        *cli.COMMANDS
    ]


@pytest.mark.parametrize(
    ("arguments", "used"),
    [(("ask", "--loud", "x"), "pullquote ask"), (("aks", "x"), "pullquote"), (("add",), "pullquote add")],
)
def test_the_hint_leads_to_the_help_that_helps(run: Run, arguments: tuple[str, ...], used: str) -> None:
    """Wrong use of a command names the help of that command."""
    assert run(*arguments).err.endswith(f"(hint: see `{used} --help`)\n")


def test_a_wrong_setting_in_the_environment_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in a value from the environment names the variable, since nobody typed the option."""
    monkeypatch.setenv("PULLQUOTE_LIMIT", "many")
    outcome = run("ask", ANSWERED)
    assert outcome.code == 2
    assert is_one_line(outcome.err)
    assert "PULLQUOTE_LIMIT" in outcome.err
    assert "PULLQUOTE_LIMIT" in run("ask", "--help").out


def test_asking_imports_nothing_slow() -> None:
    """`ask` starts without discord.py, the line editor, the Markdown parser and the dictionary."""
    slow = ["discord", "aiohttp", "prompt_toolkit", "markdown_it", "spellchecker", "rapidfuzz", "wcwidth"]
    code = f"import sys, bot.cli; print([name for name in {slow} if name in sys.modules])"
    assert _python("-c", code).stdout.strip() == "[]"


def test_a_terminal_without_unicode_gets_escapes() -> None:
    """Where stdout knows only ASCII the answer is still printed."""
    done = _python("-m", "bot", "ask", ANSWERED, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "129 people" in done.stdout


def test_a_closed_pipe_is_no_traceback() -> None:
    """`pullquote … | head -1` ends quietly."""
    command = f'"{sys.executable}" -m bot ask "{ANSWERED}" | head -n 1 >&2'
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    assert "Traceback" not in done.stderr


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- this very interpreter
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=seeds_folder().parent,
        env={**os.environ, **environment},
    )


def test_explain(run: Run) -> None:
    """What puts each candidate before the next is said on stderr, and the answer on stdout stays as it is."""
    question = "When did she pass the baby bar?"
    plain, explained = run("ask", question), run("ask", "--explain", "--limit", "2", question)
    assert explained.out
    assert explained.out in plain.out
    assert "1. " in explained.err
    assert "before the next by" in explained.err
    assert "before the next by" not in plain.err
    assert "What the parts say:\n   A passage is quoted from 50% on (0.50)" in explained.err
    assert "from 65% on" in run("ask", "--explain", "--caution", "cautious", question).err


def test_caution(run: Run) -> None:
    """A doubtful answer is given by the eager and refused by the cautious, and another word is refused in one line."""
    doubtful = "What is the maximum amount of a Small Business Administration loan?"
    assert run("ask", "--caution", "eager", doubtful).code == 0
    assert run("ask", "--caution", "cautious", doubtful).code == 1
    bold = run("ask", "--caution", "bold", doubtful)
    assert bold.code == 2
    assert "'bold' is not one of 'cautious', 'normal', 'eager'" in bold.err


def test_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program is one line that says where it is and what to do, and a traceback only where asked for."""

    def fail(**_: object) -> int:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("bot.cli.pullquote", fail)
    outcome = run("list")
    assert outcome.code == 2
    assert is_one_line(outcome.err)
    assert outcome.err.startswith(
        "error: this is a fault of Pullquote: RuntimeError in tests.bot.command_line.test_cli"
    )
    monkeypatch.setenv("PULLQUOTE_DEBUG", "1")
    monkeypatch.setattr("sys.argv", ["pullquote", "list"])
    with pytest.raises(RuntimeError):
        cli.main()
