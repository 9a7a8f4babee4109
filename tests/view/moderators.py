"""Which kinds of message do moderators get, and members from them? Each with hostile names in it."""

from collections.abc import Mapping
from typing import Final

from discord import ui

from bot.corpora.guilds import GuildCorpora
from bot.jobs.progress import ReadCount
from bot.jobs.status_text import status_line, status_message
from bot.moderation.channel_policy import elsewhere_reply
from bot.moderation.hand_in import LABEL, THANKS, answer_layout
from bot.moderation.settings_form import SettingsForm
from bot.moderation.sources_list import NOTHING, SourcesPageState, sources_reply
from bot.moderation.unanswered import ListPosition, UnansweredView
from bot.rendering.message import Reply
from bot.replies.reply import AskRequest, reply
from bot.store.guild_settings import GuildSettings
from bot.store.jobs import ArticleResult, Job, JobKind, JobResult
from bot.store.unanswered import UnansweredQuestion
from retrieval.library.catalog import SourceList, SourceRow
from retrieval.library.feeds import Feed
from retrieval.library.store import StoreOutcome
from tests.bot.online import FOREIGN
from tests.view.kind import Kind, message
from tests.view.view import Command

TIME: Final = "2024-05-22T10:00:00+00:00"
NAME: Final = "# **Rules** of the <@1> [guild](https://evil.example) ||1.||"
ADDRESS: Final = "https://wiki.example/rules?of=the_guild_*all*"
REASON: Final = f"`{ADDRESS}` is gone: the server answers 404 Not Found (hint: check the address)"
DONE: Final = JobResult(
    counts={StoreOutcome.ADDED: 2, StoreOutcome.SKIPPED: 1},
    said=(
        ArticleResult(outcome=StoreOutcome.SKIPPED, text=REASON),
        ArticleResult(outcome=StoreOutcome.ADDED, text=NAME, article="q7xk2m"),
        ArticleResult(outcome=StoreOutcome.ADDED, text="", article="b4vn9d"),
    ),
    notes=("`feed.xml`: 3 of its 20 entries give a summary only",),
    answered=2,
)
TIMES: Final = frozenset({"d-timestamp"})
CODE: Final = frozenset({"code"})
MENTION: Final = frozenset({"d-mention d-channel"})


def kinds(seeds: GuildCorpora) -> Mapping[str, Kind]:
    """Every kind of message by its name."""
    add, list_ = Command("sources add"), Command("sources list")
    settings, unanswered = Command("settings"), Command("unanswered")
    full = SourcesPageState(
        0, SourceList((_feed(),), (_listed(), _listed(gone=True)), 9), [status_line(_job(), ReadCount(3, 90))]
    )
    return {
        "job": Kind(message(status_message(_job(), ReadCount(3, 90))), (ADDRESS, "Reading: 3 of 90"), add, CODE),
        "job-done": Kind(
            message(status_message(_job(DONE))), (ADDRESS, REASON, NAME, "b4vn9d", "3 of its 20 entries"), add
        ),
        "sources": Kind(message(sources_reply(full)), (NAME, ADDRESS, REASON, "gone from its address"), list_, TIMES),
        "sources-empty": Kind(
            message(sources_reply(SourcesPageState(0, SourceList((), (), 0)))), (_read(NOTHING),), list_, CODE
        ),
        "settings": Kind(message(SettingsForm(GuildSettings(channels=(1,)))), ("Where I may answer",), settings),
        "unanswered": Kind(
            message(UnansweredView((_question(),), ListPosition(), 1)), (NAME, "3 times", "Done"), unanswered, TIMES
        ),
        "unanswered-none": Kind(
            message(UnansweredView((), ListPosition(), 1)), ("No question is waiting",), unanswered
        ),
        "refusal-moderated": _kind(
            answer_layout(reply(seeds, None, AskRequest(FOREIGN, 1), limit=1), moderated=True), FOREIGN, LABEL
        ),
        "handed-in": _kind(THANKS, "The moderators of this server can read this question now."),
        "elsewhere": _kind(elsewhere_reply(GuildSettings(channels=(1,))), "answer elsewhere")._replace(markup=MENTION),
    }


def _kind(said: Reply | ui.LayoutView, *shows: str) -> Kind:
    return Kind(message(said), shows)


def _job(done: JobResult | None = None) -> Job:
    return Job(id=1, guild=1, kind=JobKind.ADD, target=ADDRESS, channel=2, asked_at=TIME, done=done)


def _feed() -> Feed:
    return Feed(id=1, collection="server-1", address=ADDRESS, looked_at=TIME, due_at=TIME, problem=REASON)


def _listed(*, gone: bool = False) -> SourceRow:
    place = {"id": "q7xk2m", "title": NAME, "url": ADDRESS, "file": None, "read_at": TIME, "looked_at": TIME}
    return SourceRow.model_validate({**place, "problem": REASON if gone else None, "is_gone": gone})


def _question() -> UnansweredQuestion:
    return UnansweredQuestion(id=1, question=NAME, times=3, last_at=TIME)


def _read(markdown: str) -> str:
    return markdown.replace("`", "")
