"""The bot over the five seeds, connected to the double or not."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.client import Pullquote
from bot.corpora.choice import CorpusChoice
from bot.corpora.guilds import GuildCorpora
from bot.corpora.open_library import open_guild_corpora
from bot.store.tables import discord_library
from retrieval.ingest.readers.text import text_article
from retrieval.library.database import Library
from retrieval.retriever import Retriever, retriever_over
from tests.bot.online import online
from tests.discord.conftest import certificate, double, spec
from tests.discord.double import Double

__all__ = ["certificate", "double", "spec"]  # fixtures

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def retriever() -> Retriever:
    """A retriever over the seeds."""
    return retriever_over([text_article(path.read_text(), file=path.name) for path in sorted(SEEDS.iterdir())])


@pytest.fixture
async def bot(double: Double, retriever: Retriever) -> AsyncIterator[Pullquote]:
    """The bot over the seeds, connected to the double."""
    async with online(double, retriever) as connected:
        yield connected


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuildCorpora]:
    """The articles that come with the program, in a library."""
    with open_guild_corpora(
        CorpusChoice(None, tmp_path_factory.mktemp("none") / "none.db"), say=lambda _: None
    ) as servers:
        yield servers


@pytest.fixture
async def paged(double: Double, seeds: GuildCorpora) -> AsyncIterator[Pullquote]:
    """The bot over them, which can keep its answers."""
    async with online(double, seeds) as connected:
        yield connected


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with discord_library(tmp_path / "library.db", create=True) as opened:
        yield opened


@pytest.fixture
async def own(double: Double, library: Library) -> AsyncIterator[GuildCorpora]:
    """The places of that library, with the bot over them."""
    with open_guild_corpora(CorpusChoice(None, library.path), say=print) as servers:
        async with online(double, servers):
            yield servers
