"""What does the server have? A page of its feeds and articles, and on the first one the jobs, as a message."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.rendering.citation import shown
from bot.rendering.markdown import Budget
from bot.rendering.message import Part
from bot.rendering.moments import ago
from bot.rendering.wording import UNTITLED
from retrieval.library.feeds import Feed
from retrieval.library.listing import Listed, Page
from retrieval.library.quota import UNBOUNDED, Extent, megabytes

ROWS: Final = 5  # feeds and articles on a page
JOBS: Final = 3  # jobs on the first page
ROOM: Final = Budget(100, 250)
"""Room for a title or a place."""

PROBLEM: Final = Budget(160, 350)
"""Room for a problem; every row's three texts and the jobs fit into a message."""

NOTHING: Final = "There is nothing yet. `/sources add` reads a page or a file, `/sources feed` follows a feed."


class View(NamedTuple):
    """A page of the list: its number, from 0, what is on it, the lines about jobs, and how much of the room is used."""

    number: int
    page: Page
    jobs: Sequence[str] = ()
    used: Extent = Extent()
    room: Extent = UNBOUNDED

    @property
    def of(self) -> int:
        """How many pages there are."""
        return pages(self.page.rows, ROWS)


def pages(count: int, rows: int) -> int:
    """How many pages so many rows take; at least one."""
    return max(1, -(-count // rows))


def overview(view: View) -> Sequence[Part]:
    """The message."""
    head = f"**Sources of this server** · page {view.number + 1} of {view.of}"
    parts = [Part("\n".join([head, *(f"-# {line}" for line in (_use(view), *view.jobs))]))]
    rows = [*map(_feed, view.page.feeds), *map(_article, view.page.articles)]
    return [*parts, Part("\n".join(rows) or NOTHING)]


def _use(view: View) -> str:
    """How much the server has, of how much it may have."""
    articles, text = f"{view.used.articles:,}", megabytes(view.used.bytes)
    of_articles = f" of {view.room.articles:,}" if view.room.articles else ""
    of_text = f" of {megabytes(view.room.bytes)}" if view.room.bytes else ""
    return f"{articles}{of_articles} articles · {text}{of_text} MB of text"


def _feed(feed: Feed) -> str:
    facts = ["a feed", f"looked at {ago(feed.looked_at)}", f"again {ago(feed.due_at)}", *_problem(feed.problem)]
    return f"**{shown(feed.address, ROOM)}**\n-# {' · '.join(facts)}"


def _article(article: Listed) -> str:
    return f"**{shown(article.title or '', ROOM) or UNTITLED}**\n-# {' · '.join(_facts(article))}"


def _facts(article: Listed) -> Iterator[str]:
    yield shown(article.id)
    if place := shown(article.url or article.file or "", ROOM):
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
        yield f"problem: {shown(problem, PROBLEM)}"
