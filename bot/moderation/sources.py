"""`/sources …`: what moderators do with the articles of their server."""

import asyncio
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_client.error_log import UNSENT
from bot.jobs.messages import JobMessages
from bot.jobs.runner import JobRunner
from bot.jobs.status_text import status_message
from bot.moderation.channel_policy import settings_for
from bot.moderation.components import required_guild
from bot.moderation.removal import question
from bot.moderation.sources_list import sources_page
from bot.rendering.citation import inline
from bot.rendering.layout import Layout
from bot.rendering.message import Part
from bot.store.guild_settings import guild_collection
from bot.store.jobs import JobKind, JobRequest, add_job, set_progress_message
from retrieval.errors import JobsError, NotInLibraryError
from retrieval.ingest.inputs import is_url
from retrieval.library.catalog import find_article

LARGEST_FILE: Final = 25_000_000  # bytes; it is kept in the library until it is read, and in memory while it arrives
LONGEST_ADDRESS: Final = 2_000  # characters
LONGEST_NAME: Final = 300  # characters of a title, an address or an id

ONE_OF_BOTH: Final = "Give either an address or a file."
NOT_GIVEN: Final = "Discord did not give me the file. Please try again."
PRIVATE: Final = "Whether only you see the answer; as /settings has it unless you say."
MODERATORS: Final = discord.Permissions(manage_guild=True)
SERVERS: Final = app_commands.AppCommandContext(guild=True)
INSTALLED: Final = app_commands.AppInstallationType(guild=True)

Address = app_commands.Range[str, 1, LONGEST_ADDRESS]
Name = app_commands.Range[str, 1, LONGEST_NAME]


class Sources(app_commands.Group):
    """The commands of moderators; long work becomes a job, whose progress `messages` shows."""

    def __init__(self, job_runner: JobRunner, messages: JobMessages) -> None:
        super().__init__(
            name="sources",
            description="The articles of this server.",
            default_permissions=MODERATORS,
            allowed_contexts=SERVERS,
            allowed_installs=INSTALLED,
        )
        self._workshop = job_runner
        self._messages = messages

    @app_commands.command(description="Read a web page, a PDF, a feed or a file, so that it can be quoted.")
    @app_commands.describe(url="A web address.", file="A file: text, Markdown, HTML, PDF or Word.", private=PRIVATE)
    async def add(
        self,
        interaction: discord.Interaction[Any],
        url: Address | None = None,
        file: discord.Attachment | None = None,
        private: bool | None = None,  # noqa: FBT001 -- an option of Discord's
    ) -> None:
        """Add an address or a file."""
        is_private = await self._defer(interaction, private)
        if (url is None) == (file is None):
            await _say(interaction, ONE_OF_BOTH)
        elif file is not None:
            await self._add_file(interaction, file, private=is_private)
        elif url is not None:
            await self._begin(interaction, JobKind.ADD, _address(url), private=is_private)

    @app_commands.command(description="Follow a feed: its entries become articles, and so do new ones.")
    @app_commands.describe(url="The address of the RSS or Atom feed.", private=PRIVATE)
    async def feed(self, interaction: discord.Interaction[Any], url: Address, private: bool | None = None) -> None:  # noqa: FBT001 -- as above
        """Follow a feed."""
        is_private = await self._defer(interaction, private)
        await self._begin(interaction, JobKind.FEED, _address(url), private=is_private)

    @app_commands.command(description="Read the addresses of one article or of all once more.")
    @app_commands.describe(source="An article's id, address or title; all unless you say.", private=PRIVATE)
    async def refresh(
        self,
        interaction: discord.Interaction[Any],
        source: Name | None = None,
        private: bool | None = None,  # noqa: FBT001 -- as above
    ) -> None:
        """Refresh one article or all."""
        is_private = await self._defer(interaction, private)
        try:
            key = await asyncio.to_thread(self._found, source, required_guild(interaction)) if source else ""
        except NotInLibraryError as error:
            await _say(interaction, _not_found(error))
        else:
            await self._begin(interaction, JobKind.REFRESH, key, private=is_private)

    @app_commands.command(name="list", description="Show the articles of this server, how old they are, and problems.")
    async def list_(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page."""
        await interaction.response.defer(thinking=True, ephemeral=True)
        await interaction.edit_original_response(view=await sources_page(self._workshop, required_guild(interaction)))

    @app_commands.command(description="Remove an article, so that it is not quoted any more, or stop following a feed.")
    @app_commands.describe(source="The article's id, address or title, or the feed's address.")
    async def remove(self, interaction: discord.Interaction[Any], source: Name) -> None:
        """Ask whether to remove it."""
        await interaction.response.defer(thinking=True, ephemeral=True)
        library = self._workshop.job_deps.library
        try:
            layout = await asyncio.to_thread(question, library, source.strip(), required_guild(interaction))
        except NotInLibraryError as error:
            layout = Layout([Part(_not_found(error))])
        await interaction.edit_original_response(view=layout)

    async def _defer(self, interaction: discord.Interaction[Any], private: bool | None) -> bool:  # noqa: FBT001 -- passed on
        """Acknowledge the command, and tell whether its answer is private, which cannot be changed later."""
        if private is None:
            private = (await settings_for(self._workshop, interaction)).is_private
        await interaction.response.defer(thinking=True, ephemeral=private)
        return private

    async def _add_file(
        self, interaction: discord.Interaction[Any], file: discord.Attachment, *, private: bool
    ) -> None:
        if file.size > LARGEST_FILE:
            wanted = f"a file may have {LARGEST_FILE // 1_000_000} MB"
            await _say(interaction, f"{inline(file.filename)} has {file.size / 1e6:.0f} MB, and {wanted}.")
            return
        try:
            data = await file.read()
        except UNSENT:
            await _say(interaction, NOT_GIVEN)
        else:
            await self._begin(interaction, JobKind.FILE, file.filename, document=data, private=private)

    async def _begin(
        self,
        interaction: discord.Interaction[Any],
        kind: JobKind,
        target: str,
        *,
        private: bool,
        document: bytes | None = None,
    ) -> None:
        """Store the job, so that no restart loses it, confirm it, and start it."""
        library = self._workshop.job_deps.library
        order = JobRequest(required_guild(interaction), kind, target, interaction.channel_id or 0, document)
        try:
            job = await asyncio.to_thread(add_job, library, order, holder=self._workshop.holder)
        except JobsError as error:
            await _say(interaction, inline(str(error)))
            return
        self._messages.begun(job, interaction)
        try:
            message = await interaction.edit_original_response(view=Layout(status_message(job)))
            if not private:
                job = job.model_copy(update={"message": message.id})
                await asyncio.to_thread(set_progress_message, library, job.id, message.id)
        finally:
            self._workshop.submit(job)

    def _found(self, name: str, guild: int) -> str:
        return find_article(self._workshop.job_deps.library, name.strip(), collection=guild_collection(guild))


async def _say(interaction: discord.Interaction[Any], markdown: str) -> None:
    await interaction.edit_original_response(view=Layout([Part(markdown)]))


def _address(url: str) -> str:
    """The web address that is meant; what names no scheme is a page, and never a file of this machine."""
    return url.strip() if is_url(url.strip()) else f"https://{url.strip()}"


def _not_found(error: NotInLibraryError) -> str:
    return f"{inline(error.problem)}; see `/sources list` for the ids."
