"""Servers that remove the bot, over the wire: their feeds stop, and later all that is kept of them is deleted."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs.departures import delete_absent_guilds, wanted_feeds
from bot.jobs.tasks import GRACE
from bot.store.absent_guilds import absent_guilds, record_absent, record_present
from bot.store.guild_settings import GuildSettings
from bot.store.unanswered import add_question, open_question_count
from retrieval.library.feeds import feeds, follow_feed
from tests.bot.moderating import OWN, SERVER, Scene, scene
from tests.discord.payloads import GUILD_ID, guild
from tests.retrieval.stored import RAIN, SNOW, shelve, texts, written

__all__ = ["scene"]  # a fixture

LEFT = {"id": GUILD_ID, "guild_id": GUILD_ID}
SETTINGS = GuildSettings(is_private=True)


def fill(scene: Scene) -> None:
    """Let the server have an article, a question, a setting and a feed that is due; and `public` an article."""
    shelve(scene.library, RAIN, into=OWN)
    shelve(scene.library, SNOW)
    add_question(scene.library, SERVER, "Where is the keeper of the secret?")
    SETTINGS.write(scene.library, SERVER)
    follow_feed(scene.library, "https://example.org/feed", collection=OWN)


def make_due(scene: Scene) -> None:
    """Let the feed be due."""
    with scene.library.writing() as db:
        db.execute("UPDATE feeds SET due_at = looked_at")


def leave_ago(scene: Scene, length: timedelta) -> None:
    """Let the server have left that long ago."""
    with scene.library.writing() as db:
        left = (datetime.now(UTC) - length).isoformat(timespec="seconds")
        db.execute("UPDATE absent SET left_at = ?", [left])


def is_all_there(scene: Scene) -> bool:
    """Whether all that the server had is there."""
    library = scene.library
    has_rest = GuildSettings.read(library, SERVER) == SETTINGS and open_question_count(library, SERVER) == 1
    return texts(library, OWN) == [RAIN] and len(feeds(library, OWN)) == 1 and has_rest


async def test_removed_for_good(scene: Scene) -> None:
    """A server that removes the bot loses all when its grace period is over, not before; others lose nothing."""
    fill(scene)
    async with scene.bot() as bot:
        await scene.double.until(lambda: bot.get_guild(SERVER))
        await scene.double.dispatch("GUILD_DELETE", LEFT)
        await scene.double.until(lambda: absent_guilds(scene.library))
        make_due(scene)
        assert wanted_feeds(scene.library) == []
        leave_ago(scene, GRACE - timedelta(minutes=5))
        delete_absent_guilds(scene.library, grace=GRACE)
        assert is_all_there(scene)
        leave_ago(scene, GRACE)
        await scene.double.until(lambda: not absent_guilds(scene.library))
    assert texts(scene.library, OWN) == []
    assert feeds(scene.library, OWN) == ()
    assert open_question_count(scene.library, SERVER) == 0
    assert GuildSettings.read(scene.library, SERVER) == GuildSettings()
    assert texts(scene.library) == [SNOW]
    assert b"raining" not in written(scene.library.path)


async def test_back_in_time(scene: Scene) -> None:
    """A server that takes the bot back within its grace period finds all as it was, its feeds included."""
    fill(scene)
    async with scene.bot() as bot:
        await scene.double.until(lambda: bot.get_guild(SERVER))
        await scene.double.dispatch("GUILD_DELETE", LEFT)
        await scene.double.until(lambda: absent_guilds(scene.library))
        await scene.double.dispatch("GUILD_CREATE", guild() | {"guild_id": GUILD_ID})
        await scene.double.until(lambda: not absent_guilds(scene.library))
    assert is_all_there(scene)
    make_due(scene)
    assert len(wanted_feeds(scene.library)) == 1


async def test_outage(scene: Scene) -> None:
    """A server that is unavailable for a while has not removed the bot."""
    fill(scene)
    async with scene.bot() as bot:
        await scene.double.until(lambda: bot.get_guild(SERVER))
        await scene.double.dispatch("GUILD_DELETE", LEFT | {"unavailable": True})
        await scene.double.until(lambda: (found := bot.get_guild(SERVER)) and found.unavailable)
        assert not absent_guilds(scene.library)
    assert is_all_there(scene)


async def test_removed_meanwhile(scene: Scene) -> None:
    """A server that removed the bot while it did not run is found at the next start, and one that is there is not."""
    fill(scene)
    shelve(scene.library, SNOW, into="server-77")
    record_absent(scene.library, SERVER)
    async with scene.bot():
        await scene.double.until(lambda: absent_guilds(scene.library) == {77})


@pytest.mark.parametrize("times", [1, 2])
def test_recorded_once(scene: Scene, times: int) -> None:
    """The grace period begins with the first event, and ends with the server's return."""
    record_absent(scene.library, SERVER)
    leave_ago(scene, GRACE)
    for _ in range(times):
        record_absent(scene.library, SERVER)
    assert absent_guilds(scene.library, at_least=GRACE) == {SERVER}
    record_present(scene.library, SERVER)
    assert absent_guilds(scene.library) == frozenset()
