"""The benchmark of speed, with small libraries: what it does is looked at, not what its figures are."""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("benchmarks.speed.__main__", reason="the extra `benchmarks` is not installed")

from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.machine import this_machine
from benchmarks.peers.peer import Opened, Text
from benchmarks.speed import ours, timing
from benchmarks.speed.__main__ import main
from benchmarks.speed.adding import adding
from benchmarks.speed.engines import DEPTH, ENGINES, NAMES, OURS, SETTING, engine_called
from benchmarks.speed.figure import Figure, parsed_figures
from benchmarks.speed.lines import read, write
from benchmarks.speed.measuring import measured
from benchmarks.speed.memory import memory_speed, peak_mb
from benchmarks.speed.picture import draw
from benchmarks.speed.questions import COMMON, questions
from benchmarks.speed.results import EXTRAPOLATED, Results, Row
from benchmarks.speed.table import markdown, terminal
from benchmarks.speed.texts import NAME, endless, paragraphs
from benchmarks.speed.timing import Times, timed
from retrieval.errors import CollectionError

QUICK = ("pullquote", "rank_bm25", "bm25s numpy", "tantivy", "SQLite FTS5")  # those without a compiler
COUNT = 120  # paragraphs
KINDS = ("natural", "short", "long", "common", "rare")
OF_ALL = {"build_s", "build_peak_mb", "disk_mb", "open_ms", "first_answer_s", "peak_mb", "add_one_ms"}
OF_ALL |= {f"question_p{percent}_ms{ending}" for percent in (50, 95, 99) for ending in ("", "_two_threads", "_rare")}
OF_OURS = {"touched_kb", "touched_kb_common", "reading_us", "times_reading", "memory_read_gb_s", "memory_copy_gb_s"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Paragraphs in two files, and two collections of questions, one of which is not English."""
    data = tmp_path_factory.mktemp("data")
    random = Random(0)  # noqa: S311 -- words, no secrets
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("an", "er", "ol") for c in ("bek", "dum", "gof", "lan")]
    lines = []
    for number in range(COUNT):
        said = random.choices(words, weights=[1 / (place + 1) for place in range(len(words))], k=30)
        body = f"{' '.join(said[:15])}. {' '.join(said[15:])} only{number} here."
        lines.append(json.dumps({"_id": str(number), "title": f"Page\t{number}", "text": body}))
    (data / NAME).mkdir()
    (data / NAME / "corpus-01.jsonl").write_text("\n".join(lines[:50]), encoding="utf-8")
    (data / NAME / "corpus-02.jsonl").write_text("\n".join(lines[50:]), encoding="utf-8")
    for name, language, asked in (("one", "en", "Where is the only{} page?"), ("two", "de", "Wo ist only{}?")):
        (data / name).mkdir()
        (data / name / "meta.json").write_text(json.dumps({"lang": language}), encoding="utf-8")
        rows = [json.dumps({"_id": str(number), "text": asked.format(number)}) for number in range(COUNT)]
        (data / name / "queries.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return data


@pytest.fixture
def texts(folder: Path) -> list[Text]:
    """The paragraphs."""
    return paragraphs(folder)


def _run(*arguments: str | Path | int) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _engines(names: tuple[str, ...]) -> list[str]:
    return [argument for name in names for argument in ("--engines", name)]


@pytest.mark.parametrize(
    "names", [pytest.param(QUICK[:1] + QUICK[-1:], id="two"), pytest.param(NAMES, id="all", marks=pytest.mark.slow)]
)
def test_every_engine_is_measured(folder: Path, tmp_path: Path, names: tuple[str, ...]) -> None:
    """Each engine has each measure, above 0, with how many measurements it is of; ours has what its postings weigh."""
    outcome = _run("--folder", folder, "--passages", 100, "--questions", 10, "--results", tmp_path, *_engines(names))
    assert outcome.exit_code == 0, outcome.output
    kept = json.loads((tmp_path / "speed.json").read_text(encoding="utf-8"))
    for name in names:
        rows = {row["measure"]: row for row in kept["rows"] if row["engine"] == name and row["passages"] == 100}
        assert rows.keys() >= OF_ALL | (OF_OURS if name == "pullquote" else set()), name
        assert all(row["value"] > 0 for row in rows.values()), rows
        assert rows["question_p50_ms"]["of"] == rows["question_p50_ms_two_threads"]["of"] == 10
        assert (rows["add_one_ms"]["how"] == "built anew") == (
            name not in ("pullquote", "pullquote fast", "tantivy", "SQLite FTS5")
        )
        assert name in outcome.stdout
    assert (tmp_path / "speed.svg").stat().st_size > 0
    assert [row["engine"] for row in kept["rows"]] == sorted(
        (row["engine"] for row in kept["rows"]), key=list(names).index
    )
    assert _run("--kept", "--results", tmp_path).stdout == outcome.stdout
    assert "| pullquote |" in _run("--kept", "--results", tmp_path, "--markdown").stdout
    assert "pullquote" not in _run("--kept", "--results", tmp_path, "--engines", "SQLite FTS5").stdout


def test_a_part_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was measured in part takes no place of what was measured in full."""
    monkeypatch.setattr("benchmarks.speed.__main__.RESULTS", tmp_path / "kept")
    asked = ("--folder", folder, "--passages", 100, "--questions", 2, "--engines", "SQLite FTS5")
    assert _run(*asked).exit_code == 0
    assert not (tmp_path / "kept").exists()
    nothing_kept = _run("--kept")
    assert nothing_kept.exit_code == 1
    assert "speed.json` is not there" in nothing_kept.stderr


def test_too_large_for_an_engine(folder: Path) -> None:
    """Beyond what an engine can be measured with, its figures grow in proportion; with nothing to go by it has none."""
    engine = engine_called("SQLite FTS5")._replace(most=100)
    machine = this_machine("benchmarks.speed", [], [])
    found = measured([engine], [200, 100], folder, machine, count=4)
    small, large = (found.row(engine.name, size, "question_p50_ms") for size in (100, 200))
    assert small is not None
    assert large is not None
    assert (small.how, large.how) == ("measured", EXTRAPOLATED)
    assert large.value == pytest.approx(2 * small.value, rel=1e-5)
    assert measured([engine], [200], folder, machine, count=4).rows == ()


def test_what_breaks_down_is_named(folder: Path) -> None:
    """An engine that breaks down does not end the run, which says so, and measures the others."""
    broken, whole = engine_called("tantivy")._replace(name="no engine"), engine_called("SQLite FTS5")
    found = measured([broken, whole], [100], folder, this_machine("benchmarks.speed", [], []), count=4)
    assert found.failed == ("no engine at 100",)
    assert found.engines == ("SQLite FTS5",)
    assert "broke down: no engine at 100" in terminal(found)


def test_no_passages(folder: Path, tmp_path: Path) -> None:
    """A folder without passages is said, and so is one without questions."""
    with pytest.raises(CollectionError, match="holds no passages"):
        paragraphs(tmp_path)
    with pytest.raises(CollectionError, match="holds no questions"):
        questions(tmp_path, paragraphs(folder), 3)


def test_each_starts_with_its_own_libraries_alone() -> None:
    """No engine pays for the start of another one, nor gains by a library that it is to do without."""
    loaded = {
        name: _in_a_process(f"from benchmarks.speed.engines import engine_called; engine_called({name!r}).load()")
        for name in NAMES
    }
    assert not any(
        {"numba", "bm25s", "pydantic", "click", "matplotlib"} & loaded[name] for name in ("tantivy", QUICK[-1])
    )
    assert "bm25s" not in loaded["rank_bm25"]
    assert "llvmlite" not in loaded["bm25s numpy"]
    assert "llvmlite" in loaded["bm25s numba"]


def _in_a_process(program: str) -> set[str]:
    """The modules that are loaded after a program."""
    shown = f"{program}; import sys, json; print(json.dumps([name for name in sys.modules if sys.modules[name]]))"
    return set(json.loads(subprocess.run([sys.executable, "-c", shown], check=True, capture_output=True).stdout))  # noqa: S603


@pytest.mark.parametrize("name", QUICK)
def test_all_find_the_right_text(name: str, texts: list[Text], tmp_path: Path) -> None:
    """Each engine finds the one text that has a word, and the requested number of those that share one."""
    kept = engine_called(name)._replace(hidden=()).load()  # or they would be hidden from the other tests
    kept.build(iter(texts), tmp_path)
    ask = kept.opened(tmp_path).ask
    for text in texts[:20]:
        word = next(word for word in text.body.split() if word.startswith("only"))
        assert list(ask(f"Where is the {word} page?"))[:1] == [text.id]
    assert len(ask("page")) == DEPTH
    assert list(ask("who is it?")) == list(ask("?")) == []


def test_all_leave_out_the_same_words() -> None:
    """Peers leave out Pullquote's stop words, and search titles as it does."""
    assert SETTING.titled
    assert {"the", "who", "did"} <= SETTING.left_out
    assert [engine.name for engine in ENGINES if engine.module in OURS] == ["pullquote", "pullquote fast"]


def test_postings_by_hand(tmp_path: Path) -> None:
    """A question touches the postings of its known terms, each as many as passages have it."""
    ours.build([Text("0", "", "red boat"), Text("1", "", "red red car"), Text("2", "", "blue car")], tmp_path)
    touched = ours.opened(tmp_path).touched
    assert touched is not None
    assert [touched(each) // ours.POSTING for each in ("red boats", "cars", "green", "the")] == [3, 2, 0, 0]


def test_dealt_texts(texts: list[Text]) -> None:
    """Beyond the paragraphs, each round has all of their sentences and titles once, in passages of the same lengths."""
    dealt = list(islice(endless(texts), 3 * COUNT))
    assert dealt[:COUNT] == texts
    assert [text.id for text in dealt] == [str(place) for place in range(3 * COUNT)]
    for start in (COUNT, 2 * COUNT):
        part = dealt[start : start + COUNT]
        assert not {text.body for text in part} & {text.body for text in texts}
        assert sorted(_sentences(part)) == sorted(_sentences(texts))
        assert [text.title for text in part] != [text.title for text in texts]
        assert sorted(text.title for text in part) == sorted(text.title for text in texts)
        assert [text.body.count(". ") for text in part] == [text.body.count(". ") for text in texts]
    assert dealt == list(islice(endless(texts), 3 * COUNT))


def _sentences(texts: list[Text]) -> list[str]:
    return [sentence for text in texts for sentence in text.body.removesuffix(".").split(". ")]


LINE = st.text(st.characters(exclude_categories=["C", "Z"]))


@given(st.lists(st.tuples(LINE, LINE)))
def test_lines_come_back(tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]) -> None:
    """Results that were written are read again, up to the requested size."""
    path = tmp_path_factory.mktemp("lines") / "texts.tsv"
    texts = [Text(str(place), title, body) for place, (title, body) in enumerate(pairs)]
    write(texts, path)
    assert list(read(path)) == texts
    assert list(read(path, 2)) == texts[:2]


def test_questions(folder: Path, texts: list[Text]) -> None:
    """Natural questions are English and no two alike; made ones are of the texts' words, as their kind says."""
    asked = questions(folder, texts, 50)
    assert tuple(asked) == KINDS
    assert len(set(asked["natural"])) == 50
    assert all(question.startswith("Where is the only") for question in asked["natural"])
    frequencies = {
        word: sum(word in text.body.split() for text in texts) for text in texts for word in text.body.split()
    }
    assert {len(question.split()) for question in asked["short"]} == {2}
    assert {len(question.split()) for question in asked["long"]} == {20}
    bodies = [text.body.replace(".", "").lower() for text in texts]
    assert all(any(question in body for body in bodies) for question in asked["long"])
    rare = [word for question in asked["rare"] for word in question.split()]
    common = [word for question in asked["common"] for word in question.split()]
    assert len(set(common)) <= COMMON
    assert max(map(frequencies.__getitem__, rare)) <= 3
    assert sum(map(frequencies.__getitem__, common)) > 3 * sum(map(frequencies.__getitem__, rare))
    assert questions(folder, texts, 50) == asked


def test_all_questions_are_asked() -> None:
    """Where there is time, each question is timed once, in one thread and in two, after a few that are not."""
    for threads in (1, 2):
        asked: list[str] = []

        def ask(question: str, asked: list[str] = asked) -> list[str]:
            asked.append(question)
            return []

        times = timed(ask, list("abcdefgh"), threads=threads)
        assert sorted(asked) == sorted("abc" + "abcdefgh")
        assert len(times.each) == 8
        assert 0 < max(times.each) <= times.together


def test_slow_engines_are_asked_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no time left, the fewest questions are asked that percentiles can be taken of."""
    monkeypatch.setattr(timing, "SECONDS", -1)
    for threads in (1, 2):
        assert len(timed(lambda _: (), ["a"] * 200, threads=threads).each) == timing.LEAST


def test_percentiles_by_hand() -> None:
    """Percentiles are those of all times, in ms, and say of how many."""
    figures = list(Times([each / 1e3 for each in range(101)], 2.0).figures("_rare"))
    assert [(figure.measure, round(figure.value, 6), figure.of) for figure in figures] == [
        ("question_p50_ms_rare", 50, 101),
        ("question_p95_ms_rare", 95, 101),
        ("question_p99_ms_rare", 99, 101),
        ("questions_per_s_rare", 50.5, 101),
    ]


def test_what_is_added_must_be_found(texts: list[Text], tmp_path: Path) -> None:
    """Adding counts when the article is found, and an engine that does not find it is no engine."""
    kept = engine_called("SQLite FTS5").load()
    kept.build(texts, tmp_path)
    opened = kept.opened(tmp_path)
    assert opened.add is not None
    measures = [figure.measure for figure in adding(opened, opened.add, COUNT, ["page"] * 5)]
    assert measures[0] == "add_one_ms"
    assert "question_p95_ms_while_adding" in measures
    with pytest.raises(RuntimeError, match="finds"):
        list(adding(Opened(lambda _: ()), lambda _: None, COUNT, ["page"]))


def test_memory() -> None:
    """The peak is above what was held at once, in MB, and memory has some speed."""
    held = bytearray(b"x") * 50_000_000
    assert peak_mb() > len(held) / 1e6
    assert {figure.measure for figure in memory_speed() if figure.value > 0} == {
        "memory_read_gb_s",
        "memory_copy_gb_s",
    }


def test_figures_round_trip() -> None:
    """Figures come through a line of JSON as they were."""
    figures = [Figure("a", 1.5, 3, "computed"), Figure("b", 2.0)]
    assert parsed_figures(json.dumps(figures)) == figures


def _results() -> Results:
    rows = [
        Row(engine="pullquote", passages=1_000, measure="question_p50_ms", value=0.0512, of=1_000),
        Row(engine="rank_bm25", passages=1_000, measure="question_p50_ms", value=12.345, of=50),
        Row(engine="rank_bm25", passages=1_000, measure="add_one_ms", value=1_234.5, how="built anew"),
        *(
            Row(engine="pullquote", passages=1_000, measure=f"{measure}{kind}", value=0.5)
            for measure in ("touched_kb", "reading_us", "question_p50_ms")
            for kind in ("_short", "_long", "_common", "_rare")
        ),
        Row(engine="rank_bm25", passages=1_000, measure="questions_per_s", value=80),
    ]
    return Results(machine=this_machine("benchmarks.speed", [], []), rows=(*rows, rows[1].extrapolated(10_000)))


def test_results_come_back() -> None:
    """What is kept is read as it was."""
    assert Results.model_validate_json(_results().model_dump_json()) == _results()
    assert _results().only(["rank_bm25"], [10_000]).rows == _results().rows[-1:]


def test_extrapolated_by_hand() -> None:
    """Times grow in proportion to the passages, rates fall, and what does not depend on them stays."""
    row = Row(engine="e", passages=100, measure="build_s", value=3, of=1)
    assert row.extrapolated(250) == Row(engine="e", passages=250, measure="build_s", value=7.5, how=EXTRAPOLATED)
    assert row.model_copy(update={"measure": "questions_per_s_rare"}).extrapolated(300).value == 1
    assert row.model_copy(update={"measure": "times_reading"}).extrapolated(300).value == 3


def test_tables_by_hand() -> None:
    """Each size has its tables, three digits, marks that are explained, and in Markdown the best in bold."""
    shown = terminal(_results())
    assert shown.startswith("1,000 passages\n\nengine     build s")
    assert "*1,234" in shown
    assert "\n10,000 passages\n\n" in shown
    assert "≈123" in shown
    assert "≈ extrapolated in proportion" in shown
    assert "* nothing can be added" in shown
    assert "| pullquote | **0.0512** |" in markdown(_results())
    assert "times pullquote's" in shown
    assert "241" in shown  # 12.345 / 0.0512
    assert "| rank_bm25 | 12.3 |" in markdown(_results())
    assert "| rank_bm25 | ≈123 |" in markdown(_results())


def test_the_picture_is_the_same_each_time(tmp_path: Path) -> None:
    """The same figures give the same bytes, with Pullquote among the engines or without it."""
    for engines in ([], ["rank_bm25"]):
        for name in ("first.svg", "second.svg"):
            draw(_results().only(engines, []), tmp_path / name)
        assert (tmp_path / "first.svg").read_bytes() == (tmp_path / "second.svg").read_bytes()
