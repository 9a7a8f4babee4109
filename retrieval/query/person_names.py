"""Which words of the question are names, and who is meant by a first name? The candidates' own text says so.

A word is a name where it is capitalised inside sentences. A name that the same name almost always follows is the first
of two, and texts go on with the second: "Kim" is met by "Kardashian", too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import words_of
from retrieval.analysis.tokenizer import Word
from retrieval.query.parser import Need, Question
from retrieval.records import Candidate, Passage

ALMOST_ALWAYS = 0.8  # share of the first name's places where the same name follows
OFTEN_ENOUGH = 3  # places; fewer say nothing of what texts do
SENTENCE_STARTS = frozenset(".!?“\"'‘")


class Written(NamedTuple):
    """How a passage writes a term of the question in one place.

    Attributes:
        begins: whether it begins a sentence, which explains a capital.
        surname: the term that goes on with it as a name, empty where none does.
    """

    term: str
    is_capitalised: bool
    begins: bool
    surname: str


def with_names(question: Question, candidates: Sequence[Candidate]) -> Question:
    """The question with its names marked, and each first name also met by the surname that follows it."""
    looked_for = frozenset().union(*(need.options[0] for need in question.needs))
    found = [each for candidate in candidates for each in _places(candidate.passage, looked_for)]
    asked = set(question.terms)
    marked = (need._replace(is_name=_is_name(need, found, question.text)) for need in question.needs)
    return question._replace(needs=tuple(_with_surname(need, found, asked) for need in marked))


def is_name_in(question: str, word: str) -> bool:
    """Whether the question writes the word as a name: with a capital that neither its start nor shouting explains."""
    return word[0].isupper() and not question.startswith(word) and not question.isupper()


def _is_name(need: Need, found: Sequence[Written], question: str) -> bool:
    """Whether the candidates mostly capitalise the word; where they lack it, whether the question does."""
    inside = [each.is_capitalised for each in found if each.term in need.options[0] and not each.begins]
    return 2 * sum(inside) > len(inside) if inside else is_name_in(question, need.text)


def _places(passage: Passage, looked_for: frozenset[str]) -> Iterator[Written]:
    """Where the passage has one of these terms."""
    text = passage.text
    for word, following in pairwise([*words_of(text, passage.article.language), None]):
        if word and word.term in looked_for:
            is_capitalised = word.text[0].isupper()
            goes_on = is_capitalised and following and _continues(text, word, following)
            surname = following.term if goes_on and following else ""
            yield Written(word.term, is_capitalised, _begins_sentence(text, word.start), surname)


def _begins_sentence(text: str, at: int) -> bool:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at == 0 or text[at - 1] in SENTENCE_STARTS


def _continues(text: str, word: Word, following: Word) -> bool:
    return text[word.end : following.start] == " " and following.text[0].isupper()


def _with_surname(need: Need, found: Sequence[Written], asked: set[str]) -> Need:
    (term,) = need.options[0] if len(need.options) == 1 and len(need.options[0]) == 1 else ("",)
    followers = Counter(each.surname for each in found if each.term == term and each.is_capitalised)
    ((surname, count),) = followers.most_common(1) or [("", 0)]
    places = followers.total()
    belongs = surname and surname not in asked and places >= OFTEN_ENOUGH and count >= ALMOST_ALWAYS * places
    return need._replace(options=(*need.options, frozenset({surname}))) if belongs else need
