"""What a job does: reads addresses and files into the guild's collection and returns the result."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from bot.store.guild_settings import GuildSettings, guild_collection, guild_of_collection
from bot.store.jobs import ArticleResult, Job, JobKind, JobResult, job_document
from bot.store.leases import RENEWED_EVERY
from bot.store.unanswered import delete_questions, open_questions
from retrieval.errors import QuestionError
from retrieval.import_task import ImportResult
from retrieval.importer import add, add_document, add_feed, refresh
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.catalog import source_row
from retrieval.library.database import Library
from retrieval.library.feeds import Feed, feeds, follow_feed, lease_feed, record_feed_check
from retrieval.library.origins import entry_count
from retrieval.library.quota import UNLIMITED, Quota
from retrieval.library.store import StoreOutcome
from retrieval.live import LiveRetriever
from retrieval.progress import ProgressCallback
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.reread import reread

GRACE: Final = timedelta(days=30)
MOST_FEEDS: Final = 25  # of one server
MOST_LISTED: Final = 5  # problems, and as many articles, that a result lists
NEW_OUTCOMES: Final = frozenset({StoreOutcome.ADDED, StoreOutcome.CHANGED})
PROBLEMS: Final = frozenset({StoreOutcome.SKIPPED, StoreOutcome.GONE})


class JobDeps(NamedTuple):
    """The dependencies of jobs: a library, a factory of fetchers, and the polling intervals in seconds.

    `room` is the quota of one guild, `grace` how long what a guild has is kept after it removed the bot.
    """

    library: Library
    fetcher: Callable[[], Fetcher] = Fetcher
    room: Quota = UNLIMITED
    tell_every: float = 5.0  # between edits of one message; Discord allows about one a second
    look_every: float = 60.0  # between polls for feeds that are due
    claim_every: float = RENEWED_EVERY  # between renewals of claims, and polls for unclaimed jobs
    grace: timedelta = GRACE


def run_job(job_deps: JobDeps, job: Job, watch: ProgressCallback) -> JobResult:
    """Run a job and return its result.

    Raises:
        LibraryError: the library cannot be used.
    """
    if job.kind is JobKind.REREAD:
        return JobResult(counts=Counter(each.outcome for each in reread(job_deps.library, outdated=True, watch=watch)))
    collection = guild_collection(job.guild)
    if job.kind is JobKind.FEED and not _has_room(job_deps.library, job, collection):
        return JobResult(problem=f"A server can follow {MOST_FEEDS} feeds. Remove one of them first.")
    results = list(_import_results(job_deps, job, collection, watch))
    if job.kind is JobKind.FEED and not any(each.reason for each in results):
        if not entry_count(job_deps.library, job.target, collection=collection):
            return JobResult(problem="That is a page, not a feed; pages are read by /sources add.")
        follow_feed(job_deps.library, job.target, collection=collection)
    return _job_result(job_deps.library, results, job.guild)


def check_feed(job_deps: JobDeps, feed: Feed, fetcher: Fetcher) -> None:
    """Fetch a feed that is due, unless another process has claimed it: its new entries become articles.

    Raises:
        LibraryError: the library cannot be used.
    """
    library = job_deps.library
    if not lease_feed(library, feed):
        return
    results = list(add_feed(library, feed.address, collection=feed.collection, fetcher=fetcher, room=job_deps.room))
    record_feed_check(library, feed, problem=next((each.reason for each in results if each.reason), None))
    guild = guild_of_collection(feed.collection)
    if guild is not None and any(each.outcome in NEW_OUTCOMES for each in results):
        resolve_unanswered(library, guild)


def _import_results(job_deps: JobDeps, job: Job, collection: str, watch: ProgressCallback) -> Iterator[ImportResult]:
    library, target, room = job_deps.library, job.target, job_deps.room
    if job.kind is JobKind.ADD:
        yield from add(library, [target], collection=collection, fetcher=job_deps.fetcher(), room=room, watch=watch)
    elif job.kind is JobKind.FILE:
        yield from add_document(library, job_document(library, job), name=target, collection=collection, room=room)
    elif job.kind is JobKind.FEED:
        yield from add_feed(library, target, collection=collection, fetcher=job_deps.fetcher(), room=room)
    else:
        articles = [target] if target else None
        yield from refresh(library, articles, collection=collection, fetcher=job_deps.fetcher(), room=room, watch=watch)


def _has_room(library: Library, job: Job, collection: str) -> bool:
    followed = {feed.address for feed in feeds(library, collection)}
    return job.target in followed or len(followed) < MOST_FEEDS


def _job_result(library: Library, results: Sequence[ImportResult], guild: int) -> JobResult:
    counts = Counter(each.outcome for each in results)
    new = [each for each in results if each.article and each.outcome in NEW_OUTCOMES]
    return JobResult(
        counts=counts,
        said=tuple(_article_result(library, each, guild) for each in [*_problems(results), *new[:MOST_LISTED]]),
        notes=tuple(dict.fromkeys(note for each in results for note in each.notes))[:MOST_LISTED],
        answered=resolve_unanswered(library, guild) if new else 0,
    )


def _problems(results: Sequence[ImportResult]) -> Sequence[ImportResult]:
    return [each for each in results if each.outcome in PROBLEMS][:MOST_LISTED]


def _article_result(library: Library, result: ImportResult, guild: int) -> ArticleResult:
    entry = source_row(library, result.article, collection=guild_collection(guild)) if result.article else None
    return ArticleResult(
        outcome=result.outcome, text=result.reason or (entry and entry.title) or "", article=result.article
    )


def resolve_unanswered(library: Library, guild: int) -> int:
    """Ask the unanswered questions of a guild again, delete those that have an answer now, and return how many.

    No quote is recorded as sent, for nothing is sent.
    """
    questions = open_questions(library, guild)
    if not questions:
        return 0
    settings = GuildSettings.read(library, guild)
    caution = settings.caution or AbstentionThreshold.NORMAL
    retriever = LiveRetriever(library, settings.collections(guild), caution=caution)
    answered = [each.id for each in questions if _has_answer(retriever, each.question)]
    delete_questions(library, guild, answered)
    return len(answered)


def _has_answer(retriever: LiveRetriever, question: str) -> bool:
    try:
        return bool(retriever.ask(question, limit=1).quotes)
    except QuestionError:
        return False
