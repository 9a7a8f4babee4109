"""The Discord client: registers the commands and components, and dispatches messages and interactions."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import Callable
from typing import Any, Final

import aiohttp
import discord
from discord import ui

from bot.admission import admits_command, admits_message, admits_press, is_question
from bot.commands import answer_buttons as press
from bot.commands import mention
from bot.commands.ask import ask_command
from bot.commands.check import check_menu
from bot.commands.context import BotContext
from bot.commands.find import find_menu
from bot.commands.help import help_command
from bot.commands.quote import quote_command
from bot.corpora.guilds import GuildCorpora
from bot.discord_client.command_sync import sync
from bot.discord_client.command_tree import Tree, apologise
from bot.discord_client.error_log import UNSENT, report
from bot.discord_client.guild_of import guild_of_message, may_write_in
from bot.discord_client.invite_links import server_link
from bot.discord_client.rate_limit import PRESSES, PRESSING, RateLimiter, RecentlyNotified
from bot.discord_client.work_queue import WorkQueue
from bot.jobs.messages import JobMessages
from bot.jobs.runner import JobRunner
from bot.jobs.tasks import JobDeps
from bot.moderation.channel_policy import elsewhere_reply, may_answer, settings_at, settings_for
from bot.moderation.register import ITEMS, add_moderation
from bot.rendering.buttons import Press
from bot.rendering.layout import AnswerButton, Layout
from bot.rendering.message import apology
from bot.replies.reply import TOO_OLD
from bot.settings import Settings
from bot.store.absent_guilds import record_absent, record_all, record_present
from retrieval.cross_encoder.reranker import PLACES
from retrieval.errors import LibraryError

log = logging.getLogger(__name__)

INTENTS: Final = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""Nothing privileged: Discord delivers the words of direct messages and of messages that mention the bot without it.

https://discord.com/developers/docs/events/gateway#message-content-intent
"""

PATIENCE: Final = 5.0  # seconds for the answers in flight when the bot stops; `docker stop` kills after 10


PATIENCE_WITH_JOBS: Final = 1.0  # the same for each worker thread that reads articles; unfinished jobs start over

PRESSABLE: Final[tuple[type[ui.DynamicItem[Any]], ...]] = (AnswerButton, *ITEMS)
"""Every kind of button and menu; a press of any other one is answered with `TOO_OLD`."""


class Pullquote(discord.AutoShardedClient):
    """Answers questions from the articles that each guild may see; stores no message and no member.

    With `job_deps`, which are a library's, moderators manage the articles of their guilds.
    """

    def __init__(
        self,
        corpora: GuildCorpora,
        settings: Settings,
        *,
        job_deps: JobDeps | None = None,
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
        self.work_queue = WorkQueue(waiting=settings.queue, blocked=PLACES if settings.reranker else 0)
        per_member, per_server = settings.per_member, settings.per_server
        self.fair_use = RateLimiter(per_member=per_member, per_server=per_server)
        self.presses = RateLimiter(per_member=PRESSES * per_member, per_server=PRESSES * per_server, use=PRESSING)
        self._notified_where = RecentlyNotified()
        messages = JobMessages(self)
        self.job_runner = JobRunner(job_deps, messages) if job_deps else None
        self.context = BotContext(self.work_queue, corpora, settings.limit, self.job_runner)
        self.tree = Tree(self, self._admits)
        for command in (ask_command, quote_command, check_menu, find_menu):
            self.tree.add_command(command(self.context))
        self.tree.add_command(help_command(self.tree))
        if self.job_runner:
            add_moderation(self.tree, self.job_runner, messages)

    async def setup_hook(self) -> None:
        """Register the buttons and the commands, and resume unfinished jobs; called once, before the gateway."""
        self.add_dynamic_items(*PRESSABLE)
        await sync(self.tree)
        if self.job_runner:
            await self.job_runner.open()

    async def on_ready(self) -> None:
        """Log that the bot is ready, with the link that installs it in a server."""
        invite = server_link(self.application_id or 0)
        log.info("ready; articles: %d, servers: %d, invite: %s", self.context.corpora.size, len(self.guilds), invite)
        await self._record(record_all, {guild.id for guild in self.guilds}, is_ours=self._hears_of)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Store that a guild has removed the bot; an outage of a guild is another event."""
        await self._record(record_absent, guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Store that a guild has the bot, perhaps again."""
        await self._record(record_present, guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Store that a guild has the bot."""
        await self._record(record_present, guild.id)

    async def _record(self, record: Callable[..., None], *which: Any, **how: Any) -> None:  # noqa: ANN401 -- as each takes them
        """Call `record` on the library, where there is one; the next start finds out what cannot be stored now."""
        if self.job_runner:
            try:
                await asyncio.to_thread(record, self.job_runner.job_deps.library, *which, **how)
            except LibraryError as error:
                log.warning("which servers removed the bot cannot be stored: %s", error)

    def _hears_of(self, guild: int) -> bool:
        """Whether a shard of this process hears of the guild. https://discord.com/developers/docs/events/gateway."""
        count = self.shard_count or 1
        return (guild >> 22) % count in self.shards

    async def close(self) -> None:
        """Accept no further question, send the answers in flight, then disconnect."""
        await self.work_queue.close(patience=PATIENCE)
        if self.job_runner:
            await self.job_runner.close(patience=PATIENCE_WITH_JOBS)
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        """Answer the message if it is addressed to the bot."""
        question = mention.question_in(message, self.user) if self.user else None
        if self.user and question is not None and await self._admits_message(message):
            await mention.respond(message, question, self.user, self.context)

    async def on_press(self, interaction: discord.Interaction[Any], pressed: Press) -> None:
        """Handle a press of a button below an answer."""
        if await admits_press(self.presses, interaction, pressed):
            await press.respond(interaction, pressed, self.context)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press of a button of an earlier release, which no dynamic item matches."""
        if interaction.type is discord.InteractionType.component and not _is_known(interaction.data):
            await press.tell(interaction, TOO_OLD)

    async def _admits(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether a command may be used here and now; if not, replies privately where or when it may."""
        settings = await settings_for(self.job_runner, interaction)
        if is_question(interaction) and not may_answer(settings, interaction.channel):
            await interaction.response.send_message(view=Layout(elsewhere_reply(settings)), ephemeral=True)
            return False
        return await admits_command(self.fair_use, interaction)

    async def _admits_message(self, message: discord.Message) -> bool:
        """Whether a message may be answered here and now; if not, its author learns where or when, once a minute."""
        settings = await settings_at(self.job_runner, guild_of_message(message))
        is_open = may_write_in(message.channel)
        if is_open and may_answer(settings, message.channel):
            return await admits_message(self.fair_use, message)
        if self._notified_where.is_news(message.author.id):
            with contextlib.suppress(*UNSENT):
                await (mention.send(message, elsewhere_reply(settings)) if is_open else mention.tell_author(message))
        return False

    async def on_error(self, event_method: str, /, *args: Any, **_: Any) -> None:  # noqa: ANN401 -- any event's
        """Log an unexpected error and show its id to the user who waits for an answer."""
        error = sys.exception()
        error_id = report(error, where=event_method) if error else None
        if error_id and args:
            with contextlib.suppress(*UNSENT):
                await _apologise(args[0], error_id, forbidden=isinstance(error, discord.Forbidden))


def _is_known(pressed: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether a button of this release was pressed."""
    return any(item.__discord_ui_compiled_template__.fullmatch(pressed["custom_id"]) for item in PRESSABLE)


async def _apologise(event: object, error_id: str, *, forbidden: bool) -> None:
    """Show the apology to the user; as a direct message where the bot may not write."""
    if isinstance(event, discord.Message) and forbidden:
        await mention.tell_author(event)
    elif isinstance(event, discord.Message):
        await mention.send(event, apology(error_id))
    elif isinstance(event, discord.Interaction):
        await apologise(event, error_id)
