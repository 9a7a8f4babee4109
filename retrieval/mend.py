"""Which word was meant? An unknown word of a question → words that the articles have.

An acronym stands for the words that the articles write out. A word is taken for misspelt only when neither the articles
nor a dictionary know it, so that a right word which the articles lack stays what it is: a reason to refuse.
"""

from functools import cache
from typing import TYPE_CHECKING

import regex

from retrieval.analyse import terms
from retrieval.index import Index
from retrieval.question import Need, Question

if TYPE_CHECKING:
    from spellchecker import SpellChecker

SHORTEST = 4  # characters; a shorter word is one edit away from too many others
ACRONYM_LENGTHS = range(2, 7)  # characters
SMALL_WORDS = "of|the|and|for|in|to"  # which acronyms pass over
LONG = 8  # characters; from here on two edits are forgiven, below only one


class Speller:
    """Mends the misspelt words of questions against the words of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def mend(self, question: Question) -> Question:
        """The question with each unknown acronym and misspelt word replaced, in its text and in its needs."""
        for need in question.needs:
            if need.text.isalpha() and not self._index.knows(need):
                question = _replaced(question, need, self._spelt_out(need) or self._meant(need))
        return question

    def _spelt_out(self, need: Need) -> str | None:
        """The words that an acronym stands for, where the articles write them out: "Small Business Administration"."""
        if len(need.text) not in ACRONYM_LENGTHS:
            return None
        joint = rf"[\s-]+(?:(?:{SMALL_WORDS})\s+){{0,2}}"
        spelt_out = regex.compile(r"\b" + joint.join(rf"{letter}\p{{Ll}}+" for letter in need.text.upper()) + r"\b")
        found = (match[0] for passage in self._index.passages if (match := spelt_out.search(passage.text)))
        return next(found, None)

    def _meant(self, need: Need) -> str | None:
        """The known word nearest to an unknown one, or `None` when that is right or like no other."""
        if len(need.text) < SHORTEST:
            return None
        near = self._nearest(min(need.options[0]), edits=2 if len(need.text) >= LONG else 1)
        return self._index.example(near) if near and need.text.casefold() not in _dictionary() else None

    def _nearest(self, term: str, *, edits: int) -> str | None:
        """The known term with the same first letter and the fewest edits; of several the most frequent one."""
        from rapidfuzz import process  # noqa: PLC0415 -- most questions need no mending
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        matches = process.extract(term, self._index.vocabulary, scorer=OSA.distance, score_cutoff=edits, limit=20)
        alike = [(distance, self._index.idf(known), known) for known, distance, _ in matches if known[0] == term[0]]
        return min(alike)[-1] if alike else None


@cache
def _dictionary() -> "SpellChecker":
    """The English words that are spelt right; read at the first need, for it takes longer than a question."""
    from spellchecker import SpellChecker  # noqa: PLC0415 -- the same

    return SpellChecker(language="en", distance=1)


def _replaced(question: Question, need: Need, words: str | None) -> Question:
    """The question with `words` in place of the need's, if there are any."""
    if not words:
        return question
    text = regex.sub(rf"\b{regex.escape(need.text)}\b", lambda _: words, question.text)
    mended = [Need(word, (frozenset(terms(word)),)) for word in words.split() if terms(word)]
    needs = [each for old in question.needs for each in (mended if old == need else [old])]
    return question._replace(text=text, needs=tuple({each.options: each for each in needs}.values()))
