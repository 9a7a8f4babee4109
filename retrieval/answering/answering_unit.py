"""Which unit of a passage can be its answer? The best one, or the next if that says nothing by itself.

A question, a term that is explained, the name of a paragraph ("Sneak Attack."), a header row, "Example:" and a few
words without a full stop only introduce what follows them.
"""

from collections.abc import Sequence
from typing import Final

import regex

from retrieval.analysis.lead_ins import announces, block_at
from retrieval.analysis.tokenizer import terms
from retrieval.query.parser import Question
from retrieval.records import BlockKind, Passage, Span, Version

MAX_LABEL: Final = 3  # words of a paragraph without a full stop that names what follows it
MAX_RUN_IN_HEAD: Final = 6  # words
WORD: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*")
QUESTION: Final = regex.compile(r"[?？؟][\s)\]»”\"'*_]*\Z|\A\W*(?:Q|Question|Frage|Pregunta|Domanda)\s*\d*\s*[:.]\s")
FULL_STOP: Final = regex.compile(r"[.!?。！？…।؟][\s)\]»”’\"']*\Z")
IN_CAPITALS: Final = regex.compile(r"[\p{Lu}\p{Lt}\p{N}]")
SMALL_WORDS: Final = frozenset(
    "a an the of and or at to in on for by with from vs per de la le du der die das und".split()
)
"""What a title writes in lower case."""
REPLIES: Final = frozenset("yes no none never always maybe sure correct wrong true false ja nein oui non sí si".split())
"""Short answers, which are no titles."""


def answering_unit(passage: Passage, best: Span, question: Question) -> Span | None:
    """The unit `best` if it can answer, else the next in the passage that can, else the last before it; or `None`.

    For a header row it is the row that has the most of the question's words.
    """
    version, units = passage.article.version, passage.sentences
    at = units.index(best)
    block = block_at(version, best)
    able = [unit for unit in (*units[at:], *units[:at][::-1]) if can_answer(version, units, unit)]
    if block.is_header and able:
        rows = [unit for unit in able if block_at(version, unit).kind is BlockKind.ROW]
        return max(rows or able[:1], key=lambda unit: _named(unit.of(version.text), passage, question))
    return next(iter(able), None)


def can_answer(version: Version, units: Sequence[Span], unit: Span) -> bool:
    """Whether a unit, one of `units`, says something by itself."""
    block = block_at(version, unit)
    if block.kind is BlockKind.CODE:
        return True
    if block.kind is BlockKind.ROW:
        return not block.is_header
    text = unit.of(version.text)
    if block.kind is BlockKind.TERM or is_question(text) or is_run_in_head(version, units, unit):
        return False
    count = len(WORD.findall(text))
    return count > MAX_LABEL or not (
        announces(text) or (block.kind is BlockKind.PARAGRAPH and not FULL_STOP.search(text))
    )


def is_question(text: str) -> bool:
    """Whether a text is a question, or is marked as one: "Q: …"."""
    return QUESTION.search(text) is not None


def is_run_in_head(version: Version, units: Sequence[Span], unit: Span) -> bool:
    """Whether a unit is a short title in front of the other sentences of its block, such as "Sneak Attack."."""
    at = units.index(unit)
    if not begins_block(version, unit) or at + 1 >= len(units) or not units[at + 1].within(block_at(version, unit)):
        return False
    found = WORD.findall(unit.of(version.text))
    if not 0 < len(found) <= MAX_RUN_IN_HEAD or found[0].casefold() in REPLIES:
        return False
    return bool(IN_CAPITALS.match(found[0])) and all(IN_CAPITALS.match(each) or each in SMALL_WORDS for each in found)


def begins_block(version: Version, unit: Span) -> bool:
    """Whether a unit is the first of its block."""
    return not version.text[block_at(version, unit).start : unit.start].strip()


def _named(text: str, passage: Passage, question: Question) -> int:
    """How many of the question's words a text has."""
    found = frozenset(terms(text, passage.article.language))
    return sum(each.is_matched_by(found) for each in question.query_terms)
