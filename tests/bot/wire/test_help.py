"""`/help`, as its asker sees it."""

from typing import Any

import discord
import pytest
from discord import app_commands

from bot.client import Pullquote
from retrieval.retriever import Retriever
from tests.bot.online import check, online
from tests.discord import events
from tests.discord.double import Double

COLUMNS, LINES = 80, 40  # of a screen


@app_commands.command(name="moderate", description="For those who manage the server.")
@app_commands.default_permissions(manage_guild=True)
async def moderate(_: discord.Interaction[Any]) -> None:
    """Do nothing."""


@pytest.mark.parametrize("guild", [True, False])
@pytest.mark.parametrize("user_install", [True, False])
async def test_help(double: Double, bot: Pullquote, *, guild: bool, user_install: bool) -> None:
    """The help is for its asker alone, names every command, and says what is answered, proved and stored."""
    interaction = await double.slash("help", guild=guild, user_install=user_install)
    text = check(await interaction.answered())
    assert interaction.ephemeral
    for command in bot.tree.get_commands():
        assert (f"`/{command.name}`" in text) or f"**{command.name}**" in text
    for head in ("What I can answer", "What a quote proves", "What is stored"):
        assert f"**{head}**" in text
    assert "Not that it is true" in text
    assert "Not your question" in text


@pytest.mark.usefixtures("bot")
async def test_one_screen(double: Double) -> None:
    """The help fits on one screen."""
    text = check(await (await double.slash("help")).answered())
    assert sum(1 + len(line) // COLUMNS for line in text.split("\n")) <= LINES


def allowed(place: events.Place, flag: int) -> events.Place:
    """The place, where the person has this permission, too."""
    member = place.fields["member"]
    permissions = str(int(member["permissions"]) | flag)
    return events.Place(place.context, place.fields | {"member": member | {"permissions": permissions}})


@pytest.mark.parametrize("may", [True, False])
async def test_moderators(double: Double, bot: Pullquote, monkeypatch: pytest.MonkeyPatch, *, may: bool) -> None:
    """The commands of those who manage the server are named to them alone."""
    bot.tree.add_command(moderate)
    usual, flag = events.guild_place, discord.Permissions.manage_guild.flag if may else 0
    monkeypatch.setattr(events, "guild_place", lambda *given, **named: allowed(usual(*given, **named), flag))
    assert ("`/moderate`" in check(await (await double.slash("help")).answered())) == may
    assert "`/moderate`" not in check(await (await double.slash("help", guild=False)).answered())


async def test_free(double: Double, retriever: Retriever) -> None:
    """The help does not count as a question."""
    async with online(double, retriever, per_member=1):
        for _ in range(3):
            assert "**What is stored**" in check(await (await double.slash("help")).answered())


@pytest.mark.usefixtures("bot")
async def test_way_to_it(double: Double) -> None:
    """A mention without a question leads to the help."""
    assert "`/help`" in check(await (await double.mention("")).reply())
