"""Which words of the question are names, and who is meant by a first name? The candidates' own text says so.

A word is a name where it is capitalised inside sentences. A name that the same name almost always follows is the first
of two, and texts go on with the second: "Kim" is met by "Kardashian", too.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from retrieval.analyse import Word
from retrieval.question import Need, Question
from retrieval.reading import words_of
from retrieval.records import Candidate

ALMOST_ALWAYS = 0.8  # share of the first name's places where the same name follows
OFTEN_ENOUGH = 3  # places; fewer say nothing of what texts do
KEPT = 1 << 10  # passages whose names are remembered
SENTENCE_STARTS = frozenset(".!?“\"'‘")


def with_names(question: Question, candidates: Sequence[Candidate]) -> Question:
    """The question with its names marked, and each first name also met by the surname that follows it."""
    texts = [(candidate.passage.text, candidate.passage.article.language) for candidate in candidates]
    cases = Counter(case for text, language in texts for case in _cases(text, language))
    pairs = Counter(pair for text, language in texts for pair in _capitalised_pairs(text, language))
    asked = set(question.terms)
    marked = (need._replace(is_name=_is_name(need, cases, question.text)) for need in question.needs)
    return question._replace(needs=tuple(_with_surname(need, pairs, asked) for need in marked))


def is_name_in(question: str, word: str) -> bool:
    """Whether the question writes the word as a name: with a capital that neither its start nor shouting explains."""
    return word[0].isupper() and not question.startswith(word) and not question.isupper()


def _is_name(need: Need, cases: Counter[tuple[str, bool]], question: str) -> bool:
    """Whether the candidates mostly capitalise the word; where they lack it, whether the question does."""
    terms = need.options[0]
    capitalised, plain = (_total(cases, terms, is_capitalised=case) for case in (True, False))
    if capitalised or plain:
        return capitalised > plain
    return is_name_in(question, need.text)


def _total(cases: Counter[tuple[str, bool]], terms: Iterable[str], *, is_capitalised: bool) -> int:
    return sum(cases[term, is_capitalised] for term in terms)


@lru_cache(maxsize=KEPT)
def _cases(text: str, language: str) -> tuple[tuple[str, bool], ...]:
    """The term of each word that begins no sentence, and whether it is capitalised."""
    return tuple(
        (word.term, word.text[0].isupper())
        for word in words_of(text, language)
        if not _begins_sentence(text, word.start)
    )


def _begins_sentence(text: str, at: int) -> bool:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at == 0 or text[at - 1] in SENTENCE_STARTS


@lru_cache(maxsize=KEPT)
def _capitalised_pairs(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """The term of each capitalised word with that of the word after it, empty when that is no part of a name."""
    return tuple(
        (word.term, following.term if following and _continues(text, word, following) else "")
        for word, following in pairwise([*words_of(text, language), None])
        if word and word.text[0].isupper()
    )


def _continues(text: str, word: Word, following: Word) -> bool:
    return text[word.end : following.start] == " " and following.text[0].isupper()


def _with_surname(need: Need, pairs: Counter[tuple[str, str]], asked: set[str]) -> Need:
    (term,) = need.options[0] if len(need.options) == 1 and len(need.options[0]) == 1 else ("",)
    followers = {following: count for (name, following), count in pairs.items() if name == term}
    surname = max(followers, key=lambda following: followers[following], default="")
    count, places = followers.get(surname, 0), sum(followers.values())
    belongs = surname and surname not in asked and places >= OFTEN_ENOUGH and count >= ALMOST_ALWAYS * places
    return need._replace(options=(*need.options, frozenset({surname}))) if belongs else need
