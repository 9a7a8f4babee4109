"""`/sources list`: the pages, and the buttons that turn them."""

import asyncio
import re
from typing import Any, Self

import discord
from discord import ui

from bot.jobs.runner import Workshop
from bot.jobs.status_text import in_a_line
from bot.moderation.components import ModeratorPressed, server_of, workshop_of
from bot.moderation.overview import JOBS, ROWS, View, overview, pages
from bot.rendering.layout import Layout
from bot.store.guild_settings import collection_of
from bot.store.jobs import recent
from retrieval.library.listing import page
from retrieval.library.quota import held


class SourcesPage(ModeratorPressed, ui.DynamicItem[ui.Button[Any]], template=r"sources:(?P<number>\d{1,7})"):
    """A button that leads to another page."""

    def __init__(self, number: int, label: str = "") -> None:
        super().__init__(ui.Button(label=label or str(number + 1), custom_id=f"sources:{number}"))
        self._number = number

    @classmethod
    def of(cls, match: re.Match[str], /) -> Self:
        """The button, as it was when its message was sent."""
        return cls(int(match["number"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page."""
        layout = await sources_page(workshop_of(interaction), server_of(interaction), self._number)
        await interaction.response.edit_message(view=layout)


async def sources_page(workshop: Workshop, server: int, number: int = 0) -> Layout:
    """A page of the list; the last one where there are not so many any more."""
    view = await asyncio.to_thread(_view, workshop, server, number)
    layout = Layout(overview(view))
    ways = [(view.number - 1, "‹ Newer"), (view.number + 1, "Older ›")]
    buttons = [SourcesPage(other, label) for other, label in ways if 0 <= other < view.of]
    if buttons:
        layout.add_item(ui.ActionRow(*buttons))
    return layout


def _view(workshop: Workshop, server: int, number: int) -> View:
    library, collection = workshop.tools.library, collection_of(server)
    found = page(library, collection, offset=number * ROWS, limit=ROWS)
    last = pages(found.rows, ROWS) - 1
    if number > last:
        return _view(workshop, server, last)
    jobs = [] if number else recent(library, server, limit=JOBS)
    lines = [in_a_line(job, workshop.progress(job)) for job in jobs]
    return View(number, found, lines, held(library, collection), workshop.tools.room)
