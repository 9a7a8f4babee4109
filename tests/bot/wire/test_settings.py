"""What moderators set, and what it changes for members."""

from collections.abc import Sequence

import pytest

from bot.corpora.choice import CorpusChoice
from bot.corpora.open_library import open_guild_corpora
from bot.store.guild_settings import GuildSettings
from retrieval.ranking.confidence import AbstentionThreshold
from tests.bot.moderating import SERVER, Scene, scene, text_in
from tests.bot.online import ASKED, PARDONS, check
from tests.discord.events import Post
from tests.discord.message_rules import components
from tests.discord.payloads import CHANNEL_ID, GUILD_ID, OTHER_GUILD_ID, PERSON_ID, THREAD_ID
from tests.discord.traffic import Json
from tests.retrieval.stored import RAIN, SNOW, shelve

__all__ = ["scene"]  # a fixture

OTHER = "200000000000000019"
SNOWING = "Where was it snowing?"


def chosen(message: Json | None) -> set[str]:
    """What stands chosen in the menus of a message."""
    assert message
    menus = [part for part in components(message) if part.get("type") in {3, 8}]
    options = {option["value"] for menu in menus for option in menu.get("options", ()) if option.get("default")}
    return options | {str(value["id"]) for menu in menus for value in menu.get("default_values") or ()}


@pytest.mark.parametrize(
    ("menu", "choice", "settings"),
    [
        ("settings:channels", (CHANNEL_ID, OTHER), {"channels": (int(CHANNEL_ID), int(OTHER))}),
        ("settings:channels", (), {}),
        ("settings:private", ("yes",), {"is_private": True}),
        ("settings:caution", ("eager",), {"caution": AbstentionThreshold.EAGER}),
        ("settings:caution", ("usual",), {}),
        ("settings:sources", ("own",), {"has_public": False}),
    ],
)
async def test_choose(scene: Scene, menu: str, choice: tuple[str, ...], settings: dict[str, object]) -> None:
    """Each choice is kept for this server alone, and shown; the menus work after a restart."""
    async with scene.bot():
        form = await scene.moderate("settings")
        check(await form.answered())
        assert chosen(form.original) == {"no", "usual", "all"}
        assert form.ephemeral
    async with scene.bot():
        await (await scene.press(form.original, menu, *choice)).answered()
    assert GuildSettings.read(scene.library, SERVER) == GuildSettings.model_validate(settings)
    assert GuildSettings.read(scene.library, 1) == GuildSettings()
    assert set(choice) <= chosen(form.original)


async def test_choices_add_up(scene: Scene) -> None:
    """A choice leaves the others as they are."""
    async with scene.bot():
        form = await scene.moderate("settings")
        await form.answered()
        for menu, choice in (("settings:private", "yes"), ("settings:caution", "cautious")):
            await (await scene.press(form.original, menu, choice)).answered()
    assert GuildSettings.read(scene.library, SERVER) == GuildSettings(
        is_private=True, caution=AbstentionThreshold.CAUTIOUS
    )


async def test_old_form(scene: Scene) -> None:
    """Who was a moderator changes nothing by a form from then."""
    async with scene.bot():
        form = await scene.moderate("settings")
        await form.answered()
        scene.double.clock.advance(16 * 60)
        pressed = await scene.press(form.original, "settings:private", "yes", person_id=PERSON_ID)
        assert "too old" in check(await pressed.answered())
    assert GuildSettings.read(scene.library, SERVER) == GuildSettings()


async def test_private(scene: Scene) -> None:
    """Where answers are private, only who asks sees them."""
    GuildSettings(is_private=True).write(scene.library, SERVER)
    async with scene.bot():
        interaction = await scene.double.slash("ask", {"question": ASKED})
        assert PARDONS in check(await interaction.answered())
        assert interaction.ephemeral


async def test_elsewhere(scene: Scene) -> None:
    """Where the bot may not answer it says where it may, to who used a command alone; moderators' commands work."""
    GuildSettings(channels=(int(OTHER),)).write(scene.library, SERVER)
    async with scene.bot():
        interaction = await scene.double.slash("ask", {"question": ASKED})
        assert f"<#{OTHER}>" in check(await interaction.answered())
        assert interaction.ephemeral
        assert f"<#{OTHER}>" in check(await (await scene.double.mention(ASKED)).reply())
        assert PARDONS in check(await (await scene.double.direct_message(ASKED)).reply())
        alone = await scene.double.slash("ask", {"question": ASKED}, guild=False)
        assert PARDONS in check(await alone.answered())
        assert "page 1" in await scene.said("sources list")


async def test_elsewhere_is_free(scene: Scene) -> None:
    """A member who asks where the bot may not answer gets one reply, and the question does not count."""
    GuildSettings(channels=(int(OTHER),)).write(scene.library, SERVER)
    async with scene.bot(per_member=1):
        posts = [await scene.double.mention(ASKED) for _ in range(3)]
        await scene.double.until(lambda: replies(scene, posts), "a reply to one of three mentions")
        assert PARDONS in check(await (await scene.double.direct_message(ASKED)).reply())
    (reply,) = replies(scene, posts)
    assert f"<#{OTHER}>" in text_in(reply)


def replies(scene: Scene, posts: Sequence[Post]) -> list[Json]:
    """The bot's replies to these messages."""
    return [reply for post in posts for reply in scene.double.messages.replies(post.payload["id"])]


@pytest.mark.parametrize("place", [CHANNEL_ID, THREAD_ID])
async def test_here(scene: Scene, place: str) -> None:
    """Where the bot may answer it does, and in the threads there."""
    GuildSettings(channels=(int(CHANNEL_ID),)).write(scene.library, SERVER)
    async with scene.bot():
        assert PARDONS in check(await (await scene.double.mention(ASKED, channel_id=place)).reply())
        assert PARDONS in check(await (await scene.double.slash("ask", {"question": ASKED})).answered())


async def test_another_server(scene: Scene) -> None:
    """A server where only its user has the bot has no settings, whatever is kept under its number."""
    GuildSettings(channels=(1,), is_private=True).write(scene.library, 200000000000000020)
    async with scene.bot():
        interaction = await scene.double.slash("ask", {"question": ASKED}, user_install=True)
        assert PARDONS in check(await interaction.answered())
        assert not interaction.ephemeral


async def asked(scene: Scene, question: str, guild_id: str = GUILD_ID) -> str:
    """What is said to a question in a server."""
    interaction = await scene.double.slash("ask", {"question": question}, guild_id=guild_id)
    return check(await interaction.answered())


async def test_without_public(scene: Scene) -> None:
    """A server that wants its own articles only is not quoted public ones, from the next question on."""
    shelve(scene.library, SNOW)
    async with scene.serving():
        assert "snowing in Rome" in await asked(scene, SNOWING)
        form = await scene.moderate("settings")
        await form.answered()
        await (await scene.press(form.original, "settings:sources", "own")).answered()
        assert "found nothing" in await asked(scene, SNOWING)
        assert "snowing in Rome" in await asked(scene, SNOWING, OTHER_GUILD_ID)


@pytest.mark.parametrize("caution", AbstentionThreshold)
async def test_caution(scene: Scene, caution: AbstentionThreshold) -> None:
    """How cautious the bot is, is for each server to say."""
    shelve(scene.library, RAIN)
    GuildSettings(caution=caution).write(scene.library, SERVER)
    with open_guild_corpora(CorpusChoice(None, scene.library.path), say=print) as servers:
        answering = servers.at(SERVER).articles._held.retriever  # type: ignore[attr-defined]  # a live one
        assert answering._caution is caution
        assert servers.at(None).articles._held.retriever._caution is AbstentionThreshold.NORMAL  # type: ignore[attr-defined]  # the same


async def test_private_unless_chosen(scene: Scene) -> None:
    """Where answers are private, who asks may still show one to all."""
    GuildSettings(is_private=True).write(scene.library, SERVER)
    async with scene.serving():
        for private, seen in ((None, True), (False, False), (True, True)):
            options = {"question": SNOWING} | ({} if private is None else {"private": private})
            interaction = await scene.double.slash("ask", options)
            await interaction.answered()
            assert interaction.ephemeral is seen
