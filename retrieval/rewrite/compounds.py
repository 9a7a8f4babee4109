"""One word or two? What the question runs together and the articles part, and the other way round.

"whitehouse" is the "White House" where the articles have the two side by side, and "round table" is also met by
"roundtable" where the articles lack one of the two. Where they know both, "roundtable" tells nothing more, it would
only bring the passages first that write it so. A hyphen needs none of this: a compound counts as its parts and as one.
"""

from itertools import pairwise

from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.analysis.tokenizer import terms, words
from retrieval.index.bm25 import Index
from retrieval.query.parser import Need, Question

SHORTEST = 3  # characters of a part
LOOKED_AT = 10  # passages in which two words are looked for side by side


def parted(word: str, index: Index, language: str) -> str | None:
    """The word, read in `language`, as two, as the articles write them side by side; `None` when they do not."""
    folded = word.casefold()
    cuts = range(SHORTEST, len(word) - SHORTEST + 1)
    return next(filter(None, (side_by_side(folded[:at], folded[at:], index, language) for at in cuts)), None)


def side_by_side(left: str, right: str, index: Index, language: str) -> str | None:
    """Two words, given in lower case, as the articles write one after the other; `None` when they do not."""
    both = [term for part in (left, right) for term in terms(part, language)]
    if len(both) < 2 or not all(term in index for term in both):  # noqa: PLR2004 -- two words
        return None
    for candidate in index.search(both, depth=LOOKED_AT):
        for first, second in pairwise(words(candidate.passage.text, candidate.passage.article.language)):
            bare = POSSESSIVE.sub("", second.text)
            if first.text.casefold() == left and bare.casefold() == right:
                return f"{first.text} {bare}"
    return None


def joined(question: Question, index: Index) -> Question:
    """The question, two words side by side also met by both as one word, where the articles have only that."""
    needs = list(question.needs)
    for place, (left, right) in enumerate(pairwise(question.needs)):
        whole = frozenset(terms(f"{left.text}{right.text}", question.language))
        is_apart = f"{left.text} {right.text}" in question.text and not (index.knows(left) and index.knows(right))
        if is_apart and whole and all(term in index for term in whole):
            needs[place : place + 2] = [_also_met(need, whole) for need in needs[place : place + 2]]
    return question._replace(needs=tuple(needs))


def _also_met(need: Need, option: frozenset[str]) -> Need:
    return need if option in need.options else need._replace(options=(*need.options, option))
