"""`/sources remove`: which article or feed is meant, the one question whether to remove it, and the answer to that.

An article is named by its id in the button, a feed by its row: what somebody else has removed meanwhile is gone.
"""

import asyncio
import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.moderation.components import ModeratorItem, job_runner_of, required_guild
from bot.rendering.citation import inline
from bot.rendering.layout import Layout
from bot.rendering.message import Part
from bot.rendering.wording import UNTITLED
from bot.store.guild_settings import guild_collection
from retrieval.indexing.removal import withdraw_articles
from retrieval.library.catalog import feed_articles, find_article, source_row
from retrieval.library.database import Library
from retrieval.library.feeds import Feed, feeds, unfollow_feed

NOTHING_REMOVED: Final = "Nothing was removed."
GONE: Final = "That is not there any more."


class RemoveButton(ModeratorItem, ui.DynamicItem[ui.Button[Any]], template=r"remove:(?P<article>[a-z0-9]{1,64})"):
    """The button that removes an article."""

    def __init__(self, article: str) -> None:
        button = ui.Button[Any](label="Remove", style=discord.ButtonStyle.danger, custom_id=f"remove:{article}")
        super().__init__(button)
        self._article = article

    @classmethod
    def from_match(cls, match: re.Match[str], /) -> Self:
        """The button, as it was when its message was sent."""
        return cls(match["article"])

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Remove the article."""
        library = job_runner_of(interaction).job_deps.library
        said = await asyncio.to_thread(_remove, library, self._article, required_guild(interaction))
        await interaction.response.edit_message(view=Layout([Part(said)]))


class UnfollowButton(
    ModeratorItem, ui.DynamicItem[ui.Button[Any]], template=r"unfollow:(?P<feed>\d{1,18})(?P<all>:all)?"
):
    """The button that ends the following of a feed, and removes its articles or not."""

    def __init__(self, feed: int, *, everything: bool) -> None:
        label = "Remove its articles, too" if everything else "Stop following"
        custom_id = f"unfollow:{feed}{':all' if everything else ''}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.danger, custom_id=custom_id))
        self._feed, self._everything = feed, everything

    @classmethod
    def from_match(cls, match: re.Match[str], /) -> Self:
        """The button, as it was when its message was sent."""
        return cls(int(match["feed"]), everything=match["all"] is not None)

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Stop following the feed."""
        library, collection = job_runner_of(interaction).job_deps.library, guild_collection(required_guild(interaction))
        said = await asyncio.to_thread(_unfollow, library, self._feed, collection, everything=self._everything)
        await interaction.response.edit_message(view=Layout([Part(said)]))


class KeepButton(ModeratorItem, ui.DynamicItem[ui.Button[Any]], template="keep"):
    """The button that removes nothing."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Keep it", custom_id="keep"))

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Replace the question by a note that nothing was removed."""
        await interaction.response.edit_message(view=Layout([Part(NOTHING_REMOVED)]))


def question(library: Library, name: str, guild: int) -> Layout:
    """The question whether to remove the article or the feed that is called `name`.

    Raises:
        NotInLibraryError: the server has nothing of that name, or several.
    """
    collection = guild_collection(guild)
    for feed in feeds(library, collection):
        if feed.address == name:
            return _feed_confirmation(feed, len(feed_articles(library, feed)))
    key = find_article(library, name, collection=collection)
    return _confirmation(
        [f"Remove **{_title(library, key, collection)}**? No answer will have it any more."], [RemoveButton(key)]
    )


def _feed_confirmation(feed: Feed, count: int) -> Layout:
    lines = [f"Stop following **{inline(feed.address)}**?", f"It has given {count} articles, which may stay."]
    return _confirmation(lines, [UnfollowButton(feed.id, everything=False), UnfollowButton(feed.id, everything=True)])


def _confirmation(lines: Sequence[str], buttons: Sequence[ui.Item[Any]]) -> Layout:
    layout = Layout([Part("\n".join(lines))])
    layout.add_item(ui.ActionRow(*buttons, KeepButton()))
    return layout


def _remove(library: Library, key: str, guild: int) -> str:
    collection = guild_collection(guild)
    if source_row(library, key, collection=collection) is None:
        return GONE
    title = _title(library, key, collection)
    withdraw_articles(library, [key])
    return f"Removed **{title}**."


def _unfollow(library: Library, row: int, collection: str, *, everything: bool) -> str:
    feed = next((feed for feed in feeds(library, collection) if feed.id == row), None)
    if feed is None:
        return GONE
    unfollow_feed(library, feed)
    articles = feed_articles(library, feed) if everything else ()
    withdraw_articles(library, articles)
    return f"**{inline(feed.address)}** is not followed any longer. Articles removed: {len(articles)}."


def _title(library: Library, key: str, collection: str) -> str:
    found = source_row(library, key, collection=collection)
    return inline((found and found.title) or "") or UNTITLED
