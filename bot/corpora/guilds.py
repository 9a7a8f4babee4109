"""The articles that each guild may see: its own collection and the shared ones; outside guilds only the shared ones.

A guild is named by its id; `None` stands for direct messages, and for guilds where only a user has installed the bot.
The index of a guild is built at its first question, cached while the guild is among the `RECENT` ones, and renewed as
the library changes.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Final, NamedTuple, Protocol

from bot.corpora.autocomplete import SourceNames, folded
from bot.corpora.choice import AnyRetriever
from bot.corpora.watcher import Renewable
from bot.store.guild_settings import GuildSettings, guild_collection
from retrieval.errors import NotInLibraryError
from retrieval.library.catalog import article_names, has_articles
from retrieval.library.database import Library
from retrieval.library.passages import article_alone
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.records import Article, Passage
from retrieval.retriever import retriever_over

RECENT: Final = 16  # guilds with articles of their own whose index is cached


class AnyLiveRetriever(AnyRetriever, Renewable, Protocol):
    """What answers from a library and follows its changes."""


class OpenCollections(Protocol):
    """Opens what answers from some collections of the library."""

    def __call__(self, collections: Sequence[str], caution: AbstentionThreshold | None = None, /) -> AnyLiveRetriever:
        """Open `collections`; `caution` replaces the operator's choice."""


class OpenArticles(Protocol):
    """Opens what answers from articles in memory."""

    def __call__(
        self, articles: Sequence[Article], /, *, split: Callable[[Article], Sequence[Passage]]
    ) -> AnyRetriever:
        """Open `articles`; `split` returns the passages of each."""


class GuildScope(NamedTuple):
    """What one guild may see: these collections of the library, and what answers from them."""

    library: Library
    collections: tuple[str, ...]
    articles: AnyRetriever
    only: OpenArticles

    def alone(self, name: str) -> tuple[Article, AnyRetriever]:
        """The one article with this name or id, and what answers from it alone.

        Raises:
            NotInLibraryError: no article of the guild has this name, or several have.
        """
        article, passages = article_alone(self.library, _named(self, name))
        return article, self.only([article], split=lambda _: passages)


class GuildCorpora:
    """The scopes of all guilds over one library; `open_` opens some of its collections, `alone` single articles.

    Safe to use from several threads. The first call of `at` for a guild takes as long as its index takes to build.
    """

    def __init__(
        self,
        library: Library,
        everybody: Sequence[str],
        open_: OpenCollections,
        *,
        alone: OpenArticles = retriever_over,
    ) -> None:
        self.library = library
        self.names = SourceNames(library)
        self._alone = alone
        self._everybody = tuple(everybody)
        self._open = open_
        self._shared = open_(self._everybody)
        self._recent: OrderedDict[int, _Own] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """How many articles the shared collections have."""
        return self._shared.size

    def at(self, guild: int | None) -> GuildScope:
        """The scope of a guild, or of everywhere else with `None`."""
        collections = self.collections(guild)
        settings = GuildSettings() if guild is None else GuildSettings.read(self.library, guild)
        as_all = settings.has_public and settings.caution is None
        if guild is None or (as_all and not has_articles(self.library, guild_collection(guild))):
            return GuildScope(self.library, collections, self._shared, self._alone)
        articles = self._own(guild).opened(collections, settings.caution, self._open)
        return GuildScope(self.library, collections, articles, self._alone)

    def collections(self, guild: int | None) -> tuple[str, ...]:
        """The names of the collections that the guild may quote, as its settings say; with `None` the shared ones."""
        if guild is None:
            return self._everybody
        wanted = self._everybody if GuildSettings.read(self.library, guild).has_public else ()
        return (guild_collection(guild), *wanted)

    def renew(self) -> bool:
        """Apply the changes of the library to everything that is open; return whether there were any."""
        renewed = [self.names.renew(), *(each.renew() for each in self._opened)]
        return any(renewed)

    def tidy(self) -> None:
        """Merge small segments of the indexes, at an idle time."""
        for each in self._opened:
            each.tidy()

    @property
    def _opened(self) -> list[AnyLiveRetriever]:
        with self._lock:
            return [self._shared, *(each.followed for each in self._recent.values() if each.followed)]

    def _own(self, guild: int) -> "_Own":
        with self._lock:
            found = self._recent.setdefault(guild, _Own())
            self._recent.move_to_end(guild)
            if len(self._recent) > RECENT:
                self._recent.popitem(last=False)
            return found


class _Own:
    """What answers in one guild: opened at the first use, once even if two threads need it at the same time."""

    def __init__(self) -> None:
        self.followed: AnyLiveRetriever | None = None
        self._opened_for: tuple[Sequence[str], AbstentionThreshold | None] | None = None
        self._lock = Lock()

    def opened(
        self, collections: Sequence[str], caution: AbstentionThreshold | None, open_: OpenCollections
    ) -> AnyLiveRetriever:
        """What answers from these collections, opened again when the guild's settings have changed."""
        with self._lock:
            if self.followed is None or self._opened_for != (collections, caution):
                self.followed = open_(collections, caution)
                self._opened_for = (collections, caution)
            return self.followed


def _named(place: GuildScope, name: str) -> str:
    """The id of the one article with this name or id."""
    by_id = article_names(place.library, place.collections, key=name)
    by_name = (each for each in article_names(place.library, place.collections) if folded(each.name) == folded(name))
    ids = [each.id for each in by_id or by_name]
    if len(ids) == 1:
        return ids[0]
    found = f"{len(ids)} sources are" if ids else "no source here is"
    raise NotInLibraryError(f"{found} called `{name}`", "choose one of those that are offered while you type")
