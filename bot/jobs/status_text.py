"""The status of a job as text: its progress or its result."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.jobs.progress import ReadCount
from bot.rendering.citation import inline
from bot.rendering.markdown import Budget
from bot.rendering.message import Part
from bot.rendering.wording import UNTITLED
from bot.store.jobs import ArticleResult, Job, JobKind, JobResult
from retrieval.library.store import StoreOutcome

NOTHING_YET: Final = ReadCount()
ROOM: Final = Budget(200, 450)
"""Room for a reason, a title or a note; fifteen of them fit into a message."""

TITLES: Final = {
    JobKind.ADD: "Add {}",
    JobKind.FILE: "Add the file {}",
    JobKind.FEED: "Follow the feed {}",
    JobKind.REFRESH: "Refresh the article {}",
    JobKind.REREAD: "Read everything again",
}
EVERYTHING: Final = {JobKind.REFRESH: "Refresh everything"}
RUNNING: Final = "-# This message says when it is done, and so does `/sources list`."


def status_message(job: Job, progress: ReadCount = NOTHING_YET) -> Sequence[Part]:
    """The message about a job, with its progress while it runs and its result afterwards."""
    if job.done:
        return [Part(f"**{title(job)}**"), Part("\n".join(_result_lines(job.done)))]
    return [Part(f"**{title(job)}**\n{_progress_text(progress)}\n{RUNNING}")]


def status_line(job: Job, progress: ReadCount = NOTHING_YET) -> str:
    """A job as one line of a list."""
    state = _result_summary(job.done) if job.done else _progress_text(progress)
    return f"{title(job)} · {state}"  # a colon could make an emoji with one at the end of a name


def title(job: Job) -> str:
    """What the job does, in Markdown."""
    titles = TITLES if job.target else TITLES | EVERYTHING
    return titles[job.kind].format(inline(job.target))


def _progress_text(progress: ReadCount) -> str:
    if progress.of > 1:
        return f"Reading: {progress.read} of {progress.of} addresses."
    return "Reading." if progress.of else "Waiting for its turn."


def _result_lines(done: JobResult) -> Iterator[str]:
    yield _result_summary(done)
    yield from map(_line, done.said)
    yield from (f"-# {inline(note, ROOM)}" for note in done.notes)
    if done.answered:
        yield f"Questions handed in that have an answer now: {done.answered}."


def _result_summary(done: JobResult) -> str:
    if done.problem:
        return inline(done.problem, ROOM)
    return ", ".join(_counts(done.counts)) + "." if done.counts else "There was nothing to read."


def _counts(counts: Mapping[StoreOutcome, int]) -> Iterator[str]:
    return (f"{counts[outcome]} {outcome}" for outcome in StoreOutcome if counts.get(outcome))


def _line(said: ArticleResult) -> str:
    text = inline(said.text, ROOM) or UNTITLED
    return f"{said.outcome}: {text} · {inline(said.article)}" if said.article else f"{said.outcome}: {text}"
