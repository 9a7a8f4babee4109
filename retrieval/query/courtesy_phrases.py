"""Which phrases are the courtesies of a language? The lines of `courtesies.toml` → tries of their words."""

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex

FILE = "courtesies.toml"
PLACES = frozenset({" :", " .", " !"})
CACHED_WORDS = 1 << 14
APOSTROPHES = regex.compile(r"['’ʼ`´]")
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]")
WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c]+(?:['’ʼ`´][\p{L}\p{M}]+)*")
WORD_OR_LETTER = regex.compile(rf"{UNSPACED.pattern}|[[\p{{L}}\p{{M}}\p{{N}}'’]--{UNSPACED.pattern}]+", regex.V1)
REPEATED = regex.compile(r"(\p{L})\1{2,}")
SEPARATOR = regex.compile(r"[\s-]")

PhraseItems = tuple["str | tuple[PhraseItems, ...]", ...]
"""What a line stands for: letters, and tuples of alternatives, in order."""

State = tuple[PhraseItems, int, "State"] | None
"""A place in a line: what is read, the index of the next item, and where to go on after it; `None` at the end."""


class PhrasePlace(StrEnum):
    """Where in a sentence a phrase counts."""

    ANYWHERE = ""
    BEFORE_PUNCTUATION = ":"
    AT_THE_END = "."
    BY_ITSELF = "!"  # at the end, and at the beginning or after a comma


class Node:
    """A node of a trie of words that is built as far as it is read: of most phrases only the first word ever is.

    Attributes:
        places: where the phrase that ends here counts, if one does.
    """

    def __init__(self, states: Iterable[tuple[State, PhrasePlace]]) -> None:
        self._states = tuple(states)
        self.places = frozenset(place for state, place in self._states if _may_end(state))

    @cached_property
    def following(self) -> dict[str, "Node"]:
        """The words that may follow, each with its node."""
        by_word: dict[str, list[tuple[State, PhrasePlace]]] = defaultdict(list)
        for state, place in self._states:
            for word, after in _words(state, ""):
                by_word[_key(word)].append((after, place))
        return {word: Node(states) for word, states in by_word.items()}


class CourtesyPhrases(NamedTuple):
    """The courtesies of one language as tries; `fillers` are words that may stand inside a phrase."""

    greetings: Node
    addressees: Node
    openings: Node
    closings: Node
    fillers: frozenset[str]


class Token(NamedTuple):
    """A word as phrases have it, or a letter of a script without spaces, with its span in the text."""

    key: str
    start: int
    end: int


def tokens_in(text: str) -> list[Token]:
    """The tokens of a text: in lower case, without apostrophes, a letter that is drawn out once: "heyyy" is "hey"."""
    pattern = WORD_OR_LETTER if UNSPACED.search(text) else WORD
    return [Token(_key(match[0]), *match.span()) for match in pattern.finditer(text)]


@cache
def courtesy_languages() -> tuple[str, ...]:
    """The languages whose courtesies are known."""
    return tuple(_lines())


@cache
def phrases_of(language: str) -> CourtesyPhrases | None:
    """The courtesies of a language; `None` where none are known."""
    lines = _lines().get(language)
    if lines is None:
        return None
    greetings, addressees, openings, closings = (
        trie(lines[kind].splitlines()) for kind in ("greetings", "addressees", "openings", "closings")
    )
    fillers = trie(lines.get("fillers", "").splitlines()).following
    return CourtesyPhrases(greetings, addressees, openings, closings, frozenset(fillers))


def trie(lines: Iterable[str]) -> Node:
    """The trie of the phrases that the lines stand for."""
    return Node(map(_start, filter(None, lines)))


def _start(line: str) -> tuple[State, PhrasePlace]:
    phrase, place = (line[:-2], PhrasePlace(line[-1])) if line[-2:] in PLACES else (line, PhrasePlace.ANYWHERE)
    alternatives, _ = _alternatives(phrase, 0)
    return ((alternatives,), 0, None), place


def _alternatives(phrase: str, at: int) -> tuple[tuple[PhraseItems, ...], int]:
    """The alternatives from `at` to the end of their group, and where that is."""
    found: list[PhraseItems] = []
    items: list[str | tuple[PhraseItems, ...]] = []
    while at < len(phrase) and phrase[at] not in ")]":
        if phrase[at] == "|":
            found.append(tuple(items))
            items = []
        elif phrase[at] in "([":
            inner, end = _alternatives(phrase, at + 1)
            items.append(((), *inner) if phrase[at] == "[" else inner)
            at = end
        else:
            items.append(phrase[at])
        at += 1
    return (*found, tuple(items)), at


def _words(state: State, begun: str) -> Iterator[tuple[str, State]]:
    """The words that may be read from a state on, after the letters `begun`, and the state after each."""
    if state is None:
        if begun:
            yield begun, None
        return
    items, at, after = state
    if at == len(items):
        yield from _words(after, begun)
        return
    item, rest = items[at], (items, at + 1, after)
    if isinstance(item, tuple):
        for alternative in item:
            yield from _words((alternative, 0, rest), begun)
    elif begun and (SEPARATOR.match(item) or UNSPACED.match(item) or UNSPACED.match(begun[-1])):
        yield begun, state
    elif SEPARATOR.match(item):
        yield from _words(rest, "")
    else:
        yield from _words(rest, begun + item)


def _may_end(state: State) -> bool:
    """Whether nothing need follow a state."""
    if state is None:
        return True
    items, at, after = state
    if at == len(items):
        return _may_end(after)
    item, rest = items[at], (items, at + 1, after)
    if isinstance(item, tuple):
        return any(_may_end((alternative, 0, rest)) for alternative in item)
    return SEPARATOR.match(item) is not None and _may_end(rest)


@lru_cache(maxsize=CACHED_WORDS)
def _key(word: str) -> str:
    folded = word.lower() if word.isascii() else unicodedata.normalize("NFC", word).casefold()
    return REPEATED.sub(r"\1", APOSTROPHES.sub("", folded))


@cache
def _lines() -> dict[str, dict[str, str]]:
    """Language → kind of courtesy → the lines of the file."""
    return tomllib.loads(files("retrieval.query").joinpath(FILE).read_text(encoding="utf-8"))
