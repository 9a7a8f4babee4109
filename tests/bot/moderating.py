"""A server whose moderators see to its articles: the bot over a library, connected to the double, and a site."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.client import Pullquote
from bot.corpora.choice import CorpusChoice
from bot.corpora.guilds import GuildCorpora
from bot.corpora.open_library import open_guild_corpora
from bot.jobs.tasks import JobDeps
from bot.store.guild_settings import guild_collection
from bot.store.tables import discord_library
from retrieval.ingest.web import fetch
from retrieval.library.database import Library
from retrieval.library.quota import UNLIMITED, Quota
from retrieval.retriever import Retriever
from tests.bot.online import check, online
from tests.discord.double import Double
from tests.discord.interactions import Interaction
from tests.discord.message_rules import texts
from tests.discord.payloads import GUILD_ID, MODERATOR_ID
from tests.discord.presses import press
from tests.discord.traffic import Json
from tests.retrieval.ingest.web.test_fetch import fetcher
from tests.retrieval.site import Site, running

SERVER = int(GUILD_ID)
OWN = guild_collection(SERVER)
EDIT = "/channels/{channel_id}/messages/{message_id}"


class Scene(NamedTuple):
    """What a test has: Discord, the bot's library, and a site."""

    double: Double
    library: Library
    retriever: Retriever
    site: Site

    @asynccontextmanager
    async def bot(self, *, per_member: int = 0, room: Quota = UNLIMITED) -> AsyncIterator[Pullquote]:
        """The bot, connected; it tells at once how far jobs are."""
        self.double.gateway.sessions.clear()  # those of a bot that has left
        job_deps = JobDeps(self.library, fetcher, room, tell_every=0.02, look_every=0.05, claim_every=0.05)
        async with online(self.double, self.retriever, job_deps=job_deps, per_member=per_member) as connected:
            yield connected

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[GuildCorpora]:
        """The bot over the library, where each server sees its own."""
        job_deps = JobDeps(self.library, fetcher, tell_every=0.02, look_every=0.05)
        with open_guild_corpora(CorpusChoice(None, self.library.path), say=print) as servers:
            async with online(self.double, servers, job_deps=job_deps):
                yield servers

    async def moderate(self, command: str, **options: object) -> Interaction:
        """Let a moderator use a command."""
        return await self.double.slash(command, options, person_id=MODERATOR_ID)

    async def said(self, command: str, *, until: str = "", **options: object) -> str:
        """What a moderator reads in the end, or once it holds `until`."""
        interaction = await self.moderate(command, **options)
        return await self.read(interaction, until=until)

    async def read(self, interaction: Interaction, *, until: str) -> str:
        """What stands in an interaction's message, once it holds `until`."""
        await interaction.answered()
        await self.double.until(lambda: until in check(self.shown(interaction)), f"`{until}` in a message")
        return check(self.shown(interaction))

    def shown(self, interaction: Interaction) -> Json:
        """The body of an interaction's message as it was sent or edited last, by whatever token."""
        assert interaction.original
        return self.double.messages.bodies[interaction.original["id"]]

    async def press(self, message: Json | None, label: str, *chosen: str, person_id: str = MODERATOR_ID) -> Interaction:
        """Let a moderator press a button or choose from a menu."""
        assert message
        return await press(self.double, message, label, chosen, person_id=person_id)

    def url(self, path: str) -> str:
        """The address of a page of the site."""
        return self.site.url(path)


def text_in(message: Json | None) -> str:
    """All text of a message that stands in a channel."""
    assert message
    return "\n".join(texts(message))


@pytest.fixture
def scene(double: Double, retriever: Retriever, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """A library without articles, a site without pages, and pages that are fetched without a pause."""
    monkeypatch.setattr(fetch, "PAUSE", 0.0)
    with discord_library(tmp_path / "library.db", create=True) as library, running() as site:
        yield Scene(double, library, retriever, site)
