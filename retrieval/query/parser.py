"""What is asked for? A question → the query terms that an answer must match, and the type of answer.

A query term is matched by any one of its alternatives, and an alternative is matched when all its terms are there:
"non-violent" is matched by "nonviolent", and by "non" and "violent".
"""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import regex

from retrieval.analysis.language import ENGLISH, language_of
from retrieval.analysis.stopwords import ATTRIBUTES, LIGHT_WORDS
from retrieval.analysis.tokenizer import AGED, Word, has_word, is_unspaced, words
from retrieval.errors import QuestionError
from retrieval.query.answer_type import AnswerType, expected_answer_type, type_noun
from retrieval.query.courtesies import is_greeting
from retrieval.query.post import Post, read_post
from retrieval.query.shorthand import in_full
from retrieval.query.smalltalk import is_small_talk

LONGEST = 4000  # characters of a message
LIGHT_WEIGHT = 0.35  # share of its idf that a light word weighs
TYPE_NOUN_WEIGHT = 0.5  # share of its idf that a type noun weighs: the "brand" of "which brand"
SHORT = 100  # characters of a message that may be small talk as a whole
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

    Attributes:
        text: what is asked, on one line.
        read_as: the pairs of a replaced word of the question and what replaced it.
        background: what stands around the question in its message: circumstances, code, quoted lines.
        further: questions of the message that are not read.
        message: the whole message, on one line.
    """

    text: str
    query_terms: tuple[QueryTerm, ...]
    answer_type: AnswerType
    is_small_talk: bool
    language: str = ENGLISH
    read_as: tuple[tuple[str, str], ...] = ()
    background: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    message: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The distinct terms of all alternatives, in the order of the words."""
        alternatives = (alternative for each in self.query_terms for alternative in each.alternatives)
        return tuple(dict.fromkeys(term for alternative in alternatives for term in sorted(alternative)))


def read_question(text: str, languages: Sequence[str] = (ENGLISH,)) -> Question:
    """The question in the message `text`, on one line and without control characters.

    `languages` are those of the articles, most frequent first; the question is taken to be in one of them. Each word is
    also matched by the term that it has in the others.

    Raises:
        QuestionError: nothing to search for (blank, only punctuation or emoji), or over `LONGEST` characters.
    """
    message = single_line(text)
    if not message:
        raise QuestionError("the question is blank", 'ask something, such as "Who was there?"')
    if len(message) > LONGEST:
        raise QuestionError(
            f"the question has {len(message)} characters, and may have {LONGEST}", "ask one thing in a sentence"
        )
    post = read_post(text, languages) if has_word(message) else Post("")
    plain = single_line(post.question)
    if not has_word(plain):
        raise QuestionError("the question has no word to search for", "ask in words")
    question = read_sentence(plain, languages)
    return question._replace(
        is_small_talk=post.is_courtesy or _is_small_talk(message, question),
        background=tuple(map(single_line, post.background)),
        further=tuple(map(single_line, post.further)),
        message=message,
    )


def read_sentence(text: str, languages: Sequence[str] = (ENGLISH,)) -> Question:
    """The question in a text of which every word counts, not a message: one line with a word in it."""
    language = language_of(text, languages)
    plain = in_full(text) if language == ENGLISH else text
    answer_type, noun = expected_answer_type(plain)
    foreign = [word for other in languages if other != language for word in _query_words(plain, other)]
    query_terms = _query_terms(_query_words(plain, language), type_noun(plain), foreign, language)
    if HOW_OLD.search(plain):
        query_terms = _with_ages(query_terms)
    without_noun = tuple(each for each in query_terms if each.text.casefold() != noun.casefold())
    return Question(plain, without_noun or query_terms, answer_type, is_small_talk(plain), language)


def _is_small_talk(message: str, question: Question) -> bool:
    """Whether nothing is asked of the articles, in the whole message or in what is left of it without courtesies."""
    is_short = len(message) <= SHORT and not question.background
    return question.is_small_talk or (is_short and (is_small_talk(message) or is_greeting(message)))


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
    parts = _parts(found)
    inner = {part for of_whole in parts.values() for part in of_whole}
    forms = defaultdict(list)
    for word in (*found, *foreign):
        forms[word.start, word.end].append(frozenset({word.term}))
    query_terms = [
        _query_term(word, forms[word.start, word.end], parts.get(word, ())) for word in found if word not in inner
    ]
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


def _query_term(word: Word, forms: Sequence[frozenset[str]], parts: Sequence[Word]) -> QueryTerm:
    """The query term of a word: matched by each term that it has in any language, or by all terms of its parts."""
    together = [frozenset(part.term for part in parts)] if parts else []
    return QueryTerm(word.text, tuple(dict.fromkeys([*forms, *together])))


def _parts(found: Sequence[Word]) -> Mapping[Word, Sequence[Word]]:
    """The parts of each compound; the single letters of a bigram are query terms of their own."""
    in_order = sorted(found, key=lambda word: word.start)
    starts = [word.start for word in in_order]
    parts = {
        whole: [
            word
            for word in in_order[bisect_left(starts, whole.start) : bisect_left(starts, whole.end)]
            if word.end <= whole.end and (word.start, word.end) != (whole.start, whole.end)
        ]
        for whole in found
        if not is_unspaced(whole.text)
    }
    return {whole: of_whole for whole, of_whole in parts.items() if of_whole}
