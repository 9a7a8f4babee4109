"""What is asked for? A question → the query terms that an answer must match, and the type of answer.

A query term is matched by any one of its alternatives, and an alternative is matched when all its terms are there:
"non-violent" is matched by "nonviolent", and by "non" and "violent".
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from retrieval.analysis.language import ENGLISH, language_of
from retrieval.analysis.stopwords import ATTRIBUTES, LIGHT_WORDS
from retrieval.analysis.tokenizer import AGED, Word, has_word, is_unspaced, words
from retrieval.errors import QuestionError
from retrieval.query.answer_type import AnswerType, expected_answer_type, type_noun
from retrieval.query.smalltalk import is_small_talk

LONGEST = 500  # characters
LIGHT_WEIGHT = 0.35  # share of its idf that a light word weighs
TYPE_NOUN_WEIGHT = 0.5  # share of its idf that a type noun weighs: the "brand" of "which brand"
HOW_OLD = regex.compile(r"\bhow old\b", regex.IGNORECASE)


class QueryTerm(NamedTuple):
    """A word of the question, and the sets of terms that match it.

    Attributes:
        text: the word as the question writes it.
        alternatives: the sets of terms; all terms of any one set match. The first set is the word's own term.
        is_name: whether the articles, or else the question, write it as a name.
        weight: the share of its idf that it weighs: less than 1 for a word that answers often paraphrase.
        synonym_alternatives: the alternatives that are synonyms, not forms of the question's word.
        is_attribute: whether only the word itself answers: "born", "married", "salary".
    """

    text: str
    alternatives: tuple[frozenset[str], ...]
    is_name: bool = False
    weight: float = 1.0
    synonym_alternatives: frozenset[frozenset[str]] = frozenset()
    is_attribute: bool = False

    @property
    def written_alternatives(self) -> tuple[frozenset[str], ...]:
        """The alternatives after the first that are forms of the question's own word, such as a compound's parts."""
        return tuple(each for each in self.alternatives[1:] if each not in self.synonym_alternatives)

    def is_matched_by(self, terms: Iterable[str]) -> bool:
        """Whether `terms` contain all terms of one alternative."""
        present = terms if isinstance(terms, (set, frozenset)) else frozenset(terms)
        return any(alternative <= present for alternative in self.alternatives)


class Question(NamedTuple):
    """A question that can be searched for.

    `read_as` are the pairs of a replaced word of the question and what replaced it.
    """

    text: str
    query_terms: tuple[QueryTerm, ...]
    answer_type: AnswerType
    is_small_talk: bool
    language: str = ENGLISH
    read_as: tuple[tuple[str, str], ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The distinct terms of all alternatives, in the order of the words."""
        alternatives = (alternative for each in self.query_terms for alternative in each.alternatives)
        return tuple(dict.fromkeys(term for alternative in alternatives for term in sorted(alternative)))


def read_question(text: str, languages: Sequence[str] = (ENGLISH,)) -> Question:
    """The question in `text`, on one line and without control characters.

    `languages` are those of the articles, most frequent first; the question is taken to be in one of them. Each word is
    also matched by the term that it has in the others.

    Raises:
        QuestionError: nothing to search for (blank, only punctuation or emoji), or over `LONGEST` characters.
    """
    plain = single_line(text)
    if not plain:
        raise QuestionError("the question is blank", 'ask something, such as "Who was there?"')
    if len(plain) > LONGEST:
        raise QuestionError(
            f"the question has {len(plain)} characters, and may have {LONGEST}", "ask one thing in a sentence"
        )
    if not has_word(plain):
        raise QuestionError("the question has no word to search for", "ask in words")
    answer_type, noun = expected_answer_type(plain)
    language = language_of(plain, languages)
    foreign = [word for other in languages if other != language for word in _query_words(plain, other)]
    query_terms = _query_terms(_query_words(plain, language), type_noun(plain), foreign, language)
    if HOW_OLD.search(plain):
        query_terms = _with_ages(query_terms)
    without_noun = tuple(each for each in query_terms if each.text.casefold() != noun.casefold())
    return Question(plain, without_noun or query_terms, answer_type, is_small_talk(plain), language)


def query_terms_of(text: str, language: str, *, is_shouted: bool | None = None) -> tuple[QueryTerm, ...]:
    """One query term for each distinct word of a text that is not itself a question, such as a name.

    `is_shouted` is as for `words`.
    """
    return _query_terms(_query_words(text, language, is_shouted=is_shouted), "", (), language)


def single_line(text: str) -> str:
    """The text on one line, in Unicode's composed form, without characters that are invisible or cannot be encoded."""
    visible = "".join(" " if character.isspace() else character for character in text if _is_text(character))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _is_text(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs"} or character.isspace()


def _query_words(text: str, language: str, *, is_shouted: bool | None = None) -> list[Word]:
    """The words of a question, without the words that the tokenizer adds for ages."""
    return [word for word in words(text, language, is_shouted=is_shouted) if not word.term.endswith(AGED)]


def _query_terms(
    found: Sequence[Word], type_noun: str, foreign: Sequence[Word], language: str
) -> tuple[QueryTerm, ...]:
    """One query term for each distinct word; `foreign` are the words of the same text read in other languages."""
    wholes = [word for word in found if not any(_is_part(word, other) for other in found)]
    query_terms = [_query_term(word, found, foreign) for word in wholes]
    if language == ENGLISH:
        query_terms = [_weighted(each, type_noun) for each in query_terms]
    return tuple({each.alternatives: each for each in query_terms}.values())


def _weighted(query_term: QueryTerm, type_noun: str) -> QueryTerm:
    """The query term of an English word with its weight, and whether it is an attribute."""
    word = query_term.text.casefold()
    is_attribute = word in ATTRIBUTES
    if word in LIGHT_WORDS:
        return query_term._replace(weight=LIGHT_WEIGHT, is_attribute=is_attribute)
    is_type = query_term.text == type_noun and not is_attribute
    return query_term._replace(weight=TYPE_NOUN_WEIGHT if is_type else 1.0, is_attribute=is_attribute)


def _with_ages(query_terms: Sequence[QueryTerm]) -> tuple[QueryTerm, ...]:
    """The query terms, with "old" also matched by an age after one of the other words.

    "Kim Kardashian, 43," answers "How old is Kim Kardashian?".
    """
    others = (each for each in query_terms if not _is_old(each))
    names = (term for each in others for alternative in each.alternatives for term in alternative)
    ages = [frozenset({f"{name}{AGED}"}) for name in names]
    return tuple(
        each._replace(alternatives=(*each.alternatives, *ages)) if _is_old(each) else each for each in query_terms
    )


def _is_old(query_term: QueryTerm) -> bool:
    return query_term.text.casefold() == "old"


def _query_term(word: Word, found: Sequence[Word], foreign: Sequence[Word]) -> QueryTerm:
    """The query term of a word: matched by each term that it has in any language, or by all terms of its parts."""
    forms = [other.term for other in (*found, *foreign) if _is_same(other, word)]
    parts = [frozenset(other.term for other in found if _is_part(other, word))]
    return QueryTerm(word.text, tuple(dict.fromkeys([*(frozenset({term}) for term in forms), *filter(None, parts)])))


def _is_same(word: Word, other: Word) -> bool:
    return (word.start, word.end) == (other.start, other.end)


def _is_part(word: Word, whole: Word) -> bool:
    """Whether a word is a part of a compound; the single letters of a bigram are query terms of their own."""
    is_within = whole.start <= word.start and word.end <= whole.end
    return is_within and not _is_same(word, whole) and not is_unspaced(whole.text)
