"""What a job does: reads addresses and files into the guild's collection and returns the result."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from bot.store.guild_settings import GuildSettings, guild_collection, guild_of_collection
from bot.store.jobs import ArticleResult, Job, JobKind, JobResult, job_document
from bot.store.leases import RENEWED_EVERY
from bot.store.unanswered import delete_questions, open_questions
from retrieval.errors import QuestionError
from retrieval.importer import ImportResult, add, add_document, add_feed, refresh
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

MOST_FEEDS: Final = 25  # of one server
MOST_SAID: Final = 5  # problems, and as many articles, that are named
NEW: Final = frozenset({StoreOutcome.ADDED, StoreOutcome.CHANGED})
TROUBLE: Final = frozenset({StoreOutcome.SKIPPED, StoreOutcome.GONE})


class JobDeps(NamedTuple):
    """The dependencies of jobs: a library, a factory of fetchers, and the polling intervals in seconds.

    `room` is the quota of one guild.
    """

    library: Library
    fetcher: Callable[[], Fetcher] = Fetcher
    room: Quota = UNLIMITED
    tell_every: float = 5.0  # an edit of one message; Discord allows about one a second
    look_every: float = 60.0  # a look at which feeds are due
    claim_every: float = RENEWED_EVERY  # a renewal of what is claimed, and a look at what no other process does


def run_job(job_deps: JobDeps, job: Job, watch: ProgressCallback) -> JobResult:
    """Run a job and return its result.

    Raises:
        LibraryError: the library cannot be used.
    """
    if job.kind is JobKind.REREAD:
        return JobResult(counts=Counter(each.outcome for each in reread(job_deps.library, outdated=True, watch=watch)))
    collection = guild_collection(job.server)
    if job.kind is JobKind.FEED and not _has_room(job_deps.library, job, collection):
        return JobResult(problem=f"A server can follow {MOST_FEEDS} feeds. Remove one of them first.")
    taken = list(_taken(job_deps, job, collection, watch))
    if job.kind is JobKind.FEED and not any(each.reason for each in taken):
        if not entry_count(job_deps.library, job.target, collection=collection):
            return JobResult(problem="That is a page, not a feed; pages are read by /sources add.")
        follow_feed(job_deps.library, job.target, collection=collection)
    return _summed_up(job_deps.library, taken, job.server)


def check_feed(job_deps: JobDeps, feed: Feed, fetcher: Fetcher) -> None:
    """Fetch a feed that is due, unless another process has claimed it: its new entries become articles.

    Raises:
        LibraryError: the library cannot be used.
    """
    library = job_deps.library
    if not lease_feed(library, feed):
        return
    taken = list(add_feed(library, feed.address, collection=feed.collection, fetcher=fetcher, room=job_deps.room))
    record_feed_check(library, feed, problem=next((each.reason for each in taken if each.reason), None))
    server = guild_of_collection(feed.collection)
    if server is not None and any(each.outcome in NEW for each in taken):
        resolve_unanswered(library, server)


def _taken(job_deps: JobDeps, job: Job, collection: str, watch: ProgressCallback) -> Iterator[ImportResult]:
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


def _summed_up(library: Library, taken: Sequence[ImportResult], server: int) -> JobResult:
    counts = Counter(each.outcome for each in taken)
    new = [each for each in taken if each.article and each.outcome in NEW]
    return JobResult(
        counts=counts,
        said=tuple(_said(library, each, server) for each in [*_troubles(taken), *new[:MOST_SAID]]),
        notes=tuple(dict.fromkeys(note for each in taken for note in each.notes))[:MOST_SAID],
        answered=resolve_unanswered(library, server) if new else 0,
    )


def _troubles(taken: Sequence[ImportResult]) -> Sequence[ImportResult]:
    return [each for each in taken if each.outcome in TROUBLE][:MOST_SAID]


def _said(library: Library, taken: ImportResult, server: int) -> ArticleResult:
    entry = source_row(library, taken.article, collection=guild_collection(server)) if taken.article else None
    return ArticleResult(
        outcome=taken.outcome, text=taken.reason or (entry and entry.title) or "", article=taken.article
    )


def resolve_unanswered(library: Library, server: int) -> int:
    """Ask the unanswered questions of a guild again, delete those that have an answer now, and return how many.

    No quote is recorded as sent.
    """
    questions = open_questions(library, server)
    if not questions:
        return 0
    settings = GuildSettings.read(library, server)
    caution = settings.caution or AbstentionThreshold.NORMAL
    shelf = LiveRetriever(library, settings.collections(server), unnoted=lambda _: None, caution=caution)
    answered = [each.id for each in questions if _has_answer(shelf, each.question)]
    delete_questions(library, server, answered)
    return len(answered)


def _has_answer(shelf: LiveRetriever, question: str) -> bool:
    try:
        return shelf.has_answer(question)
    except QuestionError:
        return False
