"""What every command handler needs: the dependencies of the handlers, and the one way to answer an interaction."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

import discord
from discord import app_commands

from bot.corpora.guilds import GuildCorpora
from bot.discord_client.guild_of import guild_of, queue_group
from bot.discord_client.work_queue import WorkQueue
from bot.jobs.runner import JobRunner
from bot.moderation.hand_in import answer_layout
from bot.rendering.message import Reply
from bot.replies.reply import BUSY

Command = TypeVar("Command")

FREE: Final = {"free": True}
"""The `extras` of a command that does not count as a question."""


class BotContext(NamedTuple):
    """The dependencies of the command handlers.

    Attributes:
        work_queue: runs the searches in threads.
        corpora: the articles that each guild may see.
        limit: how many quotes an answer has at most.
        job_runner: the moderators' jobs; `None` where the bot has no library of its own.
    """

    work_queue: WorkQueue
    corpora: GuildCorpora
    limit: int
    job_runner: JobRunner | None = None

    def has_moderators(self, guild: int | None) -> bool:
        """Whether members of the guild can hand a question to moderators; outside guilds nobody can."""
        return self.job_runner is not None and guild is not None

    async def respond(
        self, interaction: discord.Interaction[Any], work: Callable[[], Reply], *, ephemeral: bool = False
    ) -> None:
        """Defer the interaction, run `work` in a thread when its turn comes, and show the reply that it returns.

        Deferring comes first: Discord drops an interaction that is not acknowledged within 3 seconds.
        """
        with self.work_queue.in_flight():
            await interaction.response.defer(thinking=True, ephemeral=ephemeral)
            reply = await self.work_queue.run(work, busy=BUSY, group=queue_group(interaction))
            moderated = self.has_moderators(guild_of(interaction))
            await interaction.edit_original_response(view=answer_layout(reply, moderated=moderated))


def anywhere(command: Command) -> Command:
    """Decorator: the command works in guilds, direct messages and group chats, installed by a guild or by a user."""
    installable = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(installable)
