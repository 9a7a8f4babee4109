"""No test sees the library of who runs it."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def no_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file of a library that is not there, which the command takes for its own."""
    path = tmp_path / "none" / "library.db"
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(path))
    return path
