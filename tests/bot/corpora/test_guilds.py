"""Each place sees its own articles and everybody's, and no other's."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.corpora.choice import CorpusChoice
from bot.corpora.guilds import RECENT, GuildCorpora, OpenCollections
from bot.corpora.open_library import open_guild_corpora
from bot.store.guild_settings import guild_collection
from bot.store.tables import discord_library
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from retrieval.live import LiveRetriever
from retrieval.ranking.confidence import AbstentionThreshold
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, shelve

HERE, THERE = 1, 2
RAINING, SNOWING, BLOWING = "Where was it raining?", "Where was it snowing?", "What did the wind take?"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with rain for everybody, snow for one server and wind for another."""
    with discord_library(tmp_path / "library.db", create=True) as opened:
        shelve(opened, RAIN, "/rain.txt")
        shelve(opened, SNOW, "/snow.txt", into=guild_collection(HERE))
        shelve(opened, WIND, "/wind.txt", into=guild_collection(THERE))
        yield opened


def shelves(library: Library, opened: list[Sequence[str]]) -> OpenCollections:
    """Opens retrievers, and records the collections of each."""

    def open_(collections: Sequence[str], _: AbstentionThreshold | None = None, /) -> LiveRetriever:
        opened.append(collections)
        return LiveRetriever(library, collections)

    return open_


def answered(servers: GuildCorpora, place: int | None) -> list[bool]:
    """Which of the three questions are answered in a place."""
    return [servers.at(place).articles.ask(question).answered for question in (RAINING, SNOWING, BLOWING)]


def test_who_sees_what(library: Library) -> None:
    """A server sees its own articles and everybody's; direct messages and other servers see everybody's alone."""
    servers = GuildCorpora(library, [PUBLIC], shelves(library, []))
    assert answered(servers, HERE) == [True, True, False]
    assert answered(servers, THERE) == [True, False, True]
    assert answered(servers, 3) == answered(servers, None) == [True, False, False]
    assert [servers.at(place).collections for place in (HERE, None)] == [(guild_collection(HERE), PUBLIC), (PUBLIC,)]


def test_shared(library: Library) -> None:
    """Servers without articles of their own share one index, and one that gets its first has its own at once."""
    opened: list[Sequence[str]] = []
    servers = GuildCorpora(library, [PUBLIC], shelves(library, opened))
    assert servers.at(3).articles is servers.at(4).articles is servers.at(None).articles
    assert opened == [(PUBLIC,)]
    key = shelve(library, WIND, "/mill.txt", into=guild_collection(3)).key
    assert answered(servers, 3) == [True, False, True]
    remove_articles(library, [key])
    assert servers.at(3).articles is servers.at(None).articles


def test_opened_once(library: Library) -> None:
    """Threads that need the same index at once wait for one to open it."""
    opened: list[Sequence[str]] = []
    servers = GuildCorpora(library, [PUBLIC], shelves(library, opened))
    with ThreadPoolExecutor(8) as threads:
        found = {id(place.articles) for place in threads.map(servers.at, [HERE] * 8)}
    assert len(found) == 1
    assert opened == [(PUBLIC,), (guild_collection(HERE), PUBLIC)]


def test_recent(library: Library) -> None:
    """Only the servers that asked lately keep their index; the others get theirs again when they ask."""
    opened: list[Sequence[str]] = []
    servers = GuildCorpora(library, [PUBLIC], shelves(library, opened))
    for server in range(10, 10 + RECENT):
        shelve(library, WIND, "/wind.txt", into=guild_collection(server))
    for server in (HERE, *range(10, 10 + RECENT)):
        servers.at(server)
    servers.at(10 + RECENT - 1)
    assert len(opened) == 1 + 1 + RECENT
    servers.at(HERE)
    assert opened[-1] == (guild_collection(HERE), PUBLIC)
    assert len(opened) == 1 + 1 + RECENT + 1


def test_renewed(library: Library) -> None:
    """What changes for everybody changes in every server, and what changes in one changes there."""
    servers = GuildCorpora(library, [PUBLIC], shelves(library, []))
    assert answered(servers, HERE) == [True, True, False]
    shelve(library, WIND, "/mill.txt")
    assert servers.renew()
    assert not servers.renew()
    assert answered(servers, HERE) == [True, True, True]
    assert answered(servers, None) == [True, False, True]


def test_folder(tmp_path: Path) -> None:
    """A folder answers everywhere, and is left as it was."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "rain.txt").write_text(RAIN)
    with open_guild_corpora(CorpusChoice(folder, tmp_path / "none.db"), say=print) as servers:
        assert servers.size == 1
        assert answered(servers, HERE) == [True, False, False]
    assert [path.name for path in tmp_path.rglob("*")] == ["articles", "rain.txt"]


def test_seeds(tmp_path: Path) -> None:
    """Without a library the articles that come with the program answer, and one line says so."""
    notes: list[str] = []
    with open_guild_corpora(CorpusChoice(None, tmp_path / "none.db"), say=notes.append) as servers:
        assert servers.at(None).articles.ask("How many pardons has Biden issued?").answered
    assert len(notes) == 1
    assert str(tmp_path / "none.db") in notes[0]
