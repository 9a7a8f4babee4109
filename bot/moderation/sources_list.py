"""`/sources list`: pages of feeds and articles, the newest jobs on the first page, and the buttons that turn them."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, Self

import discord
from discord import ui

from bot.jobs.runner import JobRunner
from bot.jobs.status_text import status_line
from bot.moderation.components import ModeratorItem, job_runner_of, required_guild
from bot.rendering.citation import inline
from bot.rendering.layout import Layout
from bot.rendering.markdown import Budget, ago
from bot.rendering.message import Part
from bot.rendering.wording import UNTITLED
from bot.store.guild_settings import guild_collection
from bot.store.jobs import recent_jobs
from retrieval.library.catalog import SourceList, SourceRow, source_list
from retrieval.library.feeds import Feed
from retrieval.library.quota import UNLIMITED, Quota, megabytes, usage

ROWS: Final = 5  # feeds and articles on a page
JOBS: Final = 3  # jobs on the first page
ROOM: Final = Budget(100, 250)
"""Room for a title or a place."""
PROBLEM: Final = Budget(160, 350)
"""Room for a problem; every row's three texts and the jobs fit into a message."""
NOTHING: Final = "There is nothing yet. `/sources add` reads a page or a file, `/sources feed` follows a feed."


class SourcesPageState(NamedTuple):
    """A page of the list: its number, from 0, what is on it, the lines about jobs, and how much of the room is used."""

    number: int
    page: SourceList
    jobs: Sequence[str] = ()
    used: Quota = Quota()
    room: Quota = UNLIMITED

    @property
    def of(self) -> int:
        """How many pages there are."""
        return page_count(self.page.rows, ROWS)


def page_count(count: int, rows: int) -> int:
    """How many pages so many rows take; at least one."""
    return max(1, -(-count // rows))


def sources_reply(view: SourcesPageState) -> Sequence[Part]:
    """The message."""
    head = f"**Sources of this server** · page {view.number + 1} of {view.of}"
    parts = [Part("\n".join([head, *(f"-# {line}" for line in (_use(view), *view.jobs))]))]
    rows = [*map(_feed, view.page.feeds), *map(_article, view.page.articles)]
    return [*parts, Part("\n".join(rows) or NOTHING)]


def _use(view: SourcesPageState) -> str:
    """How much the server has, of how much it may have."""
    articles, text = f"{view.used.articles:,}", megabytes(view.used.bytes)
    of_articles = f" of {view.room.articles:,}" if view.room.articles else ""
    of_text = f" of {megabytes(view.room.bytes)}" if view.room.bytes else ""
    return f"{articles}{of_articles} articles · {text}{of_text} MB of text and files"


def _feed(feed: Feed) -> str:
    facts = ["a feed", f"looked at {ago(feed.looked_at)}", f"again {ago(feed.due_at)}", *_problem(feed.problem)]
    return f"**{inline(feed.address, ROOM)}**\n-# {' · '.join(facts)}"


def _article(article: SourceRow) -> str:
    return f"**{inline(article.title or '', ROOM) or UNTITLED}**\n-# {' · '.join(_facts(article))}"


def _facts(article: SourceRow) -> Iterator[str]:
    yield inline(article.id)
    if place := inline(article.url or article.file or "", ROOM):
        yield place
    if article.read_at:
        yield f"read {ago(article.read_at)}"
    if article.looked_at:
        yield f"looked at {ago(article.looked_at)}"
    if article.is_gone:
        yield "gone from its address"
    yield from _problem(article.problem)


def _problem(problem: str | None) -> Iterator[str]:
    if problem:
        yield f"problem: {inline(problem, PROBLEM)}"


class SourcesPageButton(ModeratorItem, ui.DynamicItem[ui.Button[Any]], template=r"sources:(?P<number>\d{1,7})"):
    """A button that leads to another page."""

    def __init__(self, number: int, label: str = "") -> None:
        super().__init__(ui.Button(label=label or str(number + 1), custom_id=f"sources:{number}"))
        self._number = number

    @classmethod
    def from_match(cls, match: re.Match[str], /) -> Self:
        """The button, as it was when its message was sent."""
        return cls(int(match["number"]))

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page."""
        layout = await sources_page(job_runner_of(interaction), required_guild(interaction), self._number)
        await interaction.response.edit_message(view=layout)


async def sources_page(job_runner: JobRunner, guild: int, number: int = 0) -> Layout:
    """A page of the list; the last one where there are not so many any more."""
    view = await asyncio.to_thread(_view, job_runner, guild, number)
    layout = Layout(sources_reply(view))
    ways = [(view.number - 1, "‹ Newer"), (view.number + 1, "Older ›")]
    buttons = [SourcesPageButton(other, label) for other, label in ways if 0 <= other < view.of]
    if buttons:
        layout.add_item(ui.ActionRow(*buttons))
    return layout


def _view(job_runner: JobRunner, guild: int, number: int) -> SourcesPageState:
    library, collection = job_runner.job_deps.library, guild_collection(guild)
    found = source_list(library, collection, offset=number * ROWS, limit=ROWS)
    last = page_count(found.rows, ROWS) - 1
    if number > last:
        return _view(job_runner, guild, last)
    jobs = [] if number else recent_jobs(library, guild, limit=JOBS)
    lines = [status_line(job, job_runner.progress(job)) for job in jobs]
    return SourcesPageState(number, found, lines, usage(library, collection), job_runner.job_deps.room)
