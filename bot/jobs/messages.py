"""Where does a job's message stand? With the moderator's interaction while that lives, then with the bot's own token.

Discord lets an interaction's message be edited for fifteen minutes, and nobody edits a private one later: that goes on
in `/sources list`.
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
    """The messages about jobs; a `Teller`."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._interactions: dict[int, discord.Interaction[Any]] = {}

    def begun(self, job: Job, interaction: discord.Interaction[Any]) -> None:
        """Remember by which interaction a job's message was made."""
        self._interactions[job.id] = interaction

    async def tell(self, job: Job, message: Sequence[Part]) -> None:
        """Show `message` about the job; what Discord refuses is logged, for the job goes on all the same."""
        layout = Layout(message)
        try:
            if not await self._by_interaction(job, layout) and job.message:
                channel = self._client.get_partial_messageable(job.channel)
                await channel.get_partial_message(job.message).edit(view=layout, allowed_mentions=NOBODY)
        except UNSENT as error:
            code = error.code if isinstance(error, discord.HTTPException) else type(error).__name__
            log.info("job %d cannot be told of in its channel (%s)", job.id, code)
        if job.done:
            self._interactions.pop(job.id, None)

    def mishap(self, error: BaseException) -> str:
        """Log what nobody foresaw, and return the id to tell."""
        return report(error, where="a job") or ""

    async def _by_interaction(self, job: Job, layout: Layout) -> bool:
        """Edit the message by its interaction, and tell whether that could still be done."""
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
