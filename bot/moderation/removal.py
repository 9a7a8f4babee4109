"""`/sources remove`: which article or feed is meant, the one question whether to remove it, and the answer to that.

An article is named by its id in the button, a feed by its row: what somebody else has removed meanwhile is gone.
"""

import asyncio
import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.moderation.components import ModeratorPressed, server_of, workshop_of
from bot.rendering.citation import shown
from bot.rendering.layout import Layout
from bot.rendering.message import Part
from bot.rendering.wording import UNTITLED
from bot.store.guild_settings import guild_collection
from retrieval.library.articles import remove_articles
from retrieval.library.catalog import feed_articles, find_article, source_row
from retrieval.library.database import Library
from retrieval.library.feeds import Feed, feeds, unfollow_feed

KEPT: Final = "Nothing was removed."
GONE: Final = "That is not there any more."


class Remove(ModeratorPressed, ui.DynamicItem[ui.Button[Any]], template=r"remove:(?P<article>[a-z0-9]{1,64})"):
    """The button that removes an article."""

    def __init__(self, article: str) -> None:
        button = ui.Button[Any](label="Remove", style=discord.ButtonStyle.danger, custom_id=f"remove:{article}")
        super().__init__(button)
        self._article = article

    @classmethod
    def of(cls, match: re.Match[str], /) -> Self:
        """The button, as it was when its message was sent."""
        return cls(match["article"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Remove the article."""
        library = workshop_of(interaction).tools.library
        said = await asyncio.to_thread(_removed, library, self._article, server_of(interaction))
        await interaction.response.edit_message(view=Layout([Part(said)]))


class Unfollow(ModeratorPressed, ui.DynamicItem[ui.Button[Any]], template=r"unfollow:(?P<feed>\d{1,18})(?P<all>:all)?"):
    """The button that ends the following of a feed, and removes its articles or not."""

    def __init__(self, feed: int, *, everything: bool) -> None:
        label = "Remove its articles, too" if everything else "Stop following"
        custom_id = f"unfollow:{feed}{':all' if everything else ''}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.danger, custom_id=custom_id))
        self._feed, self._everything = feed, everything

    @classmethod
    def of(cls, match: re.Match[str], /) -> Self:
        """The button, as it was when its message was sent."""
        return cls(int(match["feed"]), everything=match["all"] is not None)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Follow the feed no more."""
        library, collection = workshop_of(interaction).tools.library, guild_collection(server_of(interaction))
        said = await asyncio.to_thread(_unfollowed, library, self._feed, collection, everything=self._everything)
        await interaction.response.edit_message(view=Layout([Part(said)]))


class Keep(ModeratorPressed, ui.DynamicItem[ui.Button[Any]], template="keep"):
    """The button that removes nothing."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Keep it", custom_id="keep"))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take the question back."""
        await interaction.response.edit_message(view=Layout([Part(KEPT)]))


def question(library: Library, name: str, server: int) -> Layout:
    """The question whether to remove the article or the feed that is called `name`.

    Raises:
        NotInLibraryError: the server has nothing of that name, or several.
    """
    collection = guild_collection(server)
    for feed in feeds(library, collection):
        if feed.address == name:
            return _asking_of_feed(feed, len(feed_articles(library, feed)))
    key = find_article(library, name, collection=collection)
    return _asking([f"Remove **{_title(library, key, collection)}**? No answer will have it any more."], [Remove(key)])


def _asking_of_feed(feed: Feed, count: int) -> Layout:
    lines = [f"Stop following **{shown(feed.address)}**?", f"It has given {count} articles, which may stay."]
    return _asking(lines, [Unfollow(feed.id, everything=False), Unfollow(feed.id, everything=True)])


def _asking(lines: Sequence[str], buttons: Sequence[ui.Item[Any]]) -> Layout:
    layout = Layout([Part("\n".join(lines))])
    layout.add_item(ui.ActionRow(*buttons, Keep()))
    return layout


def _removed(library: Library, key: str, server: int) -> str:
    collection = guild_collection(server)
    if source_row(library, key, collection=collection) is None:
        return GONE
    title = _title(library, key, collection)
    remove_articles(library, [key])
    return f"Removed **{title}**."


def _unfollowed(library: Library, row: int, collection: str, *, everything: bool) -> str:
    feed = next((feed for feed in feeds(library, collection) if feed.id == row), None)
    if feed is None:
        return GONE
    unfollow_feed(library, feed)
    articles = feed_articles(library, feed) if everything else ()
    remove_articles(library, articles)
    return f"**{shown(feed.address)}** is followed no more. Articles removed: {len(articles)}."


def _title(library: Library, key: str, collection: str) -> str:
    found = source_row(library, key, collection=collection)
    return shown((found and found.title) or "") or UNTITLED
