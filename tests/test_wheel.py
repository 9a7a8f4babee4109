"""The wheel is whole: installed elsewhere, it answers from the articles that it brings, and brings its types."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pydantic
import pytest

ROOT = Path(__file__).parents[1]


def _python(*arguments: str, cwd: Path, by: Path = Path(sys.executable), code: int = 0, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603 -- this very interpreter, or one made of it
        [by, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=cwd,
        env={**os.environ, **environment},
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_brings_the_seeds(tmp_path: Path) -> None:
    """Built, installed and run in another folder, the package answers from its own copy of the seeds."""
    _python("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT), cwd=tmp_path)
    (wheel,) = tmp_path.glob("pullquote-*.whl")
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    _python("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel), cwd=tmp_path)
    where = _python(
        "-c", "from bot.corpora.choice import seeds_folder; print(seeds_folder())", cwd=elsewhere, PYTHONPATH=str(site)
    )
    assert Path(where.strip()) == site / "bot" / "seeds"
    for seed in (ROOT / "seeds").iterdir():
        assert (site / "bot" / "seeds" / seed.name).read_bytes() == seed.read_bytes()
    question = "How many commutations and pardons has Biden issued?"
    answer = _python("-m", "bot", "ask", "--json", question, cwd=elsewhere, PYTHONPATH=str(site))
    assert "129 people" in json.loads(answer)["quotes"][0]["text"]


PROGRAM = """
from retrieval import Answer, PullquoteError, Quote, Refusal, Retriever
from retrieval.pytest_plugin import CheckQuestions


def first(answer: Answer) -> Quote | None:
    return answer.quotes[0] if answer.quotes else None


def check(check_questions: CheckQuestions, retriever: Retriever) -> int:
    return check_questions(retriever, "questions.csv").right_first


try:
    with Retriever.from_texts({"rules.md": "The keeper opens the gate at noon, says the charter."}) as retriever:
        quote = first(retriever.ask("When does the keeper open the gate?"))
        refusal: Refusal | None = retriever.ask("What is the capital of France?").refusal
except PullquoteError as error:
    print(error.problem, error.hint)
else:
    print(quote.text if quote else None, "/", refusal)
"""
MISTAKES = {
    "from retrieval import Retreiver": 'has no attribute "Retreiver"',
    "from retrieval import Retriever\nRetriever.from_folder(5)": 'has incompatible type "int"',
    "from retrieval import Retriever\nRetriever.from_texts(['a'])": 'has incompatible type "list[str]"',
    "from retrieval import Answer\ndef f(answer: Answer) -> int:\n    return answer.question": "Incompatible return",
    "from bot.settings import Settings\nSettings().no_such_setting": 'has no attribute "no_such_setting"',
}


@pytest.mark.slow
def test_the_wheel_is_typed(tmp_path: Path) -> None:
    """A strict type checker takes a program against the installed wheel, finds mistakes in others, and it runs."""
    pytest.importorskip("mypy", reason="the extra `dev` is not installed")
    environment, elsewhere = tmp_path / "environment", tmp_path / "elsewhere"
    elsewhere.mkdir()
    _python("-m", "venv", "--without-pip", str(environment), cwd=tmp_path)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(
        _python("-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path, by=python).strip()
    )
    _python("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT), cwd=tmp_path)
    (wheel,) = tmp_path.glob("pullquote-*.whl")
    _python("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel), cwd=tmp_path)
    others = {str(Path(module).parents[1]) for module in (pydantic.__file__, pytest.__file__)}
    (site / "others.pth").write_text("\n".join(others), encoding="utf-8")  # what the wheel depends on

    program = elsewhere / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    where = "import retrieval; print(retrieval.__file__)"
    assert Path(_python("-c", where, cwd=elsewhere, by=python).strip()).is_relative_to(site)
    mypy = ("-m", "mypy", "--strict", f"--python-executable={python}", f"--cache-dir={tmp_path / 'cache'}")
    _python(*mypy, str(program), cwd=elsewhere)
    printed = _python(str(program), cwd=elsewhere, by=python)
    assert printed == "The keeper opens the gate at noon, says the charter. / not found\n"
    for mistake, complaint in MISTAKES.items():
        program.write_text(mistake + "\n", encoding="utf-8")
        assert complaint in _python(*mypy, str(program), cwd=elsewhere, code=1)
