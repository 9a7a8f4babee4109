"""What was meant? An unknown word of a question → words that the articles have.

An acronym stands for the words that the articles write out, and a word that was run together for its two parts. A word
is taken for misspelt only when neither the articles nor the dictionary know it, so that a right word which the
articles lack stays what it is: a reason to refuse. Where the dictionary does not know the question's language, only
long words and names are mended, and by a single letter.
"""

from collections.abc import Sequence
from itertools import pairwise

from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.analysis.stopwords import STOP_WORDS
from retrieval.analysis.tokenizer import COMPOUND
from retrieval.index.bm25 import Index
from retrieval.index.vocabulary import LETTERS, written, written_arrays
from retrieval.query.parser import Need, Question, needs_of
from retrieval.query.person_names import is_name_in
from retrieval.query.phrases import reworded
from retrieval.rewrite.acronyms import INITIALS, Acronyms
from retrieval.rewrite.compounds import parted, side_by_side
from retrieval.rewrite.dictionary import american, is_english, is_right
from retrieval.rewrite.fuzzy_lookup import Known, Lexicon, Near

SHORTEST = 3  # characters; in a word of three, only two letters that were swapped are mended
LONG = 8  # characters; from here on one edit leaves no doubt, and two are forgiven in a name or a longer word
NAME = 5  # characters; from here on an edit is forgiven in a name whose language is not known
OFTEN = 0.1  # of its passages, in which a word has a capital that may be a name
SURE = 6  # characters; from here on the first letter may be the wrong one


class Speller:
    """Mends the misspelt words of questions against the words of an index, and of `others`."""

    def __init__(self, index: Index, acronyms: Acronyms, others: Sequence[str] = ()) -> None:
        self._index = index
        self._acronyms = acronyms
        always = dict.fromkeys(STOP_WORDS, index.size) if index.size else {}
        ours = {**dict.fromkeys(others, 1), **always}
        there = (lambda word: word in ours or self._is_written(word)) if index.has_gaps else None
        self.lexicon = Lexicon([*index.written, written(written_arrays(ours))], there=there)

    def mend(self, question: Question) -> Question:
        """The question with each word that is not known replaced by what was meant, in its text and in its needs."""
        for need in question.needs:
            if not self._index.knows(need) and (meant := self._meant(need, question)):
                question = reworded(question, [need], meant)
        return question

    def _meant(self, need: Need, question: Question) -> str | None:
        """What to write in place of the need's word; `None` when it is right, or like no other."""
        parts = COMPOUND.split(POSSESSIVE.sub("", need.text))
        if not all(map(LETTERS.fullmatch, parts)):
            return None
        mended = [part if self._knows(part, question.language) else self._mended(part, question) for part in parts]
        return "-".join(filter(None, mended)) if all(mended) and mended != parts else None

    def _is_written(self, word: str) -> bool:
        """Whether a passage that is still there may have the word, in any of the index's languages."""
        return any(self._knows(word, language) for language in self._index.languages)

    def _knows(self, part: str, language: str) -> bool:
        return all(map(self._index.knows, needs_of(part, language)))

    def _mended(self, word: str, question: Question) -> str | None:
        """An acronym spelt out, a word parted, or the nearest word, whatever is the likeliest."""
        if word.isupper() and not question.text.isupper():
            return self._spelt_out(word) or self._nearest(word, question)
        if is_right(word):
            return self._american(word) or self._namesake(word, question)
        return parted(word, self._index, question.language) or self._nearest(word, question) or self._spelt_out(word)

    def _spelt_out(self, acronym: str) -> str | None:
        """The words that an acronym stands for, where the articles write them out: "Small Business Administration"."""
        return self._acronyms.spelt_out(acronym) if len(acronym) in INITIALS else None

    def _american(self, word: str) -> str | None:
        """The word as Americans spell it, where the articles have it so."""
        known = self.lexicon[american(word)]
        return known.writing if known else None

    def _namesake(self, word: str, question: Question) -> str | None:
        """A name one edit away that the articles have beside the same neighbour: in "Jesse Moseley" it is "Mosley"."""
        if len(word) < NAME or not is_name_in(question.text, word):
            return None
        names = sorted(each.known for each in self.lexicon.near(word, edits=1) if each.known.writing[0].isupper())
        beside = [pair for pair in pairwise(LETTERS.findall(question.text)) if word in pair and _are_names(pair)]
        return next((name.writing for name in names if self._stands(name, word, beside, question.language)), None)

    def _stands(self, name: Known, word: str, beside: Sequence[tuple[str, str]], language: str) -> bool:
        """Whether the articles have the name in one of the places in which the question has the word."""
        pairs = [[name.folded if each == word else each.casefold() for each in pair] for pair in beside]
        return any(side_by_side(left, right, self._index, language) for left, right in pairs)

    def _nearest(self, word: str, question: Question) -> str | None:
        """The known word with the fewest edits; of several one with the same first letter, a name for a name."""
        if len(word) < SHORTEST:
            return None
        is_name = is_name_in(question.text, word)
        near = self.lexicon.near(word, edits=_forgiven(word, is_name=is_name, question=question))
        likely = [each for each in near if _is_likely(word, each, is_name=is_name)]
        best = min(likely, key=lambda each: _order(word, each, is_name=is_name), default=None)
        return _in_case(best.known.writing, word) if best else None


def _in_case(writing: str, word: str) -> str:
    """The writing with a capital where the question's word has one."""
    return writing[0].upper() + writing[1:] if word[0].isupper() and not word.isupper() else writing


def _are_names(pair: tuple[str, str]) -> bool:
    return all(word[0].isupper() for word in pair)


def _forgiven(word: str, *, is_name: bool, question: Question) -> int:
    """How many edits are taken for slips."""
    if is_english(question.text):
        return 2 if len(word) > LONG or (is_name and len(word) == LONG) else 1
    return 1 if len(word) >= (NAME if is_name else LONG) else 0


def _is_likely(word: str, near: Near, *, is_name: bool) -> bool:
    folded = word.casefold()
    if len(word) == SHORTEST and sorted(folded) != sorted(near.known.folded):
        return False
    if is_name and not (_may_be_name(near.known) or (len(word) >= LONG and near.edits == 1)):
        return False
    if near.edits > 1 and (folded.startswith(near.known.folded) or near.known.folded.startswith(folded)):
        return False
    return len(word) >= SURE or near.known.folded[0] == folded[0]


def _may_be_name(known: Known) -> bool:
    return known.capitalised >= OFTEN * known.passages and known.folded not in STOP_WORDS


def _order(word: str, near: Near, *, is_name: bool) -> tuple[int, bool, bool, int, int, str]:
    known = near.known
    is_other_case = is_name and not _may_be_name(known)
    return (
        near.edits,
        known.folded[0] != word[0].casefold(),
        is_other_case,
        -known.passages,
        -near.start,
        known.folded,
    )
