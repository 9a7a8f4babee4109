"""What is done for a job? Addresses and files are read into the server's collection, and it is told what came of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from bot.jobs.recheck import answered_now
from bot.store.guild_settings import collection_of, server_of
from bot.store.jobs import Done, Job, Kind, Said, document
from bot.store.leases import RENEWED_EVERY
from retrieval.importer import ImportResult, add, add_document, add_feed, refresh
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.database import Library
from retrieval.library.feeds import Feed, claim_feed, feeds, note_feed, subscribe
from retrieval.library.listing import listed
from retrieval.library.origins import entries_at
from retrieval.library.quota import UNBOUNDED, Extent
from retrieval.library.store import Outcome
from retrieval.progress import Watch

MOST_FEEDS: Final = 25  # of one server
MOST_SAID: Final = 5  # problems, and as many articles, that are named
NEW: Final = frozenset({Outcome.ADDED, Outcome.CHANGED})
TROUBLE: Final = frozenset({Outcome.SKIPPED, Outcome.GONE})


class Tools(NamedTuple):
    """What jobs are done with: a library, how pages are fetched, and how many seconds pass between what is repeated.

    `room` is how much one server may have.
    """

    library: Library
    fetcher: Callable[[], Fetcher] = Fetcher
    room: Extent = UNBOUNDED
    tell_every: float = 5.0  # an edit of one message; Discord allows about one a second
    look_every: float = 60.0  # a look at which feeds are due
    claim_every: float = RENEWED_EVERY  # a renewal of what is claimed, and a look at what no other process does


def carry_out(tools: Tools, job: Job, watch: Watch) -> Done:
    """Do a job, and tell what came of it.

    Raises:
        LibraryError: the library cannot be used.
    """
    collection = collection_of(job.server)
    if job.kind is Kind.FEED and not _has_room(tools.library, job, collection):
        return Done(problem=f"A server can follow {MOST_FEEDS} feeds. Remove one of them first.")
    taken = list(_taken(tools, job, collection, watch))
    if job.kind is Kind.FEED and not any(each.reason for each in taken):
        if not entries_at(tools.library, job.target, collection=collection):
            return Done(problem="That is a page, not a feed; pages are read by /sources add.")
        subscribe(tools.library, job.target, collection=collection)
    return _summed_up(tools.library, taken, job.server)


def look(tools: Tools, feed: Feed, fetcher: Fetcher) -> None:
    """Look at a feed that is due, unless another process does: its new entries become articles.

    Raises:
        LibraryError: the library cannot be used.
    """
    library = tools.library
    if not claim_feed(library, feed):
        return
    taken = list(add_feed(library, feed.address, collection=feed.collection, fetcher=fetcher, room=tools.room))
    note_feed(library, feed, problem=next((each.reason for each in taken if each.reason), None))
    server = server_of(feed.collection)
    if server is not None and any(each.outcome in NEW for each in taken):
        answered_now(library, server)


def _taken(tools: Tools, job: Job, collection: str, watch: Watch) -> Iterator[ImportResult]:
    library, target, room = tools.library, job.target, tools.room
    if job.kind is Kind.ADD:
        yield from add(library, [target], collection=collection, fetcher=tools.fetcher(), room=room, watch=watch)
    elif job.kind is Kind.FILE:
        yield from add_document(library, document(library, job), name=target, collection=collection, room=room)
    elif job.kind is Kind.FEED:
        yield from add_feed(library, target, collection=collection, fetcher=tools.fetcher(), room=room)
    else:
        articles = [target] if target else None
        yield from refresh(library, articles, collection=collection, fetcher=tools.fetcher(), room=room, watch=watch)


def _has_room(library: Library, job: Job, collection: str) -> bool:
    followed = {feed.address for feed in feeds(library, collection)}
    return job.target in followed or len(followed) < MOST_FEEDS


def _summed_up(library: Library, taken: Sequence[ImportResult], server: int) -> Done:
    counts = Counter(each.outcome for each in taken)
    new = [each for each in taken if each.article and each.outcome in NEW]
    return Done(
        counts=counts,
        said=tuple(_said(library, each, server) for each in [*_troubles(taken), *new[:MOST_SAID]]),
        notes=tuple(dict.fromkeys(note for each in taken for note in each.notes))[:MOST_SAID],
        answered=answered_now(library, server) if new else 0,
    )


def _troubles(taken: Sequence[ImportResult]) -> Sequence[ImportResult]:
    return [each for each in taken if each.outcome in TROUBLE][:MOST_SAID]


def _said(library: Library, taken: ImportResult, server: int) -> Said:
    entry = listed(library, taken.article, collection=collection_of(server)) if taken.article else None
    return Said(outcome=taken.outcome, text=taken.reason or (entry and entry.title) or "", article=taken.article)
