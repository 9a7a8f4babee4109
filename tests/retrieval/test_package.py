"""The package as it is imported: `from retrieval import Retriever`."""

import subprocess
import sys
from importlib import import_module
from inspect import isclass, isfunction
from pathlib import Path

import pytest

import retrieval
from retrieval import errors
from retrieval.errors import PullquoteError


def test_exports() -> None:
    """Every name of `__all__` is there, is what its own module calls so, and is documented."""
    for name in retrieval.__all__:
        exported = getattr(retrieval, name)
        assert isclass(exported) or isfunction(exported)
        assert getattr(import_module(exported.__module__), name) is exported
        assert exported.__doc__
    assert retrieval.__all__ == sorted(set(retrieval.__all__))
    assert set(retrieval.__all__) <= set(dir(retrieval))


def test_every_error_of_the_interface_is_exported() -> None:
    """Whoever catches `PullquoteError` finds it, and its exported kinds, in the package."""
    exported = {getattr(retrieval, name) for name in retrieval.__all__ if name.endswith("Error")}
    assert PullquoteError in exported
    assert all(issubclass(each, PullquoteError) and each.__module__ == errors.__name__ for each in exported)


def test_unknown_name() -> None:
    """A name that is not exported is missing as in any module."""
    with pytest.raises(AttributeError, match="module 'retrieval' has no attribute 'Retreiver'"):
        _ = retrieval.Retreiver  # type: ignore[attr-defined]  # the mistake that is tested
    with pytest.raises(ImportError):
        from retrieval import Retreiver  # type: ignore[attr-defined]  # noqa: F401, PLC0415 -- the same


def _loaded_by(program: str) -> set[str]:
    code = f"import sys\nbefore = set(sys.modules)\n{program}\nprint(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- our own
    return set(done.stdout.split())


def test_import_loads_nothing() -> None:
    """`import retrieval` imports no other module of the package and no library; a name imports what it needs."""
    foreign = {name for name in _loaded_by("import retrieval") if name.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign == {"retrieval"}
    assert len(_loaded_by("import retrieval")) < 30
    assert "numpy" not in _loaded_by("from retrieval import Answer, PullquoteError")
    assert "retrieval.retriever" in _loaded_by("from retrieval import Retriever")


def test_typed() -> None:
    """Both packages say that they are typed."""
    for package in ("bot", "retrieval"):
        file = import_module(package).__file__
        assert file
        assert (Path(file).parent / "py.typed").is_file()
