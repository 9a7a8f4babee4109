import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from bot.corpora.choice import CorpusChoice
from bot.corpora.open_library import open_live_corpus
from bot.corpora.watcher import EVERY, renew_in_background
from bot.store.tables import discord_library
from retrieval.errors import LibraryError
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from retrieval.live import LiveRetriever
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, shelve

RAINING = "Where was it raining?"
PATIENCE = 60.0  # seconds until a change that is not seen fails the test
SOON = 1.0  # seconds in which a change is to be seen
LOOKS = 2  # at the library after a change until it is seen: one may have begun before the change


def unheard(line: str) -> None:
    """Takes any word for a failure."""
    raise AssertionError(line)


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < PATIENCE
        Event().wait(0.01)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one article."""
    opened = discord_library(tmp_path / "library.db", create=True)
    shelve(opened, SNOW, "/snow.txt")
    return opened


@pytest.fixture
def looks(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether there was anything new, for each look at this library that has ended; others may look at theirs."""
    ended: list[bool] = []
    renew = LiveRetriever.renew

    def counted(shelf: LiveRetriever) -> bool:
        is_new = renew(shelf)
        if shelf._library.path == library.path:
            ended.append(is_new)
        return is_new

    monkeypatch.setattr(LiveRetriever, "renew", counted)
    return ended


def test_seen_within_a_second(library: Library, looks: list[bool]) -> None:
    """What another process adds and removes is seen by a running program within a second.

    The looks are counted, not the seconds, which a busy machine makes longer.
    """
    assert LOOKS * EVERY < SOON
    with open_live_corpus(CorpusChoice(None, library.path), (), say=unheard, follow=True) as corpus:
        shelf = corpus.articles
        command = [sys.executable, "-m", "bot", "add", "-", "--library", str(library.path)]
        done = subprocess.run(command, input=RAIN, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 -- our own
        added = len(looks)
        wait_until(lambda: any(looks))
        assert shelf.ask(RAINING).answered
        assert any(looks[: added + LOOKS])
        before = len(looks)
        remove_articles(library, [done.stdout.split()[1]])
        removed = len(looks)
        wait_until(lambda: any(looks[before:]))
        assert not shelf.ask(RAINING).answered
        assert any(looks[before : removed + LOOKS])


def test_not_followed(library: Library) -> None:
    """A program that answers once looks once."""
    with open_live_corpus(CorpusChoice(None, library.path), (), say=unheard, follow=False) as corpus:
        shelve(library, RAIN)
        assert not corpus.articles.ask(RAINING).answered


def test_trouble(library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A library that cannot be read for a while is logged once, and followed again when it can."""
    looked = Event()
    count = 0
    renewed = LiveRetriever.renew

    def renew(shelf: LiveRetriever) -> bool:
        nonlocal count
        if shelf._library.path != library.path:
            return renewed(shelf)  # of a bot that another test has open
        count += 1
        if count == 3:
            looked.set()
        raise LibraryError("the library is locked")

    monkeypatch.setattr("bot.corpora.watcher.EVERY", 0.001)
    monkeypatch.setattr(LiveRetriever, "renew", renew)
    with (
        caplog.at_level(logging.WARNING),
        open_live_corpus(CorpusChoice(None, library.path), (), say=unheard, follow=True),
    ):
        assert looked.wait(PATIENCE)
    assert [record.getMessage() for record in caplog.records] == [
        "the library cannot be read again: the library is locked"
    ]


def test_ends(library: Library) -> None:
    """The thread ends with what it was started for."""
    before = set(threading.enumerate())
    with renew_in_background(LiveRetriever(library, [PUBLIC])):
        started = set(threading.enumerate()) - before
        assert [thread.name for thread in started] == ["follow"]
    assert not started & set(threading.enumerate())


def test_said_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """That quotes cannot be recorded is said once, however many answers are sent."""
    said: list[str] = []
    monkeypatch.setattr("retrieval.library.database.BUSY_TIMEOUT", 0.01)
    with (
        open_live_corpus(CorpusChoice(None, library.path), (), say=said.append, follow=False) as corpus,
        library.writing(),
    ):
        for _ in range(3):
            answer = corpus.articles.ask("Where was it snowing?")
            assert answer.answered
            corpus.record_sent(answer.quotes)
    assert len(said) == 1
    assert "pullquote quote" in said[0]
