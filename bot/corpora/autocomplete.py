"""Which sources are offered while somebody types? Their names, from memory, those that begin like it first."""

import unicodedata
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import islice
from threading import Lock
from typing import Final, NamedTuple

from bot.rendering.citation import one_line
from bot.rendering.limits import CHOICE_NAME, CHOICES
from bot.rendering.markdown import Budget, fitting, size
from retrieval.library.catalog import ArticleName, article_names
from retrieval.library.database import Library
from retrieval.library.passages import change_count

RECENT: Final = 64  # collections whose names are in memory
SHORTENED: Final = Budget(CHOICE_NAME - 1, 4 * CHOICE_NAME)


class Choice(NamedTuple):
    """A source on offer: what is shown, and the article's id."""

    label: str
    id: str


class _Held(NamedTuple):
    """The names of a collection after so many `changes`, each with the form that is searched."""

    changes: int
    names: Sequence[tuple[str, ArticleName]]


class Names:
    """The names of the articles of a library, by collection; threads may ask while one renews."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = Lock()

    def held(self, collections: Sequence[str]) -> bool:
        """Whether all of these are in memory, so that `like` takes but a moment."""
        return all(collection in self._held for collection in collections)

    def like(self, typed: str, collections: Sequence[str]) -> list[Choice]:
        """The sources in these collections whose names have what was `typed`, as many as Discord shows."""
        wanted = folded(typed)
        here = [each for collection in collections for each in self._of(collection).names]
        begin = (name for form, name in here if form.startswith(wanted))
        have = (name for form, name in here if wanted in form and not form.startswith(wanted))
        return list(islice(_choices([begin, have]), CHOICES))

    def renew(self) -> bool:
        """Read anew what has changed in the library, and tell whether anything had."""
        old = [name for name, held in tuple(self._held.items()) if change_count(self._library, [name]) != held.changes]
        for collection in old:
            self._hold(collection, self._read(collection))
        return bool(old)

    def _of(self, collection: str) -> _Held:
        found = self._held.get(collection) or self._read(collection)
        self._hold(collection, found)
        return found

    def _hold(self, collection: str, found: _Held) -> None:
        with self._lock:
            self._held[collection] = found
            self._held.move_to_end(collection)
            if len(self._held) > RECENT:
                self._held.popitem(last=False)

    def _read(self, collection: str) -> _Held:
        with self._library.reading():
            count = change_count(self._library, [collection])
            found = article_names(self._library, [collection])
        return _Held(count, [(folded(name.name), name) for name in found])


def folded(name: str) -> str:
    """The name in the form in which names are compared: neither case nor white space nor spelling of marks matters."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def label(name: str) -> str:
    """The name as Discord takes it in a list: on one line, cut to a length."""
    line = one_line(name)
    return line if size(line).characters <= CHOICE_NAME else f"{line[: fitting(line, SHORTENED)].rstrip()}…"


def _choices(groups: Sequence[Iterator[ArticleName]]) -> Iterator[Choice]:
    for group in groups:
        for name in group:
            yield Choice(label(name.name) or name.id, name.id)
