"""The wheel is whole: installed elsewhere, it answers from the articles that it brings."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _python(*arguments: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603 -- this very interpreter
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=cwd,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
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
