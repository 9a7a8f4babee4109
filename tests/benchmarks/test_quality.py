"""The benchmark, on a collection that can be counted by hand."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("benchmarks.quality.__main__", reason="the extra `benchmarks` is not installed")

from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.machine import this_machine
from benchmarks.quality.__main__ import main
from benchmarks.quality.engines import ours
from benchmarks.quality.labelled import Labelled, evenly, labelled_collections
from benchmarks.quality.picture import draw
from benchmarks.quality.results import Asked, Results, Row
from benchmarks.quality.table import markdown, terminal
from retrieval.errors import CollectionError
from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.evaluation.metrics import Ranking

CORPUS = {
    "boats": "The harbour has nine boats.",
    "keeper": "The keeper of the lighthouse is Ada Lovell.",
    "gold": "Dragons guard gold in the mountain.",
    "rain": "It rained for a week in spring.",
    "bread": "The baker sells bread on Sundays.",
}
QUERIES = {"boats": "How many boats has the harbour?", "keeper": "Who is the keeper?", "rain": "Who guards gold?"}
ENGINES = ["pullquote", "rank_bm25", "bm25s", "tantivy", "SQLite FTS5"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two collections; of three questions each, the third is judged for a passage that does not answer it."""
    for name, second in (("one", ""), ("several", "boats\train\t1\n")):
        place = tmp_path / "data" / name
        place.mkdir(parents=True)
        corpus = [json.dumps({"_id": key, "title": "Page", "text": text}) for key, text in CORPUS.items()]
        queries = [json.dumps({"_id": key, "text": text}) for key, text in QUERIES.items()]
        (place / "corpus.jsonl").write_text("\n".join(corpus), encoding="utf-8")
        (place / "queries.jsonl").write_text("\n".join(queries), encoding="utf-8")
        (place / "qrels.tsv").write_text("".join(f"{key}\t{key}\t1\n" for key in QUERIES) + second, encoding="utf-8")
    (tmp_path / "data" / "several" / "meta.json").write_text('{"lang": "en"}', encoding="utf-8")
    return tmp_path / "data"


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_every_engine_is_measured(folder: Path, tmp_path: Path) -> None:
    """Each engine has each measure on each collection, in the table and in the figures kept, beside how it was done."""
    outcome = _run("--folder", folder, "--results", tmp_path / "kept")
    assert outcome.exit_code == 0, outcome.output
    kept = json.loads((tmp_path / "kept" / "quality.json").read_text(encoding="utf-8"))
    measured = {(row["engine"], row["collection"], row["measure"]) for row in kept["rows"]}
    names = ["hit@1", "MRR@10", "nDCG@10"]
    assert measured == {
        (engine, name, measure) for engine in ENGINES for name in ("one", "several") for measure in names
    }
    hits = {row["value"] for row in kept["rows"] if row["measure"] == "hit@1" and row["collection"] == "one"}
    assert hits == {round(2 / 3, 5)}
    assert {way["engine"] for way in kept["ways"]} == set(ENGINES)
    assert kept["machine"]["versions"].keys() >= {"rank-bm25", "bm25s", "tantivy", "sqlite"}
    assert all(engine in outcome.stdout for engine in ENGINES)
    assert (tmp_path / "kept" / "quality.svg").stat().st_size > 0


def test_what_is_kept_is_shown_again(folder: Path, tmp_path: Path) -> None:
    """The figures kept give the same tables without measuring."""
    measured = _run("--folder", folder, "--collections", "one", "--results", tmp_path / "kept")
    shown = _run("--kept", "--results", tmp_path / "kept")
    assert shown.stdout == measured.stdout
    assert shown.stderr == ""
    assert "| pullquote |" in _run("--kept", "--results", tmp_path / "kept", "--markdown").stdout


def test_a_part_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was measured in part takes no place of what was measured in full."""
    monkeypatch.setattr("benchmarks.quality.__main__.RESULTS", tmp_path / "kept")
    assert _run("--folder", folder, "--questions", "1").exit_code == 0
    assert _run("--folder", folder, "--collections", "one").exit_code == 0
    assert not (tmp_path / "kept").exists()
    assert _run("--folder", folder).exit_code == 0
    assert (tmp_path / "kept" / "quality.json").exists()


def test_no_collections(tmp_path: Path) -> None:
    """A folder without collections is said, and so is one that is not there."""
    with pytest.raises(CollectionError, match="holds no collections"):
        list(labelled_collections(tmp_path, (), questions=None))
    assert _run("--folder", tmp_path / "nowhere").exit_code != 0
    nothing_kept = _run("--kept", "--results", tmp_path)
    assert nothing_kept.exit_code == 1
    assert "quality.json` is not there" in nothing_kept.stderr


def test_rankings_may_come_from_elsewhere(folder: Path) -> None:
    """Pullquote can be measured with rankings that were made with other weights."""
    collection = next(labelled_collections(folder, ("one",), questions=None))
    outcome = ours(lambda held_out: (Ranking(question, ()) for question in held_out.collection.questions), "held out")(
        collection
    )
    assert outcome is not None
    assert outcome.measures.hit_at_1 == 0
    assert outcome.setting == "held out"
    assert ours(lambda _: (), "held out")(collection) is None


@given(st.integers(1, 200), st.integers(1, 200))
def test_samples_are_even(size: int, count: int) -> None:
    """A sample has its count, no question twice, and no two gaps that differ by more than one."""
    count = min(size, count)
    drawn = [int(each.id) for each in evenly([LabelledQuestion(str(n), "", {}, ()) for n in range(size)], count)]
    gaps = {later - earlier for earlier, later in pairwise(drawn)}
    assert len(set(drawn)) == count
    assert all(0 <= each < size for each in drawn)
    assert not gaps or max(gaps) - min(gaps) <= 1


def test_languages(folder: Path) -> None:
    """A collection's language is what `meta.json` says, and English where there is none."""
    (folder / "one" / "meta.json").write_text('{"lang": "de"}', encoding="utf-8")
    (folder / "several" / "meta.json").unlink()
    found = {each.name: each.language for each in labelled_collections(folder, (), questions=None)}
    assert found == {"one": "de", "several": "en"}


def test_one_answer() -> None:
    """A collection is of questions with one answer when each has one right passage."""
    one, two = LabelledQuestion("1", "", {"a": 1}, ()), LabelledQuestion("2", "", {"a": 1, "b": 1}, ())
    assert Labelled("x", "en", Collection((), (one, one))).has_one_answer
    assert not Labelled("x", "en", Collection((), (one, two))).has_one_answer


def _results(*, fitted_on: bool) -> Results:
    asked = [
        Asked(collection="a", language="en", passages=1, questions=1, has_one_answer=True, fitted_on=fitted_on),
        Asked(collection="b", language="en", passages=1, questions=1, has_one_answer=False, fitted_on=False),
    ]
    rows = [
        Row(engine="pullquote", collection="a", measure="hit@1", value=0.75),
        Row(engine="bm25s", collection="a", measure="hit@1", value=0.5),
        Row(engine="bm25s", collection="b", measure="hit@1", value=0.25),
        Row(engine="pullquote", collection="a", measure="sentence", value=0.0),
    ]
    return Results(
        machine=this_machine("benchmarks.quality", [], []), collections=tuple(asked), ways=(), rows=tuple(rows)
    )


def test_tables_by_hand() -> None:
    """The tables have engines down and collections across; what was not measured is blank, and the best is bold."""
    assert terminal(_results(fitted_on=False)) == (
        "hit@1          a      b\npullquote  0.750       \nbm25s      0.500  0.250\n\n"
        "sentence       a\npullquote  0.000\n"
    )
    assert markdown(_results(fitted_on=False)).startswith(
        "| hit@1 | a | b |\n| --- | ---: | ---: |\n| pullquote | **0.750** |  |\n| bm25s | 0.500 | **0.250** |\n"
    )


def test_what_was_fitted_on_is_marked() -> None:
    """A collection whose questions the weights were fitted on has a mark, and the mark is explained."""
    assert "a†" in terminal(_results(fitted_on=True))
    assert "† questions of this collection were in the fit" in terminal(_results(fitted_on=True))
    assert "†" not in terminal(_results(fitted_on=False))


def test_the_picture_is_the_same_each_time(tmp_path: Path) -> None:
    """The same figures give the same bytes, so that the picture changes only when they do."""
    for name in ("first.svg", "second.svg"):
        draw(_results(fitted_on=False), tmp_path / name)
    assert (tmp_path / "first.svg").read_bytes() == (tmp_path / "second.svg").read_bytes()
