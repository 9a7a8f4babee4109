"""What around the answering sentence is quoted with it? A unit of a passage → spans of whole units.

A sentence that refers back to the one before it ("She", "But", "The bill") is quoted with that one, a row with the
names of its columns, what was announced with what announces it, an answer with its question. Then the other units of
the passage are added, first those after it and then those before it, while the quote stays short.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from retrieval.analysis.lead_ins import announces, block_at, lead_ins
from retrieval.answering.answering_unit import begins_block, can_answer, is_question, is_run_in_head
from retrieval.answering.faq import asked_above
from retrieval.answering.steps import all_steps
from retrieval.answering.table_cells import answering_cell, by_cell, cells_of
from retrieval.answers import blocks_with
from retrieval.query.parser import Question
from retrieval.query.steps import asks_for_steps
from retrieval.records import BlockKind, Passage, Span, Version

MAX_LENGTH = 500  # characters of a quote after the other sentences of its paragraph were added
MAX_IN_SECTION = 900  # characters of a quote below a heading, where all that stands around it belongs to the subject
MAX_WITH_ANTECEDENTS = 1_000  # characters of a quote after what the answer cannot be understood without was added
MAX_ANTECEDENTS = 2  # sentences: the one referred to, and the one that this one refers to in turn
BACKWARD_REFERENCE = regex.compile(
    r"\P{L}*(?:he|she|it|they|him|his|her|hers|its|their|theirs|this|that|these|those|both|such|another|but|and|or|so|yet"
    r"|however|instead|also|then|still|later|afterwards?|therefore|meanwhile|in addition|as a result|for example)\b"
    r"|\P{L}*the (?-i:\p{Ll})",
    regex.IGNORECASE,
)


class QuotedSpans(NamedTuple):
    """The spans of a quote, in order and disjoint, which of them answers, and the answering sentence or cell in it."""

    spans: tuple[Span, ...]
    answering: Span
    highlight: Span


def with_context(passage: Passage, sentence: Span, question: Question | None = None) -> QuotedSpans:
    """The answering unit `sentence` with what it cannot be understood without and what stands around it.

    The former is what it refers back to; the lead-in of a list, a table or code, and the names of the columns; after a
    sentence that ends in a colon, what it announces; the question or the term that it is an answer to; and, where the
    question asks how something is done, the other steps.
    """
    version, units = passage.article.version, passage.sentences
    window = _with_antecedents(version.text, units, units.index(sentence))
    window = _with_announced(version.text, units, window)
    window = _with_introduction(version, units, window)
    apart = lead_ins(version, units[: window.start + 1], passage.lead_in)[-1]
    within = [span for span in apart if span in units]
    first = min((units.index(span) for span in within), default=window.start)
    if _length(units, range(first, window.stop)) <= MAX_WITH_ANTECEDENTS:
        window = range(first, window.stop)
        apart = tuple(span for span in apart if span not in within)
    asked = asked_above(version, units[window.start])
    steps = all_steps(version, units[window.stop - 1]) if question and asks_for_steps(question.text) else ()
    beside = [*apart, *([asked] if asked else ()), *steps]
    room = (MAX_IN_SECTION if passage.section else MAX_LENGTH) - sum(span.end - span.start for span in beside)
    window = _grown(passage, window, room)
    window = _with_introduction(version, units, _without_loose_end(version, units, window, sentence))
    spans = _merged(version, [*beside, *_term_of(version, units[window.start]), *(units[number] for number in window)])
    return _shown(passage, sentence, spans, question)


def _shown(passage: Passage, sentence: Span, spans: Sequence[Span], question: Question | None) -> QuotedSpans:
    """The spans with rows as their cells, and where the answering unit is in them."""
    version = passage.article.version
    shown, block = by_cell(version.text, blocks_with(version.blocks, spans), spans), block_at(version, sentence)
    highlight = sentence
    if block.kind is BlockKind.ROW:
        highlight = cells_of(block)[0]
        if question:
            header = next((each for each in blocks_with(version.blocks, spans)[::-1] if each.is_header), None)
            highlight = answering_cell(version.text, block, header, question, passage.article.language)
    return QuotedSpans(shown, next(span for span in shown if highlight.within(span)), highlight)


def _with_introduction(version: Version, units: Sequence[Span], window: range) -> range:
    """The window with what stands in front of its first unit in the same block, if that is a title or a question."""
    first = window.start
    if first > 0 and not begins_block(version, units[first]):
        before = units[first - 1]
        if is_run_in_head(version, units, before) or is_question(before.of(version.text)):
            return range(first - 1, window.stop)
    return window


def _term_of(version: Version, unit: Span) -> Sequence[Span]:
    """The term above a definition that a quote begins with; without it nobody knows what the definition is of."""
    found = asked_above(version, unit)
    return [found] if found and block_at(version, found).kind is BlockKind.TERM else []


def _with_antecedents(text: str, units: Sequence[Span], at: int) -> range:
    first = at
    for _ in range(MAX_ANTECEDENTS):
        is_needed = first > 0 and _needs_previous(text, units, first)
        if is_needed and units[at].end - units[first - 1].start <= MAX_WITH_ANTECEDENTS:
            first -= 1
    return range(first, at + 1)


def _with_announced(text: str, units: Sequence[Span], window: range) -> range:
    """The window with the unit that its last one announces, if it does."""
    last = window.stop - 1
    while last + 1 < len(units) and announces(units[last].of(text)):
        last += 1
        if units[last].end - units[window.start].start > MAX_WITH_ANTECEDENTS:
            break
    return range(window.start, last + 1)


def _grown(passage: Passage, window: range, room: int) -> range:
    """The window with the units around it while it fits: first those of the same block, then of the section."""
    units, version = passage.sentences, passage.article.version
    block = block_at(version, units[window.stop - 1])
    for is_wanted in (lambda unit: unit.within(block), lambda _: bool(passage.section)):
        while window.stop < len(units) and is_wanted(units[window.stop]):
            if _length(units, range(window.start, window.stop + 1)) > room:
                break
            window = range(window.start, window.stop + 1)
        while window.start > 0 and is_wanted(units[window.start - 1]):
            if _length(units, range(window.start - 1, window.stop)) > room:
                break
            window = range(window.start - 1, window.stop)
    return window


def _without_loose_end(version: Version, units: Sequence[Span], window: range, sentence: Span) -> range:
    """The window without what stands at its end, behind the answering unit, and only introduces what would follow."""
    while units[window.stop - 1].start > sentence.start and not _may_end(version, units, units[window.stop - 1]):
        window = range(window.start, window.stop - 1)
    return window


def _may_end(version: Version, units: Sequence[Span], unit: Span) -> bool:
    return can_answer(version, units, unit) and not announces(unit.of(version.text))


def _length(units: Sequence[Span], window: range) -> int:
    return units[window.stop - 1].end - units[window.start].start


def _merged(version: Version, spans: Sequence[Span]) -> list[Span]:
    """The spans in order, as one where they overlap or only white space stands between them; headings stay apart."""
    ordered = sorted(set(spans), key=lambda span: (span.start, -span.end))
    merged = ordered[:1]
    for span in ordered[1:]:
        last = merged[-1]
        is_heading = block_at(version, last).kind is BlockKind.HEADING
        if span.start < last.end or (not is_heading and are_adjacent(version.text, last, span)):
            merged[-1] = Span(start=last.start, end=max(last.end, span.end))
        else:
            merged.append(span)
    return merged


def refers_back(sentence: str) -> bool:
    """Whether the sentence begins with a pronoun, a conjunction, or "the" before a word in lower case."""
    return BACKWARD_REFERENCE.match(sentence) is not None


def are_adjacent(text: str, before: Span, after: Span) -> bool:
    """Whether only white space separates two sentences of `text`, so that one span can quote both."""
    return not text[before.end : after.start].strip()


def _needs_previous(text: str, sentences: Sequence[Span], index: int) -> bool:
    """Whether the sentence at `index` refers back to the one before it, and that one is adjacent."""
    return refers_back(sentences[index].of(text)) and are_adjacent(text, sentences[index - 1], sentences[index])
