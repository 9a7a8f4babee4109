"""Which articles may a place see? A server its own and everybody's; any other place everybody's alone.

A place is a Discord server by its id, or `None`: direct messages, and wherever a user has taken the bot along. What a
server has for itself is one collection of the library. Its index is built when the server first asks, kept while the
server is among those that asked lately, and renewed as the library changes.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Final, NamedTuple, Protocol

from bot.corpora.autocomplete import Names, folded
from bot.corpora.choice import Articles
from bot.store.guild_settings import GuildSettings, guild_collection
from retrieval.errors import NotInLibraryError
from retrieval.library.catalog import article_names, has_articles
from retrieval.library.database import Library
from retrieval.library.passages import article_alone
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.records import Article
from retrieval.retriever import retriever_over

RECENT: Final = 16  # servers with articles of their own whose index is kept


class Followed(Articles, Protocol):
    """What answers from a library and keeps up with it; a `Shelf` is one."""

    def renew(self) -> bool:
        """See what has changed since the last time, and tell whether anything had."""

    def tidy(self) -> None:
        """Put small segments of the index together."""


Open = Callable[..., Followed]
Alone = Callable[..., Articles]


class Place(NamedTuple):
    """What one place may see: these collections of the library, and what answers from them."""

    library: Library
    collections: tuple[str, ...]
    articles: Articles
    only: Alone

    def alone(self, name: str) -> tuple[Article, Articles]:
        """The one article that is called `name`, or has it for an id, and what answers from it alone.

        Raises:
            NotInLibraryError: no article here is called that, or several are.
        """
        article, passages = article_alone(self.library, _named(self, name))
        return article, self.only([article], split=lambda _: passages)


class Servers:
    """The places of one library; `open_` gives what answers from some of its collections, `alone` from one article.

    Threads may ask for places while another one renews them. Asking may take as long as an index takes to build.
    """

    def __init__(
        self, library: Library, everybody: Sequence[str], open_: Open, *, alone: Alone = retriever_over
    ) -> None:
        self.library = library
        self.names = Names(library)
        self._alone = alone
        self._everybody = tuple(everybody)
        self._open = open_
        self._shared = open_(self._everybody)
        self._recent: OrderedDict[int, _Own] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """How many articles everybody may see."""
        return self._shared.size

    def at(self, server: int | None) -> Place:
        """What the server may see, or what everybody may."""
        collections = self.collections(server)
        settings = GuildSettings() if server is None else GuildSettings.read(self.library, server)
        as_all = settings.has_public and settings.caution is None
        if server is None or (as_all and not has_articles(self.library, guild_collection(server))):
            return Place(self.library, collections, self._shared, self._alone)
        articles = self._own(server).opened(collections, settings.caution, self._open)
        return Place(self.library, collections, articles, self._alone)

    def collections(self, server: int | None) -> tuple[str, ...]:
        """The collections that the server may see and wants to, or that everybody may."""
        if server is None:
            return self._everybody
        wanted = self._everybody if GuildSettings.read(self.library, server).has_public else ()
        return (guild_collection(server), *wanted)

    def renew(self) -> bool:
        """Let all that answers see what has changed in the library, and tell whether anything had."""
        renewed = [self.names.renew(), *(each.renew() for each in self._opened)]
        return any(renewed)

    def tidy(self) -> None:
        """Put small segments of the index together, for the time when nothing else is to be done."""
        for each in self._opened:
            each.tidy()

    @property
    def _opened(self) -> list[Followed]:
        with self._lock:
            return [self._shared, *(each.followed for each in self._recent.values() if each.followed)]

    def _own(self, server: int) -> "_Own":
        with self._lock:
            found = self._recent.setdefault(server, _Own())
            self._recent.move_to_end(server)
            if len(self._recent) > RECENT:
                self._recent.popitem(last=False)
            return found


class _Own:
    """What answers in one server, once it was needed; two threads that need it at once open it once."""

    def __init__(self) -> None:
        self.followed: Followed | None = None
        self._opened_for: tuple[Sequence[str], AbstentionThreshold | None] | None = None
        self._lock = Lock()

    def opened(self, collections: Sequence[str], caution: AbstentionThreshold | None, open_: Open) -> Followed:
        """What answers from these collections so cautiously, opened anew when the server's settings have changed."""
        with self._lock:
            if self.followed is None or self._opened_for != (collections, caution):
                self.followed = open_(collections, caution) if caution else open_(collections)
                self._opened_for = (collections, caution)
            return self.followed


def _named(place: Place, name: str) -> str:
    """The id of the one article that is called this."""
    by_id = article_names(place.library, place.collections, key=name)
    by_name = (each for each in article_names(place.library, place.collections) if folded(each.name) == folded(name))
    ids = [each.id for each in by_id or by_name]
    if len(ids) == 1:
        return ids[0]
    found = f"{len(ids)} sources are" if ids else "no source here is"
    raise NotInLibraryError(f"{found} called `{name}`", "choose one of those that are offered while you type")
