"""What is asked for? A question → the words that an answer needs, and the kind of answer.

A need is met by any one of its options, and an option is met when all its terms are there: "non-violent" is met by
"nonviolent", and by "non" and "violent".
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from retrieval.analysis.language import ENGLISH, language_of
from retrieval.analysis.stopwords import ATTRIBUTES, LIGHT_WORDS
from retrieval.analysis.tokenizer import AGED, Word, has_word, is_unspaced, words
from retrieval.errors import QuestionError
from retrieval.query.answer_type import Kind, kind_of, type_noun
from retrieval.query.smalltalk import is_small_talk

LONGEST = 500  # characters
LIGHT = 0.35  # of its idf is what a light word weighs
TYPE_NOUN = 0.5  # of its idf is what the "brand" in "which brand" weighs
HOW_OLD = regex.compile(r"\bhow old\b", regex.IGNORECASE)


class Need(NamedTuple):
    """A word of the question as written, and the sets of terms any one of which meets it."""

    text: str
    options: tuple[frozenset[str], ...]
    is_name: bool = False
    lightness: float = 1.0  # what share of its idf the need weighs: all, but for a word that is easily said otherwise
    said_otherwise: frozenset[frozenset[str]] = frozenset()  # the options that are other words than the question's
    is_attribute: bool = False  # whether it names what only the same word answers: "born", "married", "salary"

    @property
    def as_written(self) -> tuple[frozenset[str], ...]:
        """The options that are the question's own words in another form, such as a compound's parts, or as good."""
        return tuple(option for option in self.options[1:] if option not in self.said_otherwise)

    def met_by(self, terms: Iterable[str]) -> bool:
        """Whether `terms` hold all of one option."""
        present = terms if isinstance(terms, (set, frozenset)) else frozenset(terms)
        return any(option <= present for option in self.options)


class Question(NamedTuple):
    """A question that can be searched for.

    `read_as` are the words of it that others were put in place of, each with what it was read as.
    """

    text: str
    needs: tuple[Need, ...]
    kind: Kind
    is_small_talk: bool
    language: str = ENGLISH
    read_as: tuple[tuple[str, str], ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The distinct terms that may meet a need, in the order of the words."""
        return tuple(dict.fromkeys(term for need in self.needs for option in need.options for term in sorted(option)))


def read_question(text: str, languages: Sequence[str] = (ENGLISH,)) -> Question:
    """The question in `text`, white space folded and control characters dropped.

    It is in one of `languages`, those of the articles, most frequent first; its words are met by their forms in any.

    Raises:
        QuestionError: nothing to search for (blank, only punctuation or emoji), or over `LONGEST` characters.
    """
    plain = tidy(text)
    if not plain:
        raise QuestionError("the question is blank", 'ask something, such as "Who was there?"')
    if len(plain) > LONGEST:
        raise QuestionError(
            f"the question has {len(plain)} characters, and may have {LONGEST}", "ask one thing in a sentence"
        )
    if not has_word(plain):
        raise QuestionError("the question has no word to search for", "ask in words")
    kind, noun = kind_of(plain)
    language = language_of(plain, languages)
    foreign = [word for other in languages if other != language for word in _asked(plain, other)]
    needs = _needs(_asked(plain, language), type_noun(plain), foreign, language)
    if HOW_OLD.search(plain):
        needs = _with_age(needs)
    without_noun = tuple(need for need in needs if need.text.casefold() != noun.casefold())
    return Question(plain, without_noun or needs, kind, is_small_talk(plain), language)


def needs_of(text: str, language: str, *, is_shouted: bool | None = None) -> tuple[Need, ...]:
    """One need for each distinct word of a text that is no question itself, such as a name.

    `is_shouted` is as for `words`.
    """
    return _needs(_asked(text, language, is_shouted=is_shouted), type_noun="", foreign=(), language=language)


def tidy(text: str) -> str:
    """The text as one line, in Unicode's composed form, without characters that cannot be seen or encoded."""
    visible = "".join(" " if character.isspace() else character for character in text if _is_text(character))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _is_text(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs"} or character.isspace()


def _asked(text: str, language: str, *, is_shouted: bool | None = None) -> list[Word]:
    """The words of a question; whose age a number may be is no word of it."""
    return [word for word in words(text, language, is_shouted=is_shouted) if not word.term.endswith(AGED)]


def _needs(found: Sequence[Word], type_noun: str, foreign: Sequence[Word], language: str) -> tuple[Need, ...]:
    """One need for each distinct word; `foreign` are the words of the same text as other languages read them."""
    wholes = [word for word in found if not any(_is_part(word, other) for other in found)]
    needs = [_need(word, found, foreign) for word in wholes]
    if language == ENGLISH:
        needs = [_weighted(need, type_noun) for need in needs]
    return tuple({need.options: need for need in needs}.values())


def _weighted(need: Need, type_noun: str) -> Need:
    """The need of an English word, by how much the word tells."""
    word = need.text.casefold()
    is_attribute = word in ATTRIBUTES
    if word in LIGHT_WORDS:
        return need._replace(lightness=LIGHT, is_attribute=is_attribute)
    is_type = need.text == type_noun and not is_attribute
    return need._replace(lightness=TYPE_NOUN if is_type else 1.0, is_attribute=is_attribute)


def _with_age(needs: Sequence[Need]) -> tuple[Need, ...]:
    """The needs, "old" also met by somebody's age: "Kim Kardashian, 43," answers "How old is Kim Kardashian?"."""
    names = (term for need in needs if need.text.casefold() != "old" for option in need.options for term in option)
    ages = [frozenset({f"{term}{AGED}"}) for term in names]
    return tuple(
        need._replace(options=(*need.options, *ages)) if need.text.casefold() == "old" else need for need in needs
    )


def _need(word: Word, found: Sequence[Word], foreign: Sequence[Word]) -> Need:
    """The need of a word: met by its term, by another that it has in any language, or by all of its parts."""
    forms = [other.term for other in (*found, *foreign) if _is_same(other, word)]
    parts = [frozenset(other.term for other in found if _is_part(other, word))]
    return Need(word.text, tuple(dict.fromkeys([*(frozenset({term}) for term in forms), *filter(None, parts)])))


def _is_same(word: Word, other: Word) -> bool:
    return (word.start, word.end) == (other.start, other.end)


def _is_part(word: Word, whole: Word) -> bool:
    """Whether a word is part of a compound; the letters of a pair are needs of their own."""
    is_within = whole.start <= word.start and word.end <= whole.end
    return is_within and not _is_same(word, whole) and not is_unspaced(whole.text)
