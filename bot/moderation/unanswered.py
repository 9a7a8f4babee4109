"""`/unanswered`: what members handed to the moderators, page by page; what is done leaves the list."""

import asyncio
import re
from typing import Any, Final, NamedTuple, Self

import discord
from discord import app_commands, ui

from bot.jobs.runner import JobRunner
from bot.moderation.components import ModeratorItem, job_runner_of, required_guild
from bot.moderation.sources import MODERATORS
from bot.moderation.sources_list import page_count
from bot.rendering.citation import inline
from bot.rendering.markdown import Budget, ago
from bot.store.unanswered import (
    UnansweredOrder,
    UnansweredQuestion,
    delete_questions,
    open_question_count,
    open_questions,
)
from retrieval.library.database import Library

ROWS: Final = 5  # questions on a page
ROOM: Final = Budget(600, 1500)
"""Room for a question; five of them fit into a message."""

NOTHING: Final = "No question is waiting. When I find nothing, members can hand their question to you with a button."
SORTED: Final = {UnansweredOrder.FREQUENT: "Most frequent first", UnansweredOrder.NEW: "Newest first"}
OTHER: Final = {UnansweredOrder.FREQUENT: UnansweredOrder.NEW, UnansweredOrder.NEW: UnansweredOrder.FREQUENT}
PLACE: Final = r"(?P<by>frequent|new):(?P<number>\d{1,4})"


class ListPosition(NamedTuple):
    """A page of the list: its order, and its number from 0."""

    by: UnansweredOrder = UnansweredOrder.FREQUENT
    number: int = 0

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """The page that a button names."""
        return cls(UnansweredOrder(match["by"]), int(match["number"]))

    def __str__(self) -> str:
        return f"{self.by}:{self.number}"


class UnansweredPageButton(ModeratorItem, ui.DynamicItem[ui.Button[Any]], template=f"unanswered:{PLACE}"):
    """A button that leads to another page, or to the first in another order."""

    def __init__(self, at: ListPosition, label: str = "") -> None:
        super().__init__(ui.Button(label=label or str(at), custom_id=f"unanswered:{at}"))
        self._at = at

    @classmethod
    def from_match(cls, match: re.Match[str], /) -> Self:
        """The button, as it was when its message was sent."""
        return cls(ListPosition.of(match))

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page."""
        await interaction.response.edit_message(view=await _page(interaction, self._at))


class DoneButton(ModeratorItem, ui.DynamicItem[ui.Button[Any]], template=rf"done:(?P<id>\d{{1,18}}):{PLACE}"):
    """The button beside a question that takes it off the list."""

    def __init__(self, question: int, at: ListPosition) -> None:
        super().__init__(ui.Button(label="Done", custom_id=f"done:{question}:{at}"))
        self._question, self._at = question, at

    @classmethod
    def from_match(cls, match: re.Match[str], /) -> Self:
        """The button, as it was when its message was sent."""
        return cls(int(match["id"]), ListPosition.of(match))

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Delete the question, and show the page without it."""
        library = job_runner_of(interaction).job_deps.library
        await asyncio.to_thread(delete_questions, library, required_guild(interaction), [self._question])
        await interaction.response.edit_message(view=await _page(interaction, self._at))


class UnansweredView(ui.LayoutView):
    """A page: each question with its button, then the buttons that lead on."""

    def __init__(self, questions: tuple[UnansweredQuestion, ...], at: ListPosition, of: int) -> None:
        super().__init__(timeout=None)
        head = f"**Questions that I could not answer** · page {at.number + 1} of {of}"
        container: ui.Container[UnansweredView] = ui.Container(ui.TextDisplay(head), ui.Separator())
        for question in questions:
            container.add_item(ui.Section(ui.TextDisplay(_line(question)), accessory=DoneButton(question.id, at)))
        if not questions:
            container.add_item(ui.TextDisplay(NOTHING))
        self.add_item(container)
        if questions:
            self.add_item(ui.ActionRow(*_ways(at, of)))


def unanswered_command(job_runner: JobRunner) -> app_commands.Command[Any, ..., None]:
    """The command that shows the first page."""

    @app_commands.command(name="unanswered", description="The questions that members handed to you, to be answered.")
    @app_commands.default_permissions(MODERATORS)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.guild_only()
    async def unanswered(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        layout = await asyncio.to_thread(
            _layout, job_runner.job_deps.library, required_guild(interaction), ListPosition()
        )
        await interaction.edit_original_response(view=layout)

    return unanswered


async def _page(interaction: discord.Interaction[Any], at: ListPosition) -> UnansweredView:
    return await asyncio.to_thread(
        _layout, job_runner_of(interaction).job_deps.library, required_guild(interaction), at
    )


def _layout(library: Library, guild: int, at: ListPosition) -> UnansweredView:
    """The page, or the last one where there are not so many any more."""
    of = page_count(open_question_count(library, guild), ROWS)
    at = at._replace(number=min(at.number, of - 1))
    return UnansweredView(open_questions(library, guild, by=at.by, limit=ROWS, offset=at.number * ROWS), at, of)


def _line(question: UnansweredQuestion) -> str:
    times = "once" if question.times == 1 else f"{question.times} times"
    return f"{inline(question.question, ROOM)}\n-# handed in {times}, last {ago(question.last_at)}"


def _ways(at: ListPosition, of: int) -> list[UnansweredPageButton]:
    ways = [(at.number - 1, "‹ Before"), (at.number + 1, "After ›")]
    turns = [UnansweredPageButton(ListPosition(at.by, number), label) for number, label in ways if 0 <= number < of]
    other = OTHER[at.by]
    return [*turns, UnansweredPageButton(ListPosition(other), SORTED[other])]
