"""How is a word spelled correctly? An unknown word of a question → words of the articles.

An acronym and an abbreviation are replaced by their long forms in the articles, and two words written as one by the
two. A word counts as misspelled only when neither the articles nor the dictionary have it: a correct word that the
articles lack stays, for it is a reason to refuse. So does one whose likeliest correction they lack, and a prefix is
never replaced by another: "despawn" is not "respawn". In questions that are not English, only names and long words are
corrected, by one edit.
"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.analysis.stopwords import STOP_WORDS
from retrieval.analysis.tokenizer import COMPOUND
from retrieval.index.bm25 import Index
from retrieval.index.vocabulary import LETTERS, read_vocabulary, vocabulary_arrays
from retrieval.query.parser import QueryTerm, Question, query_terms_of
from retrieval.query.person_names import is_name_in
from retrieval.query.phrases import with_replacement
from retrieval.rewrite.abbreviated_words import INITIALISMS, AbbreviatedWords, is_abbreviation
from retrieval.rewrite.acronyms import ACRONYM_LENGTHS, Acronyms
from retrieval.rewrite.compounds import adjacent_words, split_compound
from retrieval.rewrite.dictionary import (
    USUAL_BASE,
    american_spelling,
    differ_in_prefix,
    is_english,
    is_in_dictionary,
    is_in_dictionary_of,
    swapped_stop_word,
    without_prefix,
    word_count,
)
from retrieval.rewrite.fuzzy_lookup import FuzzyLookup, FuzzyMatch, KnownWord
from retrieval.rewrite.slips import SHORTEST, Slip, likelier_word, may_mean, slip_of_match

LONG_WORD = 8  # characters; one edit is unambiguous from here on, and two are allowed in a name or a longer word
LONG_NAME = 5  # characters; from here on one edit is allowed in a name in an unknown language
VOWELS = regex.compile("[aeiouy]")
SHORT_CAPITALS = 5  # characters; up to here what is all in capitals is an acronym, and no misspelled word
LEAST_PASSAGES = 3  # with a word that no dictionary has and that is no slip
NAME_SHARE = 0.1  # of the passages with a word; it may be a name if so many capitalise it


class SpellingCorrector:
    """Corrects questions by the words of an index, and by further `words` that count as correct."""

    def __init__(self, index: Index, acronyms: Acronyms, words: Sequence[str] = ()) -> None:
        self._index = index
        self._acronyms = acronyms
        stop_words = dict.fromkeys(STOP_WORDS, index.size) if index.size else {}
        further = {**dict.fromkeys(words, 1), **stop_words}
        is_live = (lambda word: word in further or self._is_live(word)) if index.has_gaps else None
        self.vocabulary = FuzzyLookup(
            [*index.vocabularies, read_vocabulary(vocabulary_arrays(further))], is_live=is_live
        )
        self._abbreviated = AbbreviatedWords(self.vocabulary, lambda word: self._has(word, ENGLISH))

    def correct(self, question: Question) -> Question:
        """The question with its unknown words corrected, in its text and its query terms."""
        for query_term in question.query_terms:
            if not self._index.knows(query_term) and (correction := self._correction(query_term, question)):
                question = with_replacement(question, [query_term], correction)
        return question

    def _correction(self, query_term: QueryTerm, question: Question) -> str | None:
        """What the query term's word is replaced by, a compound part by part; `None` if nothing is close."""
        parts = COMPOUND.split(POSSESSIVE.sub("", query_term.text))
        if not all(map(LETTERS.fullmatch, parts)):
            return None
        corrected = [
            part if self._knows(part, question.language) else self._corrected(part, question) for part in parts
        ]
        return "-".join(filter(None, corrected)) if all(corrected) and corrected != parts else None

    def _is_live(self, word: str) -> bool:
        """Whether a passage that has not been removed may have the word, in any language of the index."""
        return any(self._knows(word, language) for language in self._index.languages)

    def _knows(self, word: str, language: str) -> bool:
        return all(map(self._index.knows, query_terms_of(word, language)))

    def _has(self, word: str, language: str) -> bool:
        """Whether the articles have the word, and it is no stop word, of which they are not asked."""
        return bool(query_terms_of(word, language)) and self._knows(word, language)

    def _corrected(self, word: str, question: Question) -> str | None:
        """The most likely correction: the long form of an acronym, a word split in two, or the closest word."""
        if word.isupper() and not question.text.isupper():
            is_word = len(word) > SHORT_CAPITALS and not is_in_dictionary(word)
            return self._long_form(word) or (self._closest(word, question) if is_word else None)
        if is_in_dictionary(word):
            return self._american(word) or self._namesake(word, question)
        if word.islower() and question.language == ENGLISH:
            if short := self._abbreviated.long_form(word) or self._singular(word):
                return short
            if is_abbreviation(word):
                return None
            if is_english(question.text) and (stop_word := swapped_stop_word(word)):
                return stop_word
        split = split_compound(word, self._index, question.language)
        return split or self._closest(word, question) or self._long_form(word)

    def _singular(self, word: str) -> str | None:
        """The acronym of which the word is the plural, which the stemmer leaves as it is: "png" for "pngs"."""
        known = self.vocabulary[word.removesuffix("s")]
        is_plural = len(word) > SHORTEST and word.endswith("s") and not VOWELS.search(word)
        return known.spelling if known and is_plural and word not in INITIALISMS else None

    def _long_form(self, acronym: str) -> str | None:
        """The name in the articles that an undefined acronym stands for."""
        is_read = len(acronym) in ACRONYM_LENGTHS and acronym.casefold() not in INITIALISMS
        return self._acronyms.long_form(acronym) if is_read else None

    def _american(self, word: str) -> str | None:
        """The word's American spelling, if the articles have it."""
        known = self.vocabulary[american_spelling(word)]
        return known.spelling if known else None

    def _namesake(self, word: str, question: Question) -> str | None:
        """A name one edit away that the articles have beside the same word: for "Jesse Moseley" it is "Mosley"."""
        if len(word) < LONG_NAME or not is_name_in(question.text, word):
            return None
        words = [match.word for match in self.vocabulary.matches(word, edits=1)]
        names = sorted(known for known in words if known.spelling[0].isupper())
        pairs = [pair for pair in pairwise(LETTERS.findall(question.text)) if word in pair and _are_names(pair)]
        return next((name.spelling for name in names if self._is_in(pairs, name, word, question.language)), None)

    def _is_in(self, pairs: Sequence[tuple[str, str]], name: KnownWord, word: str, language: str) -> bool:
        """Whether the articles have any of the pairs of neighbouring words, with `name` in place of `word`."""
        replaced = [[name.folded if each == word else each.casefold() for each in pair] for pair in pairs]
        return any(adjacent_words(left, right, self._index, language) for left, right in replaced)

    def _closest(self, word: str, question: Question) -> str | None:
        """The known word with the fewest edits; of several, the likeliest slip, and a name for a name."""
        if len(word) < SHORTEST:
            return None
        is_name = is_name_in(question.text, word)
        matches = self.vocabulary.matches(word, edits=_allowed_edits(word, is_name=is_name, question=question))
        unlikeliest = self._unlikeliest_slip(word, question.language)
        likely = [match for match in matches if _is_likely(word, match, unlikeliest, is_name=is_name)]
        best = min(likely, key=lambda match: _order(word, match, is_name=is_name), default=None)
        is_english_word = not is_name and not word.isupper() and is_english(question.text)
        if is_english_word and (meant := likelier_word(word, best, unlikeliest)):
            spelling = self._as_written(meant, likely, question.language)
        else:
            spelling = best.word.spelling if best else None
        if spelling is None or (not _are_forms(word, spelling) and is_in_dictionary_of(question.language, word)):
            return None
        return _in_case_of(word, spelling)

    def _unlikeliest_slip(self, word: str, language: str) -> Slip:
        """The unlikeliest slip that may explain the word: few may, if it is a prefix before a word."""
        rests = list(without_prefix(word))
        if any(self._is_word(rest, language) for rest in rests):
            return Slip.SWAP
        is_usual = any(word_count(rest) >= USUAL_BASE or is_abbreviation(rest) for rest in rests)
        return Slip.DOUBLING if is_usual else Slip.UNUSUAL

    def _is_word(self, word: str, language: str) -> bool:
        """Whether the articles have the word, and not as a slip of their own."""
        known = self.vocabulary[word]
        is_usual = known is not None and known.doc_freq >= LEAST_PASSAGES
        return self._has(word, language) and (is_usual or is_in_dictionary(word))

    def _as_written(self, meant: str, likely: Sequence[FuzzyMatch], language: str) -> str | None:
        """The word, or another form of it that is as close and that the articles write; `None` if they lack it."""
        if not self._has(meant, language):
            return None
        terms = _terms(meant, language)
        forms = (match.word.spelling for match in likely if _terms(match.word.folded, language) == terms)
        return next(forms, meant)


def _are_forms(word: str, spelling: str) -> bool:
    """Whether one of the words is the other with an ending, so that both are spelt right: "vendus" and "vendu"."""
    shorter, longer = sorted((word.casefold(), spelling.casefold()), key=len)
    return longer.startswith(shorter)


def _in_case_of(word: str, spelling: str) -> str:
    """The spelling, capitalised if the question's word is."""
    return spelling[0].upper() + spelling[1:] if word[0].isupper() and not word.isupper() else spelling


def _are_names(pair: tuple[str, str]) -> bool:
    return all(word[0].isupper() for word in pair)


def _allowed_edits(word: str, *, is_name: bool, question: Question) -> int:
    """How many edits a misspelling of the word may have."""
    if is_english(question.text):
        return 2 if len(word) > LONG_WORD or (is_name and len(word) == LONG_WORD) else 1
    return 1 if len(word) >= (LONG_NAME if is_name else LONG_WORD) else 0


def _terms(word: str, language: str) -> list[tuple[frozenset[str], ...]]:
    return [each.alternatives for each in query_terms_of(word, language)]


def _is_likely(word: str, match: FuzzyMatch, unlikeliest: Slip, *, is_name: bool) -> bool:
    """Whether the question's word may be a misspelling of the match's, and not another word."""
    folded, known = word.casefold(), match.word
    if match.edits == 1 and not may_mean(folded, known.folded, unlikeliest):
        return False
    if match.edits > 1 and (unlikeliest < Slip.UNUSUAL or differ_in_prefix(folded, known.folded)):
        return False
    if len(word) == SHORTEST and not is_name and not is_in_dictionary(known.folded):
        return False
    if is_name and not (_may_be_name(known) or (len(word) >= LONG_WORD and match.edits == 1)):
        return False
    return match.edits == 1 or not (folded.startswith(known.folded) or known.folded.startswith(folded))


def _may_be_name(known: KnownWord) -> bool:
    return known.capitalised >= NAME_SHARE * known.doc_freq and known.folded not in STOP_WORDS


def _order(word: str, match: FuzzyMatch, *, is_name: bool) -> tuple[int, Slip, bool, bool, int, int, str]:
    """The sort key of a likely match, best first."""
    known = match.word
    return (
        match.edits,
        slip_of_match(word, match),
        known.folded[0] != word[0].casefold(),
        is_name and not _may_be_name(known),
        -known.doc_freq,
        -match.common_prefix,
        known.folded,
    )
