"""Do the articles contain this text? A text → verbatim, nearly, or not found.

A verbatim match is exact but for white space, and every article is searched for it. A near match is searched for in the
passages that the index finds for the text's words, and comes with the differences between the text and the article.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from itertools import count, groupby, takewhile
from math import ceil
from typing import NamedTuple

import regex

from retrieval.analysis.tokenizer import UNSPACED, has_word, terms
from retrieval.answers import AlsoIn
from retrieval.corpus import Corpus
from retrieval.deadline import Deadline
from retrieval.errors import QuestionError
from retrieval.index.bm25 import Index
from retrieval.records import Article, Passage, Record, Span

LONGEST = 2000  # characters
DEPTH = 20  # passages that are compared word by word
MIN_SIMILARITY = 0.6  # of a near match; twice the words in common, as a share of all words of both texts
MARGIN = 0.25  # share of the text's words that are compared in addition on each side
SHORTEST_TIMEOUT = 0.01  # seconds in which an article is searched for the text when there is no more time
LETTER = r"[\p{L}\p{M}\p{N}]"
SPACE = r"[\s\x1c-\x1f]"  # the white space at which `str.split` splits
TOKEN = regex.compile(rf"{UNSPACED}\p{{M}}*|(?:(?!{UNSPACED}){LETTER})+|[^\s\x1c-\x1f]")

WordMatch = regex.Match[str]


class Verdict(StrEnum):
    """Whether the articles contain a text."""

    VERBATIM = "verbatim"
    NEARLY = "nearly"
    NOT_FOUND = "not found"


class Compared(Record):
    """A part of the text as `said`, and the article's words there, as it `stands`: the same or others."""

    said: str
    stands: str
    same: bool


class Check(Record):
    """Whether the articles contain `text`, where, and with which differences.

    Attributes:
        found: the exact text at the first of the `places`.
        places: one span of each article that contains the text, the earliest article first.
        compared: `text` and `found` in order, part by part; empty unless they nearly match.
    """

    text: str
    verdict: Verdict
    found: str | None = None
    places: tuple[AlsoIn, ...] = ()
    compared: tuple[Compared, ...] = ()


class NearMatch(NamedTuple):
    """A span of an article that is like the text; `similarity` is from 0 to 1, which means the same words."""

    similarity: float
    article: Article
    span: Span


class AlignedRun(NamedTuple):
    """A range of the words of the text, and the range of the article's words in their place."""

    ours: range
    theirs: range
    same: bool


def check(text: str, corpus: Corpus, deadline: Deadline | None = None) -> Check:
    """Whether one of the articles in `corpus` contains `text`, as far as they can be compared until the deadline.

    Raises:
        QuestionError: the text is wordless or too long.
    """
    said = text.strip()
    if not has_word(said):
        raise QuestionError("there is no word to look for", "give a sentence that may stand in an article")
    if len(said) > LONGEST:
        raise QuestionError(f"the text has {len(said)} characters, and may have {LONGEST}", "check a part of it")
    deadline = deadline or Deadline()
    if found := sorted(_verbatim_matches(said, corpus, deadline), key=_published):
        return _checked(said, Verdict.VERBATIM, found)
    best = max(_near_matches(said, corpus.index, deadline), key=lambda match: match.similarity, default=None)
    if best is None or best.similarity < MIN_SIMILARITY:
        return Check(text=said, verdict=Verdict.NOT_FOUND)
    compared = _compared(said, best.span.of(best.article.version.text))
    return _checked(said, Verdict.NEARLY, [best]).model_copy(update={"compared": compared})


def _checked(said: str, verdict: Verdict, found: Sequence[NearMatch]) -> Check:
    """The result for a text with these matches, at least one."""
    return Check(
        text=said,
        verdict=verdict,
        found=found[0].span.of(found[0].article.version.text),
        places=tuple(
            AlsoIn(start=each.span.start, end=each.span.end, article=each.article.source_at(each.span.start))
            for each in found
        ),
    )


def _published(match: NearMatch) -> date:
    """The article's date; undated articles count as later than all others."""
    return match.article.source.published or date.max


def _verbatim_matches(said: str, corpus: Corpus, deadline: Deadline) -> Iterator[NearMatch]:
    """The first verbatim match in each article that has one.

    A text of few words again and again takes the product of its length and the article's, so it gets half of the time.
    """
    words = said.split()
    longest = max(words, key=len)
    text = f"{SPACE}+".join(map(regex.escape, words))
    pattern = regex.compile(_word_boundary(said[0], "<") + text + _word_boundary(said[-1], ""))
    most = deadline.seconds_left / 2
    with suppress(TimeoutError):
        for article in corpus.containing(longest):
            timeout = max(deadline.seconds_left - most, SHORTEST_TIMEOUT)
            if match := pattern.search(article.version.text, timeout=timeout):
                yield NearMatch(1.0, article, Span(start=match.start(), end=match.end()))


def _word_boundary(character: str, behind: str) -> str:
    """A lookaround so that the text's first or last word does not match a part of a longer word in the article."""
    is_inside_words = regex.fullmatch(rf"(?!{UNSPACED}){LETTER}", character)
    return rf"(?{behind}!{LETTER})" if is_inside_words else ""


def _near_matches(said: str, index: Index, deadline: Deadline) -> Iterator[NearMatch]:
    """The most similar span in and around each of the best passages for the text's words, in any of their languages."""
    query = dict.fromkeys(term for language in index.languages for term in terms(said, language))
    candidates = index.search(list(query), depth=DEPTH)
    yield from takewhile(lambda _: not deadline.is_over, (_nearest(said, each.passage) for each in candidates))


def _nearest(said: str, passage: Passage) -> NearMatch:
    """The span most similar to the text in and around a passage, aligned by their longest common run of words."""
    text, around = passage.article.version.text, passage.span
    ours, theirs = _words(said), _words(text, around.start - len(said), around.end + len(said))
    margin, begin = ceil(MARGIN * len(ours)), _offset_of_longest_common_run(_casefolded(ours), _casefolded(theirs))
    found = _closest(ours, theirs[max(begin - margin, 0) : begin + len(ours) + margin])
    if not found:
        return NearMatch(0.0, passage.article, Span(start=around.start, end=around.start))
    span = Span(start=found[0].start(), end=found[-1].end())
    similarity = 2 * _common(ours, found) / (len(ours) + len(found))
    return NearMatch(similarity, passage.article, span)


def _offset_of_longest_common_run(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words further their longest run of words that is also one of ours begins; of equals, the first of ours.

    Each word is coded as one character, so that runs are slices of a string, found by bisection over their length:
    that a run is common implies that a shorter one is. `difflib` would take the product of both lengths.
    """
    codes: defaultdict[str, str] = defaultdict(map(chr, count()).__next__)
    our_text, their_text = ("".join(codes[word] for word in words) for words in (ours, theirs))

    def common(length: int) -> int | None:
        runs = {their_text[at : at + length] for at in range(len(their_text) - length + 1)}
        return next((at for at in range(len(our_text) - length + 1) if our_text[at : at + length] in runs), None)

    length = bisect_right(range(1, min(len(ours), len(theirs)) + 1), x=0, key=lambda each: common(each) is None)
    begin = common(length) or 0
    return their_text.index(our_text[begin : begin + length]) - begin


def _closest(ours: Sequence[WordMatch], theirs: Sequence[WordMatch]) -> Sequence[WordMatch]:
    """The fewest of their words with as many in common: a heading, say, may begin like the sentence below it."""
    found = _fitted(ours, theirs)
    later = found[1:] if _casefolded(found[:1]) == _casefolded(ours[:1]) else found
    earlier = found[:-1] if _casefolded(found[-1:]) == _casefolded(ours[-1:]) else found
    fitted = [found, _fitted(ours, later), _fitted(ours, earlier)]
    return max(fitted, key=lambda each: (_common(ours, each), -len(each)))


def _common(ours: Sequence[WordMatch], theirs: Sequence[WordMatch]) -> int:
    """How many words both have in the same order: the length of their longest common subsequence."""
    return sum(len(run.ours) for run in _runs(_casefolded(ours), _casefolded(theirs)) if run.same)


def _fitted(ours: Sequence[WordMatch], theirs: Sequence[WordMatch]) -> Sequence[WordMatch]:
    """Their words from the first in common to the last, and on both sides those in the place of our other words."""
    runs = list(_runs(_casefolded(ours), _casefolded(theirs)))
    same = [run for run in runs if run.same]
    if not same:
        return ()
    before = _replaceable(ours[: same[0].ours.start][::-1], theirs[: same[0].theirs.start][::-1])
    after = _replaceable(ours[same[-1].ours.stop :], theirs[same[-1].theirs.stop :])
    return theirs[same[0].theirs.start - before : same[-1].theirs.stop + after]


def _replaceable(ours: Sequence[WordMatch], theirs: Sequence[WordMatch]) -> int:
    """How many of the first words pair up: a word with a word, punctuation with punctuation."""
    pairs = zip(ours, theirs, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0][0].isalnum() == pair[1][0].isalnum(), pairs))


def _compared(said: str, stands: str) -> tuple[Compared, ...]:
    """Both texts in order, in parts with the same words and parts with others."""
    ours, theirs = _words(said), _words(stands)
    runs = _runs([word[0] for word in ours], [word[0] for word in theirs])
    return tuple(
        Compared(said=_text_of(said, ours, run.ours), stands=_text_of(stands, theirs, run.theirs), same=run.same)
        for run in runs
    )


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[AlignedRun]:
    """Alternating runs of the same words and of different words, by their Indel alignment."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 -- slow to import, and asking does without

    for same, group in groupby(Indel.opcodes(ours, theirs), lambda step: step.tag == "equal"):
        steps = list(group)
        first, last = steps[0], steps[-1]
        yield AlignedRun(range(first.src_start, last.src_end), range(first.dest_start, last.dest_end), same)


def _words(text: str, start: int = 0, end: int | None = None) -> list[WordMatch]:
    """The words and punctuation marks of `text[start:end]`, with offsets in `text`."""
    return list(TOKEN.finditer(text, max(start, 0), end))


def _casefolded(words: Sequence[WordMatch]) -> list[str]:
    """The words, case folded."""
    return [word[0].casefold() for word in words]


def _text_of(text: str, words: Sequence[WordMatch], run: range) -> str:
    """The text from the first word of a run to its last, empty for an empty run."""
    return text[words[run.start].start() : words[run.stop - 1].end()] if run else ""
