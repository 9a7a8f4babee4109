"""What moderators read, whatever stands in addresses, titles, reasons and questions."""

import pytest
from discord import ui
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.jobs.progress import ReadCount
from bot.jobs.status_text import status_line, status_message
from bot.jobs.tasks import MOST_LISTED
from bot.moderation.channel_policy import elsewhere_reply
from bot.moderation.hand_in import NOTE, answer_layout
from bot.moderation.settings_form import SettingsForm
from bot.moderation.sources_list import JOBS, ROWS, SourcesPageState, page_count, sources_reply
from bot.moderation.unanswered import ROWS as QUESTIONS
from bot.moderation.unanswered import ListPosition, UnansweredView
from bot.rendering.layout import Layout
from bot.rendering.message import Part, parts
from bot.store.guild_settings import GuildSettings
from bot.store.jobs import ArticleResult, Job, JobKind, JobResult
from bot.store.unanswered import UnansweredOrder, UnansweredQuestion
from retrieval.answers import Refusal
from retrieval.library.catalog import SourceList, SourceRow
from retrieval.library.feeds import Feed
from retrieval.library.store import StoreOutcome
from retrieval.ranking.confidence import AbstentionThreshold
from tests.bot.answers import refused
from tests.bot.hostile import hostile
from tests.bot.reader import seen
from tests.discord.message_rules import COMPONENTS_V2, message_problems, overweight, texts
from tests.discord.openapi import Document
from tests.discord.traffic import Json
from tests.tiers import examples

TIME = "2024-05-22T10:00:00+00:00"
OURS = {"strong", "subtext", "text", "newline"}
LONG = st.sampled_from(["漢" * 4000, "*" * 4000, "👩‍👩‍👧‍👦" * 500, "word " * 800, "שלום " * 800])
TEXTS = hostile | LONG


def job(kind: JobKind = JobKind.ADD, target: str = "https://example.org/a", done: JobResult | None = None) -> Job:
    """A job of a server."""
    return Job(id=1, guild=1, kind=kind, target=target, channel=2, asked_at=TIME, done=done)


def listed(text: str = "Rain", **facts: object) -> SourceRow:
    """An article of the list, with `text` wherever there can be any."""
    usual = {"id": "abcdef", "title": text, "url": text, "file": text, "problem": text, "is_gone": True}
    return SourceRow.model_validate({**usual, "read_at": None, "looked_at": None, **facts})


def feed(text: str) -> Feed:
    """A feed of the list."""
    return Feed(id=1, collection="server-1", address=text, looked_at=TIME, due_at=TIME, problem=text)


def wrong(layout: Layout | SettingsForm | UnansweredView) -> list[str]:
    """What Discord would hold against a message, by its document and by the limits beside it."""
    message = {"components": _components(layout), "flags": COMPONENTS_V2}
    return [*message_problems(message), *filter(None, [overweight(message)])]


def kinds(message: "list[Part] | tuple[Part, ...]") -> frozenset[str]:
    """The kinds of construct that a reader sees."""
    return frozenset().union(*(seen(part.text).kinds for part in message))


def test_progress() -> None:
    """A job says what it is and how far, of one address without counting, and whether it waits."""
    assert "Waiting for its turn." in status_message(job())[0].text
    assert "Reading: 3 of 90 addresses." in status_message(job(), ReadCount(3, 90))[0].text
    assert "Reading.\n" in status_message(job(), ReadCount(0, 1))[0].text
    assert status_line(job(JobKind.REFRESH, ""), ReadCount(3, 90)) == "Refresh everything · Reading: 3 of 90 addresses."


def test_done() -> None:
    """A job that is done says what came of it, each article with its id, and each problem with its reason."""
    said = (
        ArticleResult(outcome=StoreOutcome.SKIPPED, text="`a` is empty"),
        ArticleResult(outcome=StoreOutcome.ADDED, text="", article="abcdef"),
    )
    done = JobResult(
        counts={StoreOutcome.SKIPPED: 1, StoreOutcome.ADDED: 2}, said=said, notes=("A summary only",), answered=1
    )
    _, came = status_message(job(done=done))
    assert came.text.split("\n") == [
        "2 added, 1 skipped.",
        r"skipped: \`a\` is empty",
        "added: Untitled · abcdef",
        "-# A summary only",
        "Questions handed in that have an answer now: 1.",
    ]
    assert status_line(job(done=done)).endswith(" · 2 added, 1 skipped.")


@given(TEXTS, st.sampled_from(JobKind), st.sampled_from(StoreOutcome))
@settings(deadline=None, max_examples=examples(60))
def test_hostile_jobs(text: str, kind: JobKind, outcome: StoreOutcome) -> None:
    """Whatever is read, the message about it fits, and nothing in it becomes more than text."""
    said = (
        ArticleResult(outcome=outcome, text=text, article="abcdef"),
        ArticleResult(outcome=outcome, text=text),
    ) * MOST_LISTED
    done = JobResult(counts=dict.fromkeys(StoreOutcome, 10**9), said=said, notes=(text,) * MOST_LISTED, answered=500)
    for each in (done, JobResult(problem=f"Because: {text}"), None):
        message = status_message(job(kind, text, each), ReadCount(10**6, 10**6))
        assert wrong(Layout(message)) == []
        assert kinds(tuple(message)) <= OURS | (set() if each else {"code"})


@given(TEXTS, st.integers(0, ROWS))
@example("שלום:", 0)
@settings(deadline=None, max_examples=examples(60))
def test_hostile_list(text: str, feeds: int) -> None:
    """Whatever the articles and feeds are called, a page of the list fits, and names become nothing but text."""
    jobs = [status_line(job(target=text, done=JobResult(problem=f"Because: {text}")))] * JOBS
    rows = (listed(text),) * (ROWS - feeds)
    full = (listed(text, read_at=TIME, looked_at=TIME),) * (ROWS - feeds)
    assert wrong(Layout(sources_reply(SourcesPageState(0, SourceList((feed(text),) * feeds, full, 10**6), jobs)))) == []
    assert kinds(tuple(sources_reply(SourcesPageState(0, SourceList((), rows, 10**6), jobs)))) <= OURS | (
        {"code"} if feeds == ROWS else set()
    )


@pytest.mark.parametrize(("count", "of"), [(0, 1), (1, 1), (6, 1), (7, 2), (12, 2), (13, 3)])
def test_pages(count: int, of: int) -> None:
    """There are as many pages as the rows need, and at least one."""
    assert page_count(count, 6) == of


@given(TEXTS)
@settings(deadline=None, max_examples=examples(60))
def test_hostile_questions(text: str) -> None:
    """Whatever members hand in, a page of it fits, and becomes nothing but text."""
    questions = tuple(
        UnansweredQuestion(id=10**17 + n, question=text, times=10**6, last_at=TIME) for n in range(QUESTIONS)
    )
    layout = UnansweredView(questions, ListPosition(UnansweredOrder.FREQUENT, 1), 3)
    assert wrong(layout) == []
    shown = _texts(layout)[1].split("\n-# ")[0]
    assert seen(shown).kinds <= OURS


@given(TEXTS)
@example("👍" * 500)
@settings(deadline=None, max_examples=examples(60))
def test_hostile_refusal(text: str) -> None:
    """A refusal fits with the button below it, whatever was asked."""
    words = tuple(text[:500].split()) or ("x",)
    answer = refused(Refusal.NOT_FOUND, known_terms=words[::2], unknown_terms=words[1::2], suggestions=words[:3])
    message = parts(answer.model_copy(update={"question": text[:500] or "?"}))
    layout = answer_layout(message, moderated=True)
    assert NOTE in _texts(layout)
    assert wrong(layout) == []


@pytest.mark.parametrize("caution", AbstentionThreshold)
def test_form(spec: Document | None, caution: AbstentionThreshold) -> None:
    """The form fits with as many channels as can be chosen, and Discord's document takes it."""
    most = GuildSettings(channels=tuple(range(10**18, 10**18 + 25)), caution=caution)
    form = SettingsForm(most)
    assert wrong(form) == []
    assert wrong(Layout(elsewhere_reply(most))) == []
    if spec:
        body = {"flags": COMPONENTS_V2, "components": _components(form)}
        assert spec.problems("POST", "/channels/{channel_id}/messages", body) == []


def _components(layout: ui.LayoutView) -> list[Json]:
    found: list[Json] = layout.to_components()  # type: ignore[no-untyped-call]  # discord.py has none here
    return found


def _texts(layout: ui.LayoutView) -> list[str]:
    return texts({"components": _components(layout)})
