"""Autocomplete of source names, from memory; names that start with what was typed come first."""

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


class SourceChoice(NamedTuple):
    """A suggestion: the label, and the article's id."""

    label: str
    id: str


class _Held(NamedTuple):
    """The names of a collection after so many `changes`, each with the form that is searched."""

    changes: int
    names: Sequence[tuple[str, ArticleName]]


class SourceNames:
    """The names of a library's articles by collection, cached; safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = Lock()

    def is_cached(self, collections: Sequence[str]) -> bool:
        """Whether these collections are cached, so that `matching` does not read the library."""
        return all(collection in self._held for collection in collections)

    def matching(self, typed: str, collections: Sequence[str]) -> list[SourceChoice]:
        """The sources in these collections whose names contain `typed`, at most as many as Discord shows."""
        wanted = folded(typed)
        here = [each for collection in collections for each in self._of(collection).names]
        begin = (name for form, name in here if form.startswith(wanted))
        have = (name for form, name in here if wanted in form and not form.startswith(wanted))
        return list(islice(_choices([begin, have]), CHOICES))

    def renew(self) -> bool:
        """Reload the collections that have changed in the library; return whether there were any."""
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
    """The name normalized for comparison: NFKC, case-folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def label(name: str) -> str:
    """The name as an autocomplete label: on one line, cut to Discord's limit."""
    line = one_line(name)
    return line if size(line).characters <= CHOICE_NAME else f"{line[: fitting(line, SHORTENED)].rstrip()}…"


def _choices(groups: Sequence[Iterator[ArticleName]]) -> Iterator[SourceChoice]:
    for group in groups:
        for name in group:
            yield SourceChoice(label(name.name) or name.id, name.id)
