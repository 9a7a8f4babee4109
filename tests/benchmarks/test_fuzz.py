"""Random inputs, the same ones in every run; `python -m benchmarks.fuzz` feeds more."""

import pytest

from benchmarks.fuzz.__main__ import failures
from benchmarks.fuzz.targets import TARGETS


def test_failures_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that raises is reported with the seed that makes its input again."""

    def fail(_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("benchmarks.fuzz.__main__.TARGETS", {**TARGETS, "heads": fail})
    (found, *_) = failures(2, seed=7)
    assert found == ("heads", "7:1", "ValueError: broken")
