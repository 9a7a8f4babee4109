"""Two servers, and what moderators of one do: what members read there, and in the other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.articles import Choice
from bot.library import open_servers
from bot.moderation.work import Tools
from retrieval.refuse import Caution
from retrieval.server_settings import ServerSettings
from tests.bot.moderating import SERVER, Scene, scene
from tests.bot.online import check, online
from tests.discord.payloads import GUILD_ID, OTHER_GUILD_ID
from tests.retrieval.shelved import RAIN, SNOW, shelve
from tests.retrieval.site import Page
from tests.retrieval.test_fetch import fetcher

__all__ = ["scene"]  # a fixture

RAINING = "Where was it raining?"
SNOWING = "Where was it snowing?"
TEXT = {"Content-Type": "text/plain"}


@asynccontextmanager
async def serving(scene: Scene) -> AsyncIterator[None]:
    """The bot over the library, where each server sees its own."""
    tools = Tools(scene.library, fetcher, tell_every=0.02, look_every=0.05)
    with open_servers(Choice(None, scene.library.path), say=print) as servers:
        async with online(scene.double, servers, tools=tools):
            yield


async def asked(scene: Scene, question: str, guild_id: str = GUILD_ID) -> str:
    """What is said to a question in a server."""
    interaction = await scene.double.slash("ask", {"question": question}, guild_id=guild_id)
    return check(await interaction.answered())


async def until_asked(scene: Scene, question: str, words: str) -> None:
    """Ask again and again until this is said."""
    for _ in range(100):
        if words in await asked(scene, question):
            return
    raise AssertionError(f"`{words}` was never said")


async def test_own_articles(scene: Scene) -> None:
    """What moderators add is quoted in their server, and in no other; what they remove is quoted no more."""
    scene.site.pages["/a"] = Page(RAIN.encode(), headers=TEXT)
    async with serving(scene):
        await scene.said("sources add", url=scene.url("/a"), until="1 added")
        await until_asked(scene, RAINING, "raining in Bonn")
        assert "raining in Bonn" not in await asked(scene, RAINING, OTHER_GUILD_ID)
        question = await scene.moderate("sources remove", source=scene.url("/a"))
        await question.answered()
        await (await scene.press(question.original, "Remove")).answered()
        await until_asked(scene, RAINING, "found nothing")


async def test_without_public(scene: Scene) -> None:
    """A server that wants its own articles only is not quoted public ones, from the next question on."""
    shelve(scene.library, SNOW)
    async with serving(scene):
        assert "snowing in Rome" in await asked(scene, SNOWING)
        form = await scene.moderate("settings")
        await form.answered()
        await (await scene.press(form.original, "settings:sources", "own")).answered()
        assert "found nothing" in await asked(scene, SNOWING)
        assert "snowing in Rome" in await asked(scene, SNOWING, OTHER_GUILD_ID)


@pytest.mark.parametrize("caution", Caution)
async def test_caution(scene: Scene, caution: Caution) -> None:
    """How cautious the bot is, is for each server to say."""
    shelve(scene.library, RAIN)
    ServerSettings(caution=caution).write(scene.library, SERVER)
    with open_servers(Choice(None, scene.library.path), say=print) as servers:
        answering = servers.at(SERVER).articles._held.retriever  # type: ignore[attr-defined]  # a shelf
        assert answering._caution is caution
        assert servers.at(None).articles._held.retriever._caution is Caution.NORMAL  # type: ignore[attr-defined]  # the same


async def test_private_unless_told(scene: Scene) -> None:
    """Where answers are private, who asks may still show one to all."""
    ServerSettings(is_private=True).write(scene.library, SERVER)
    async with serving(scene):
        for private, seen in ((None, True), (False, False), (True, True)):
            options = {"question": RAINING} | ({} if private is None else {"private": private})
            interaction = await scene.double.slash("ask", options)
            await interaction.answered()
            assert interaction.ephemeral is seen
