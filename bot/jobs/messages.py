"""Edits the message that shows a job's progress: by the moderator's interaction, and after that by the bot's own token.

Discord accepts edits by an interaction for fifteen minutes. An ephemeral message cannot be edited after that; its job
still shows in `/sources list`.
"""

import logging
from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.discord_client.error_log import UNSENT, report
from bot.rendering.layout import Layout
from bot.rendering.message import Part
from bot.store.jobs import Job

log = logging.getLogger(__name__)

EXPIRED: Final = frozenset({10015, 50027})
"""Discord's codes for an interaction whose time is over."""

NOBODY: Final = discord.AllowedMentions.none()  # discord.py adds the client's own to every request but this edit


class JobMessages:
    """The messages about jobs; a `JobReporter`."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._interactions: dict[int, discord.Interaction[Any]] = {}

    def begun(self, job: Job, interaction: discord.Interaction[Any]) -> None:
        """Remember the interaction that made a job's message."""
        self._interactions[job.id] = interaction

    async def report(self, job: Job, message: Sequence[Part]) -> None:
        """Edit the job's message; a refusal by Discord is logged and does not stop the job."""
        layout = Layout(message)
        try:
            if not await self._by_interaction(job, layout) and job.message:
                channel = self._client.get_partial_messageable(job.channel)
                await channel.get_partial_message(job.message).edit(view=layout, allowed_mentions=NOBODY)
        except UNSENT as error:
            code = error.code if isinstance(error, discord.HTTPException) else type(error).__name__
            log.info("job %d cannot be reported in its channel (%s)", job.id, code)
        if job.done:
            self._interactions.pop(job.id, None)

    def log_error(self, error: BaseException) -> str:
        """Log an unexpected error and return its id."""
        return report(error, where="a job") or ""

    async def _by_interaction(self, job: Job, layout: Layout) -> bool:
        """Edit the message by its interaction; return whether the interaction is still valid."""
        interaction = self._interactions.get(job.id)
        if interaction is None or interaction.is_expired():
            return False
        try:
            await interaction.edit_original_response(view=layout)
        except discord.HTTPException as error:
            if error.code not in EXPIRED:
                raise
            del self._interactions[job.id]
            return False
        return True
