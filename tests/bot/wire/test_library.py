"""The bot over a library, connected to the double."""

import asyncio
from pathlib import Path

from bot.corpora.choice import CorpusChoice
from bot.corpora.guilds import GuildCorpora
from bot.corpora.open_library import open_guild_corpora
from bot.store.tables import discord_library
from retrieval.answering.followup import PreviousTurn
from retrieval.answers import Answer
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from retrieval.library.quotes import QuoteStatus, sent_quote
from retrieval.live import LiveRetriever
from retrieval.retriever import LIMIT, PUBLIC
from tests.bot.corpora.test_watcher import PATIENCE
from tests.bot.online import check, online
from tests.discord.double import Double
from tests.retrieval.stored import RAIN, SNOW, WIND, shelve

RAINING = "Where was it raining?"
SNOWING = "Where was it snowing?"


async def said(double: Double, question: str) -> str:
    """What the bot says to a question."""
    interaction = await double.slash("ask", {"question": question})
    return check(await interaction.answered())


async def until_said(double: Double, question: str, words: str) -> None:
    """Ask the question again and again until the bot says this."""
    async with asyncio.timeout(PATIENCE):
        while words not in await said(double, question):
            pass


async def test_library(double: Double, tmp_path: Path) -> None:
    """The bot answers from a library, sees what others do with it, and its quotes can be found by their ids."""
    with discord_library(tmp_path / "library.db", create=True) as library:
        key = shelve(library, RAIN).key
        with open_guild_corpora(CorpusChoice(None, library.path), say=print) as servers:
            async with online(double, servers):
                assert "raining in Bonn" in await said(double, RAINING)
                (quote,) = library.rows("SELECT id FROM quotes")
                assert sent_quote(library, quote["id"]).status is QuoteStatus.UNCHANGED
                shelve(library, SNOW, "/b.txt")
                await until_said(double, SNOWING, "snowing in Rome")
                remove_articles(library, [key])
                await until_said(double, RAINING, "found nothing")
                assert sent_quote(library, quote["id"]).status is QuoteStatus.GONE


async def test_empty_library(double: Double, tmp_path: Path) -> None:
    """A bot over an empty library starts, finds nothing, and answers as soon as there is an article."""
    with (
        discord_library(tmp_path / "library.db", create=True) as library,
        open_guild_corpora(CorpusChoice(None, library.path), say=print) as servers,
    ):
        async with online(double, servers):
            assert "found nothing" in await said(double, RAINING)
            shelve(library, RAIN)
            await until_said(double, RAINING, "raining in Bonn")


async def test_articles_quoted_before(double: Double, library: Library) -> None:
    """A question follows up on the quoted articles, too, which are known from the answer's buttons."""
    shelve(library, WIND, "/wind.txt")
    key, heard = shelve(library, RAIN).key, []

    class Listening(LiveRetriever):
        """Notes what questions are asked after."""

        def ask(
            self, question: str, *, limit: int = LIMIT, after: PreviousTurn | None = None, nearest: bool = False
        ) -> Answer:
            heard.append(after)
            return super().ask(question, limit=limit, after=after, nearest=nearest)

    servers = GuildCorpora(library, [PUBLIC], lambda names, _=None: Listening(library, names))
    async with online(double, servers):
        first = await (await double.mention(RAINING)).answer()
        await (await double.reply(first, "and why?")).reply()
    assert heard[-1] == PreviousTurn(RAINING, frozenset({key}))
