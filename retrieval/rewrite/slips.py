"""How may one word have become another? Two words one edit apart → the kind of slip, the likeliest first.

Fingers swap letters and leave them out more often than they hit a distant key. A prefix is not replaced by another by a
slip, for that makes another word: "despawn" and "respawn".
"""

from enum import IntEnum

from retrieval.rewrite.dictionary import differ_in_prefix, words_one_edit_from
from retrieval.rewrite.fuzzy_lookup import FuzzyMatch

SHORTEST = 3  # characters; in a word of three, only two swapped letters are corrected
FIRST_LETTER = 6  # characters; from here on the first letter may be wrong
USUAL_COUNT = 10_000  # in films; a word said as often may be meant though the articles lack it
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SIMILAR = ("aeiouy", "csz", "ckq", "fvpb", "dt", "gj", "mn", "sx")  # letters that stand for similar sounds


class Slip(IntEnum):
    """How one edit makes a word of another, the likeliest first."""

    SWAP = 0  # of two neighbouring letters
    LOSS = 1  # of a letter
    DOUBLING = 2  # of a letter
    USUAL = 3  # a letter replaced by the one beside it, or replaced or added near one that is close or similar
    UNUSUAL = 4  # any other letter replaced or added


def slip_of(written: str, meant: str) -> Slip:
    """How `meant` became `written`, which is one edit away; both in lower case."""
    at = next((at for at, pair in enumerate(zip(written, meant, strict=False)) if len(set(pair)) > 1), len(meant))
    if len(written) < len(meant):
        return Slip.LOSS
    beside = written[max(at - 1, 0) : at] + written[at + 1 : at + 2]
    if len(written) > len(meant):
        if written[at] in beside:
            return Slip.DOUBLING
        return Slip.USUAL if _is_usual(written[at], beside) else Slip.UNUSUAL
    if written[at + 1 :] != meant[at + 1 :]:
        return Slip.SWAP
    return Slip.USUAL if written[at] in beside or _is_usual(written[at], meant[at]) else Slip.UNUSUAL


def _is_usual(letter: str, others: str) -> bool:
    """Whether the letter is similar to one of the others, or near it on the keyboard."""
    return any(_are_near(letter, other) for other in others)


def _are_near(letter: str, other: str) -> bool:
    if any(letter in group and other in group for group in SIMILAR):
        return True
    places = [(y, row.find(each)) for each in (letter, other) for y, row in enumerate(KEYBOARD) if each in row]
    return len(places) == len((letter, other)) and all(abs(one - two) <= 1 for one, two in zip(*places, strict=True))


def slip_of_match(word: str, match: FuzzyMatch) -> Slip:
    """How the match became the word; the unlikeliest, if by several edits."""
    return slip_of(word.casefold(), match.word.folded) if match.edits == 1 else Slip.UNUSUAL


def likelier_word(word: str, best: FuzzyMatch | None, unlikeliest: Slip) -> str | None:
    """The English word of which the question's is likelier a misspelling than of the best match; `None` without any.

    It must be usual, unless there is little to be said for the match.
    """
    folded = word.casefold()
    slip = slip_of_match(word, best) if best else Slip.UNUSUAL
    is_doubtful = best is None or (best.edits == 1 and slip is Slip.UNUSUAL)
    least = 1 if is_doubtful else USUAL_COUNT
    likelier = [
        (slip_of(folded, other), -count, other)
        for other, count in words_one_edit_from(word).items()
        if count >= least and slip_of(folded, other) < slip and may_mean(folded, other, unlikeliest)
    ]
    return min(likelier)[-1] if likelier else None


def may_mean(folded: str, other: str, unlikeliest: Slip) -> bool:
    """Whether a word may be a misspelling of another one edit away, both in lower case."""
    slip = slip_of(folded, other)
    is_short = len(folded) < FIRST_LETTER
    if slip > (Slip.SWAP if len(folded) == SHORTEST else unlikeliest) or (is_short and slip is Slip.UNUSUAL):
        return False
    if unlikeliest < Slip.UNUSUAL and other.startswith(folded):  # "respec" is not "respect"
        return False
    return not differ_in_prefix(folded, other) and (not is_short or folded[0] == other[0])
