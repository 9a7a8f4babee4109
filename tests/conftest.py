"""Which tests run, and what they may not see: the library of who runs them, chance, and the slower tiers."""

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.reading_processes import ReadingProcesses
from tests.tiers import ALL_TIERS, PROFILE, examples

ROOT = Path(__file__).parents[1]
BUSY = [HealthCheck.too_slow]
"""Hypothesis's check that says more of the machine than of the test: one that is busy draws slowly."""

settings.register_profile(
    "same", max_examples=examples(100), derandomize=True, database=None, deadline=None, suppress_health_check=BUSY
)
settings.register_profile("random", database=None, deadline=None, print_blob=True, suppress_health_check=BUSY)
settings.load_profile(PROFILE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the slower tests where nobody asks for them."""
    if not os.environ.get(ALL_TIERS):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason=f"a slower test: set {ALL_TIERS}=1 to run it"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Import all modules before the first test of Hypothesis runs.

    It draws constants of the modules that are loaded, so what a test draws would depend on which tests the same process
    ran before it.
    """
    if any(item.get_closest_marker("hypothesis") for item in session.items):
        for module in modules("bot", "retrieval"):
            import_module(module)
        for module in modules("benchmarks"):
            with suppress(ImportError):  # its extra is not installed
                import_module(module)


def modules(*packages: str) -> Iterator[str]:
    """The full names of the modules of these packages, in order, but for those that are programs."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not path.stem.startswith("__"):
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.fixture(scope="session")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that are not there, another one each time: most tests make none, and need no folder of their own."""
    base = tmp_path_factory.mktemp("none")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def no_library(monkeypatch: pytest.MonkeyPatch, nowhere: Iterator[Path]) -> Path:
    """The file of a library that is not there, which the command takes for its own."""
    path = next(nowhere) / "library.db"
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(path))
    return path


@pytest.fixture(scope="session")
def reading_processes() -> Iterator[ReadingProcesses]:
    """The reading processes that the tests of this pytest process share."""
    processes = ReadingProcesses()
    yield processes
    processes.end()


@pytest.fixture(autouse=True)
def shared_reading(reading_processes: ReadingProcesses, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this test's workers share their processes with the tests before and after it."""
    reading_processes.share(monkeypatch)
