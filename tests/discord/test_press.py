"""The double lets people press buttons, be offered completions and get files, as Discord does."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.discord import rules
from tests.discord.double import Double
from tests.discord.payloads import ATTACHMENT_SIZE_LIMIT, CHANNEL_ID, MODERATOR, OTHER_GUILD_ID, OWNER_ID, PERMISSIONS
from tests.discord.test_double import Bot, running
from tests.discord.traffic import Json


def card(text: str) -> ui.LayoutView:
    """A view with a text and two buttons, one of which is off."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay[ui.LayoutView](text))
    buttons = (ui.Button[Any](label=label, custom_id=label, disabled=label == "Off") for label in ("On", "Off"))
    view.add_item(ui.ActionRow[ui.LayoutView](*buttons))
    return view


class Pressed(Bot):
    """A bot whose `/ask` shows a card, and which updates it at each press."""

    async def setup_hook(self) -> None:
        """Register the command, with a completion."""
        command = app_commands.Command[Any, ..., Any](name="ask", description="Ask.", callback=self.show)
        command.autocomplete("text")(self.offer)
        self.tree.add_command(command)
        await self.tree.sync()

    async def show(self, interaction: discord.Interaction, text: str) -> None:
        """Show the card, in private if the text says so, or a file."""
        if text == "file":
            await interaction.response.defer(thinking=True)
            await interaction.edit_original_response(attachments=[discord.File(BytesIO(b"text"), "a.txt")])
            return
        await interaction.response.send_message(view=card(text), ephemeral=text == "private")

    async def offer(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer what was typed, and once more."""
        return [app_commands.Choice(name=name, value=name) for name in (typed, typed * 2)]

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Update the card, or delete it for a moderator."""
        if interaction.type is discord.InteractionType.component:
            if interaction.permissions.manage_messages:
                await interaction.response.defer()
                await interaction.delete_original_response()
            else:
                await interaction.response.edit_message(view=card(f"pressed in {interaction.guild_id}"))


@pytest.fixture
async def bot(double: Double) -> AsyncIterator[Bot]:
    """The bot, connected to the double."""
    async with running(double, Pressed) as connected:
        yield connected


async def shown(double: Double, text: str = "text", **place: Any) -> Json:  # noqa: ANN401 -- where it is asked
    """The card."""
    interaction = await double.slash("ask", {"text": text}, **place)
    await interaction.answered()
    assert interaction.original
    return interaction.original


def text_of(message: Json) -> str:
    """The text of a card."""
    return str(message["components"][0]["content"])


@pytest.mark.usefixtures("bot")
async def test_press(double: Double) -> None:
    """A press reaches the bot from the server that the message is in, and what it updates is that message."""
    message = await shown(double, guild_id=OTHER_GUILD_ID)
    pressed = await double.press(message, "On")
    await pressed.answered()
    assert pressed.original is message
    assert text_of(message) == f"pressed in {OTHER_GUILD_ID}"


@pytest.mark.parametrize("label", ["Off", "None"])
@pytest.mark.usefixtures("bot")
async def test_nothing_to_press(double: Double, label: str) -> None:
    """A button that is off, or not there, is not to be pressed."""
    message = await shown(double)
    with pytest.raises(AssertionError, match=f"nobody can press `{label}`"):
        await double.press(message, label)


@pytest.mark.usefixtures("bot")
async def test_private(double: Double, bot: Bot) -> None:
    """A private message is pressed by its own person alone, and stands in no channel."""
    message = await shown(double, "private")
    with pytest.raises(AssertionError, match="nobody sees a private message"):
        await double.press(message, "On", person_id=OWNER_ID)
    channel = bot.get_partial_messageable(int(CHANNEL_ID))
    assert [found async for found in channel.history()] == []
    with pytest.raises(discord.NotFound):
        await channel.fetch_message(int(message["id"]))
    await (await double.press(message, "On")).answered()


@pytest.mark.usefixtures("bot")
async def test_moderator(double: Double) -> None:
    """A moderator has the permission to delete messages, which others have not, and a deleted message is gone."""
    assert int(MODERATOR) & ~int(PERMISSIONS) == discord.Permissions(manage_messages=True).value
    message = await shown(double)
    pressed = await double.press(message, "On", person_id=OWNER_ID, moderator=True)
    await pressed.deleted()
    assert message["id"] not in double.messages.stored


@pytest.mark.usefixtures("bot")
async def test_completions(double: Double) -> None:
    """What the bot offers while a person types comes back as it was offered."""
    assert [choice["name"] for choice in await double.complete("ask", "text", "ab")] == ["ab", "abab"]


@pytest.mark.usefixtures("bot")
async def test_files(double: Double) -> None:
    """A file that is sent with an edit is kept with its message."""
    (attachment,) = (await shown(double, "file"))["attachments"]
    assert (attachment["filename"], attachment["size"]) == ("a.txt", 4)
    assert double.messages.uploads[attachment["id"]] == b"text"


@pytest.mark.parametrize(
    ("attachments", "files", "problem"),
    [
        ([], {"files[0]": b""}, "no attachment names it"),
        ([{"id": 1}], {}, "not uploaded"),
        ([{"id": 0}], {"files[0]": bytes(ATTACHMENT_SIZE_LIMIT + 1)}, "at most"),
    ],
)
def test_bad_files(attachments: list[Json], files: dict[str, bytes], problem: str) -> None:
    """A file that nothing names, one that is named and not there, and one that is too large are refused."""
    (found,) = rules.uploaded({"attachments": attachments}, files)
    assert problem in found


async def test_closed_for_good(double: Double) -> None:
    """The session of a client that has closed it is forgotten, and the next client hears of everything."""
    async with running(double, Pressed):
        message = await shown(double)
    async with running(double, Pressed):
        await (await double.press(message, "On")).answered()
