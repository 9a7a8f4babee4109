"""What becomes of a guild that has removed the bot? Its feeds stop, and later all that is kept of it is deleted."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.store.absent_guilds import absent_guilds, delete_guild
from bot.store.guild_settings import guild_collection, guild_of_collection
from retrieval.indexing.removal import erase_articles
from retrieval.library.catalog import catalog_entries
from retrieval.library.database import Library
from retrieval.library.feeds import Feed, due_feeds

log = logging.getLogger(__name__)


def wanted_feeds(library: Library) -> Sequence[Feed]:
    """The feeds that are due, without those of guilds that have removed the bot."""
    absent = absent_guilds(library)
    return [feed for feed in due_feeds(library) if guild_of_collection(feed.collection) not in absent]


def delete_absent_guilds(library: Library, *, grace: timedelta) -> None:
    """Delete the articles, questions and settings of the guilds that removed the bot at least `grace` ago.

    A guild that is deleted only in part, such as by a kill, is deleted next time.

    Raises:
        LibraryError: the library cannot be written.
    """
    for guild in sorted(absent_guilds(library, at_least=grace)):
        collection = guild_collection(guild)
        found = [catalog_entries(library, collection=collection, removed=removed) for removed in (False, True)]
        if keys := [entry.id for entries in found for entry in entries]:
            erase_articles(library, keys)
        delete_guild(library, guild, collection=collection)
        log.info("server %d removed the bot at least %d days ago: %d articles deleted", guild, grace.days, len(keys))
