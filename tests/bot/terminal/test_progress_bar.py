import sys
from io import StringIO

import pytest

from bot.terminal import progress_bar as progress
from bot.terminal.progress_bar import with_progress_bar

ITEMS = list(range(50))


class Terminal(StringIO):
    """A stderr that somebody looks at, or not."""

    def __init__(self, *, seen: bool) -> None:
        super().__init__()
        self._seen = seen

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._seen


@pytest.mark.parametrize("seen", [True, False])
@pytest.mark.parametrize("moment", [0.0, 1e-4, 60.0])
@pytest.mark.parametrize("items", [[], [1], ITEMS])
def test_same_items(monkeypatch: pytest.MonkeyPatch, items: list[int], moment: float, *, seen: bool) -> None:
    """The items come through as they are, with a bar or without one."""
    monkeypatch.setattr(progress, "DELAY", moment)
    monkeypatch.setattr(sys, "stderr", Terminal(seen=seen))
    assert list(with_progress_bar(items, "Adding")) == items


def shown(monkeypatch: pytest.MonkeyPatch, moment: float, *, seen: bool) -> str:
    """What is written about the work."""
    monkeypatch.setattr(progress, "DELAY", moment)
    monkeypatch.setattr(sys, "stderr", Terminal(seen=seen))
    list(with_progress_bar(ITEMS, "Adding"))
    assert isinstance(sys.stderr, Terminal)
    return sys.stderr.getvalue()


def test_long_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that takes longer than a moment shows what is done, how much of how much, and how fast."""
    bar = shown(monkeypatch, 0.0, seen=True)
    assert "Adding" in bar
    assert "50/50" in bar
    assert "a second" in bar


def test_short_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is done in a moment shows nothing."""
    assert shown(monkeypatch, 60.0, seen=True) == ""


def test_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where stderr is no terminal nothing is shown."""
    assert shown(monkeypatch, 0.0, seen=False) == ""
