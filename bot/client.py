"""Who is connected to Discord? The client: what it listens to, and what it does with what it hears."""

import contextlib
import logging
import sys
from typing import Any, Final

import aiohttp
import discord
from discord import ui

from bot.admission import admits_command, admits_message, admits_press, is_question
from bot.commands import answer_buttons as press
from bot.commands import mention
from bot.commands.ask import ask_command
from bot.commands.check import check_menu
from bot.commands.context import Means
from bot.commands.find import find_menu
from bot.commands.help import help_command
from bot.commands.quote import quote_command
from bot.corpora.guilds import Servers
from bot.discord_client.command_sync import sync
from bot.discord_client.command_tree import Tree, apologise
from bot.discord_client.error_log import UNSENT, report
from bot.discord_client.guild_of import may_write_in, server_of_message
from bot.discord_client.invite_links import server_link
from bot.discord_client.rate_limit import PRESSES, PRESSING, FairUse, Told
from bot.discord_client.work_queue import Desk
from bot.jobs.messages import JobMessages
from bot.jobs.runner import Workshop
from bot.jobs.tasks import Tools
from bot.moderation.channel_policy import elsewhere, may_answer, settings_at, settings_for
from bot.moderation.register import ITEMS, add_moderation
from bot.rendering.buttons import Press
from bot.rendering.layout import Layout, Pressable
from bot.rendering.message import apology
from bot.replies.reply import TOO_OLD
from bot.settings import Settings

log = logging.getLogger(__name__)

INTENTS: Final = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""Nothing privileged: Discord delivers the words of direct messages and of messages that mention the bot without it.

https://discord.com/developers/docs/events/gateway#message-content-intent
"""

PATIENCE: Final = 5.0  # seconds for the answers in hand when the bot stops; `docker stop` kills after 10


PATIENCE_WITH_JOBS: Final = 1.0  # the same for each hand that reads articles; what it does not end it begins anew

PRESSABLE: Final[tuple[type[ui.DynamicItem[Any]], ...]] = (Pressable, *ITEMS)
"""Every kind of button and menu; a press of any other is told that it is too old."""


class Pullquote(discord.AutoShardedClient):
    """Answers what it is asked from the articles that each server may see; remembers no message and no member.

    With `tools`, which are a library's, moderators see to the articles of their servers.
    """

    def __init__(
        self,
        servers: Servers,
        settings: Settings,
        *,
        tools: Tools | None = None,
        connector: aiohttp.BaseConnector | None = None,
    ) -> None:
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            connector=connector,
        )
        self.desk = Desk(waiting=settings.queue)
        per_member, per_server = settings.per_member, settings.per_server
        self.fair_use = FairUse(per_member=per_member, per_server=per_server)
        self.presses = FairUse(per_member=PRESSES * per_member, per_server=PRESSES * per_server, use=PRESSING)
        self._told_where = Told()
        messages = JobMessages(self)
        self.workshop = Workshop(tools, messages) if tools else None
        self.means = Means(self.desk, servers, settings.limit, self.workshop)
        self.tree = Tree(self, self._admits)
        for command in (ask_command, quote_command, check_menu, find_menu):
            self.tree.add_command(command(self.means))
        self.tree.add_command(help_command(self.tree))
        if self.workshop:
            add_moderation(self.tree, self.workshop, messages)

    async def setup_hook(self) -> None:
        """Make the buttons and the commands known, and take up what was not done; called once, before the gateway."""
        self.add_dynamic_items(*PRESSABLE)
        await sync(self.tree)
        if self.workshop:
            await self.workshop.open()

    async def on_ready(self) -> None:
        """Say that the bot answers now, and how to take it into a server."""
        invite = server_link(self.application_id or 0)
        log.info("ready; articles: %d, servers: %d, invite: %s", self.means.servers.size, len(self.guilds), invite)

    async def close(self) -> None:
        """Take no further question, let the answers in hand go out, then leave."""
        await self.desk.close(patience=PATIENCE)
        if self.workshop:
            await self.workshop.close(patience=PATIENCE_WITH_JOBS)
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        """Answer the message if it is addressed to the bot."""
        question = mention.question_in(message, self.user) if self.user else None
        if self.user and question is not None and await self._admits_message(message):
            await mention.respond(message, question, self.user, self.means)

    async def on_press(self, interaction: discord.Interaction[Any], pressed: Press) -> None:
        """Do what the button is for."""
        if await admits_press(self.presses, interaction, pressed):
            await press.respond(interaction, pressed, self.means)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Say so where a button of an earlier release was pressed, which nothing else hears of."""
        if interaction.type is discord.InteractionType.component and not _is_known(interaction.data):
            await press.tell(interaction, TOO_OLD)

    async def _admits(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether a command may be used here and now; who may not is told where, or when."""
        settings = await settings_for(self.workshop, interaction)
        if is_question(interaction) and not may_answer(settings, interaction.channel):
            await interaction.response.send_message(view=Layout(elsewhere(settings)), ephemeral=True)
            return False
        return await admits_command(self.fair_use, interaction)

    async def _admits_message(self, message: discord.Message) -> bool:
        """Whether a message may be answered here and now; its author is told where, once a minute, or when."""
        settings = await settings_at(self.workshop, server_of_message(message))
        is_open = may_write_in(message.channel)
        if is_open and may_answer(settings, message.channel):
            return await admits_message(self.fair_use, message)
        if self._told_where.is_news(message.author.id):
            with contextlib.suppress(*UNSENT):
                await (mention.send(message, elsewhere(settings)) if is_open else mention.tell_author(message))
        return False

    async def on_error(self, event_method: str, /, *args: Any, **_: Any) -> None:  # noqa: ANN401 -- any event's
        """Log the mishap, and apologise with its id to whom it kept without an answer."""
        error = sys.exception()
        mishap = report(error, where=event_method) if error else None
        if mishap and args:
            with contextlib.suppress(*UNSENT):
                await _apologise(args[0], mishap, forbidden=isinstance(error, discord.Forbidden))


def _is_known(pressed: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether a button of this release was pressed."""
    return any(item.__discord_ui_compiled_template__.fullmatch(pressed["custom_id"]) for item in PRESSABLE)


async def _apologise(event: object, mishap: str, *, forbidden: bool) -> None:
    """Tell whoever wrote or pressed; in private, where the bot was kept from writing."""
    if isinstance(event, discord.Message) and forbidden:
        await mention.tell_author(event)
    elif isinstance(event, discord.Message):
        await mention.send(event, apology(mishap))
    elif isinstance(event, discord.Interaction):
        await apologise(event, mishap)
