"""Did you mean …? Unknown words of a question → known words, too far from them to correct the question."""

from collections.abc import Iterator, Sequence

from retrieval.analysis.normalizer import POSSESSIVE, stop_words
from retrieval.analysis.stopwords import STOP_WORDS
from retrieval.index.vocabulary import LETTERS
from retrieval.query.parser import QueryTerm, Question
from retrieval.query.person_names import is_name_in
from retrieval.rewrite.dictionary import is_in_dictionary
from retrieval.rewrite.fuzzy_lookup import FuzzyLookup, KnownWord

MOST_SUGGESTIONS = 3
LETTERS_PER_EDIT = 3  # characters of the word for each edit
MOST_EDITS = 3
SHORTEST = 6  # characters; shorter words are close to too many others
FAMILY_PREFIX = 0.6  # share of a word with which related words begin: "prosecutor" and "prosecution"


def suggestions(unknown: Sequence[QueryTerm], question: Question, vocabulary: FuzzyLookup) -> tuple[str, ...]:
    """At most `MOST_SUGGESTIONS` words of the articles, the closest one to each unknown word."""
    closest = (_closest(POSSESSIVE.sub("", each.text), question, vocabulary) for each in unknown)
    return tuple(dict.fromkeys(filter(None, closest)))[:MOST_SUGGESTIONS]


def _closest(word: str, question: Question, vocabulary: FuzzyLookup) -> str | None:
    if len(word) < SHORTEST or not LETTERS.fullmatch(word):
        return None
    excluded = STOP_WORDS | stop_words(question.language) | {word.casefold()}
    known = [*_similar(word, question.text, vocabulary), *_family(word.casefold(), vocabulary)]
    return next((each.spelling for each in known if each.folded not in excluded), None)


def _similar(word: str, question: str, vocabulary: FuzzyLookup) -> Iterator[KnownWord]:
    """The known words a few edits away, closest first; for a name names alone, and none for a correct other word."""
    is_name = is_name_in(question, word)
    if is_in_dictionary(word) and not is_name:
        return
    matches = vocabulary.matches(word, edits=min(len(word) // LETTERS_PER_EDIT, MOST_EDITS))
    for match in sorted(matches, key=lambda match: (match.edits, -match.word.doc_freq, match.word.folded)):
        if not is_name or match.word.spelling[0].isupper():
            yield match.word


def _family(folded: str, vocabulary: FuzzyLookup) -> list[KnownWord]:
    """The known words that begin as the word does, most frequent first."""
    related = vocabulary.with_prefix(folded[: round(FAMILY_PREFIX * len(folded))])
    return sorted(related, key=lambda known: (-known.doc_freq, known.folded))
