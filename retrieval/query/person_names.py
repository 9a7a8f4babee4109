"""Which words of the question are names, and which surname belongs to a first name? The candidates' text decides.

A word is a name where it is capitalised inside sentences. A first name is one that is nearly always followed by the
same surname; texts go on with the surname alone, so "Kim" is also matched by "Kardashian".
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import cached_words
from retrieval.analysis.tokenizer import Word
from retrieval.query.parser import QueryTerm, Question
from retrieval.records import Candidate, Passage

SURNAME_SHARE = 0.8  # of the first name's occurrences that the same surname must follow
FEWEST_OCCURRENCES = 3  # of the first name; fewer are no evidence
SENTENCE_STARTS = frozenset(".!?“\"'‘")


class Occurrence(NamedTuple):
    """One occurrence of a query term in a passage.

    Attributes:
        begins_sentence: whether it begins a sentence, which explains a capital.
        surname: the term of the capitalised word after it; empty if there is none.
    """

    term: str
    is_capitalised: bool
    begins_sentence: bool
    surname: str


def with_names(question: Question, candidates: Sequence[Candidate]) -> Question:
    """The question with its names marked, and each first name also matched by the surname that follows it."""
    own_terms = frozenset().union(*(each.alternatives[0] for each in question.query_terms))
    occurrences = [found for candidate in candidates for found in _occurrences(candidate.passage, own_terms)]
    asked = set(question.terms)
    marked = (each._replace(is_name=_is_name(each, occurrences, question.text)) for each in question.query_terms)
    return question._replace(query_terms=tuple(_with_surname(each, occurrences, asked) for each in marked))


def is_name_in(question: str, word: str) -> bool:
    """Whether the question writes the word as a name: capitalised, not at the start, and not all in capitals."""
    return word[0].isupper() and not question.startswith(word) and not question.isupper()


def _is_name(query_term: QueryTerm, occurrences: Sequence[Occurrence], question: str) -> bool:
    """Whether most occurrences inside sentences are capitalised; without any, whether the question's is."""
    own = [each for each in occurrences if each.term in query_term.alternatives[0]]
    inside = [each.is_capitalised for each in own if not each.begins_sentence]
    return 2 * sum(inside) > len(inside) if inside else is_name_in(question, query_term.text)


def _occurrences(passage: Passage, terms: frozenset[str]) -> Iterator[Occurrence]:
    """The occurrences of `terms` in the passage."""
    text = passage.text
    for word, following in pairwise([*cached_words(text, passage.article.language), None]):
        if word and word.term in terms:
            is_capitalised = word.text[0].isupper()
            has_surname = is_capitalised and following and _is_surname(text, word, following)
            surname = following.term if has_surname and following else ""
            yield Occurrence(word.term, is_capitalised, _begins_sentence(text, word.start), surname)


def _begins_sentence(text: str, at: int) -> bool:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at == 0 or text[at - 1] in SENTENCE_STARTS


def _is_surname(text: str, word: Word, following: Word) -> bool:
    """Whether the following word is capitalised and separated by one space alone."""
    return text[word.end : following.start] == " " and following.text[0].isupper()


def _with_surname(query_term: QueryTerm, occurrences: Sequence[Occurrence], asked: set[str]) -> QueryTerm:
    """The query term, also matched by its surname, unless the question asks for that, too."""
    if len(query_term.alternatives) != 1 or len(query_term.alternatives[0]) != 1:
        return query_term
    (term,) = query_term.alternatives[0]
    surnames = [each.surname for each in occurrences if each.term == term and each.is_capitalised]
    if len(surnames) < FEWEST_OCCURRENCES:
        return query_term
    surname, count = Counter(surnames).most_common(1)[0]
    if not surname or surname in asked or count < SURNAME_SHARE * len(surnames):
        return query_term
    return query_term._replace(alternatives=(*query_term.alternatives, frozenset({surname})))
