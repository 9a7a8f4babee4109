from pathlib import Path

import pytest

pytest.importorskip("onnxruntime", reason="the extra `reranker` is not installed")
pytest.importorskip("onnx", reason="the extra `test` is not installed")

from bot.doctor.finding import Severity
from bot.doctor.reranker import reranker_findings
from bot.reranker.checksums import SUMS, changed_files, write_sums
from retrieval.cross_encoder.model import LANGUAGES, MODEL, TOKENIZER
from tests.bot.typed import Run, is_one_line, runner
from tests.retrieval.tiny_model import write_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a model and its checksums."""
    write_sums(write_model(tmp_path / "model", {"gold": 9.0}), [MODEL, TOKENIZER])
    return tmp_path / "model"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process."""
    return runner(monkeypatch, capsys)


def test_changed(folder: Path) -> None:
    """A file that is not as it was fetched is named; without checksums nothing is known."""
    assert changed_files(folder) == []
    with (folder / TOKENIZER).open("a") as file:
        file.write(" ")
    assert changed_files(folder) == [TOKENIZER]
    (folder / SUMS).unlink()
    assert changed_files(folder) is None


def test_status(run: Run, folder: Path) -> None:
    """The command says what is in the folder, and what it costs."""
    (folder / LANGUAGES).write_text("en de")
    outcome = run("reranker", "status", folder)
    assert (outcome.code, outcome.err) == (0, "")
    assert "de en" in outcome.out
    assert "ms a pair" in outcome.out
    assert outcome.out.endswith("as fetched\n")


def test_status_of_the_environment(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder the command looks at the one that the environment names."""
    monkeypatch.setenv("PULLQUOTE_RERANKER", str(folder))
    assert str(folder) in run("reranker", "status").out


def test_status_of_a_changed_model(run: Run, folder: Path) -> None:
    """A model that is not as it was fetched ends with 2, and says so."""
    write_model(folder, {"silver": 1.0})
    outcome = run("reranker", "status", folder)
    assert outcome.code == 2
    assert "changed since" in outcome.out


@pytest.mark.parametrize("command", [("reranker", "status"), ("ask", "Who opened the gate?", "--reranker")])
def test_no_model(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """A folder that is not there is one clear line, with the next step."""
    outcome = run(*command, tmp_path / "nowhere")
    assert outcome.code == 2
    assert is_one_line(outcome.err)
    assert "nowhere" in outcome.err
    assert "pullquote reranker install" in outcome.err


def test_ask_with_it(run: Run, folder: Path, tmp_path: Path) -> None:
    """The command asks the model where the words do not decide."""
    articles = tmp_path / "articles"
    articles.mkdir()
    texts = ["Kim opened the gate.", "Jo opened the gate.", "The keeper opened a gate of gold."]
    for number, text in enumerate(texts):
        (articles / f"{number}.txt").write_text(text)
    asked = ("ask", "--articles", articles, "--limit", 1, "--json", "Who opened the gate?")
    assert "gold" not in run(*asked).out
    assert "gate of gold" in run(*asked, "--reranker", folder, "--reranker-deadline", 60).out


def test_doctor(folder: Path) -> None:
    """The doctor looks at the model that the settings name, and at none where they name none."""
    assert not list(reranker_findings({}))
    (found,) = reranker_findings({"PULLQUOTE_RERANKER": str(folder)})
    assert found.state is Severity.OK
    write_model(folder, {"silver": 1.0})
    (found,) = reranker_findings({"PULLQUOTE_RERANKER": str(folder)})
    assert found.state is Severity.WARNING
    (folder / MODEL).unlink()
    (found,) = reranker_findings({"PULLQUOTE_RERANKER": str(folder)})
    assert found.state is Severity.PROBLEM
    assert "pullquote reranker install" in found.advice
