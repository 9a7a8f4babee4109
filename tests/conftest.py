"""Which tests run, and what they may not see: the library of who runs them, chance, and the slower tiers."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ALL_TIERS = "PULLQUOTE_ALL_TIERS"
"""Set to run the slower tests too, which CI does."""

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("random", database=None, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the slower tests where nobody asks for them."""
    if not os.environ.get(ALL_TIERS):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason=f"a slower test: set {ALL_TIERS}=1 to run it"))


@pytest.fixture(autouse=True)
def no_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file of a library that is not there, which the command takes for its own."""
    path = tmp_path / "none" / "library.db"
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(path))
    return path
