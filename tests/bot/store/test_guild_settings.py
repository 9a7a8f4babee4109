import pytest

from bot.store.guild_settings import GuildSettings, guild_collection, guild_of_collection
from retrieval.errors import LibraryError
from retrieval.library.database import Library
from retrieval.ranking.confidence import AbstentionThreshold

SET = GuildSettings(channels=(1, 2**63 - 1), is_private=True, caution=AbstentionThreshold.EAGER, has_public=False)


def test_kept(library: Library) -> None:
    """What is set for a server is read again, until something else is set; other servers have what is usual."""
    assert GuildSettings.read(library, 5) == GuildSettings()
    SET.write(library, 5)
    assert GuildSettings.read(library, 5) == SET
    assert GuildSettings.read(library, 6) == GuildSettings()
    GuildSettings().write(library, 5)
    assert GuildSettings.read(library, 5) == GuildSettings()


@pytest.mark.parametrize(
    ("channels", "places", "may"), [((), (3,), True), ((3,), (3, None), True), ((3,), (4, 3), True)]
)
def test_where(channels: tuple[int, ...], places: tuple[int | None, ...], *, may: bool) -> None:
    """The bot may answer in the channels that are set and in their threads, or everywhere."""
    assert GuildSettings(channels=channels).may_answer_in(*places) is may
    assert not GuildSettings(channels=(9,)).may_answer_in(*places)


def test_collections() -> None:
    """A server quotes its own articles, and the public ones unless it does not want them."""
    assert GuildSettings().collections(5) == ("server-5", "public")
    assert SET.collections(5) == ("server-5",)


@pytest.mark.parametrize(("collection", "server"), [(guild_collection(5), 5), ("public", None), ("server-", None)])
def test_server_of(collection: str, server: int | None) -> None:
    """The server of a collection is the one whose own it is."""
    assert guild_of_collection(collection) == server


@pytest.mark.parametrize("damage", ["channels = '['", "caution = 'bold'"])
def test_damaged(library: Library, damage: str) -> None:
    """Settings that are not what was written are a damaged library."""
    SET.write(library, 5)
    with library.writing() as db:
        db.execute(f"UPDATE settings SET {damage}")  # noqa: S608 -- above
    with pytest.raises(LibraryError, match="damaged"):
        GuildSettings.read(library, 5)
