"""Do the articles say this? A text → verbatim, nearly, or not found.

Verbatim is exact, but for white space, and looked for in every article. Nearly is looked for where the index finds the
text's words, and comes with what the article has in place of what was said.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile
from math import ceil
from typing import NamedTuple

import regex

from retrieval.analysis.tokenizer import UNSPACED, has_word, terms
from retrieval.corpus import Corpus
from retrieval.errors import QuestionError
from retrieval.index.bm25 import Index
from retrieval.records import AlsoIn, Article, Passage, Record, Span

LONGEST = 2000  # characters
DEPTH = 20  # passages that are compared word by word
NEARLY = 0.6  # twice the words in common, as a share of all words of both
MARGIN = 0.25  # of the text's length, by which what the article has may be longer
LETTER = r"[\p{L}\p{M}\p{N}]"
SPACE = r"[\s\x1c-\x1f]"  # what `str.split` takes for white space
TOKEN = regex.compile(rf"{UNSPACED}\p{{M}}*|(?:(?!{UNSPACED}){LETTER})+|[^\s\x1c-\x1f]")

WordMatch = regex.Match[str]


class Verdict(StrEnum):
    """Whether the articles have a text."""

    VERBATIM = "verbatim"
    NEARLY = "nearly"
    NOT_FOUND = "not found"


class Compared(Record):
    """A stretch of the text as `said` and as it `stands` in the article; the same words, or different ones."""

    said: str
    stands: str
    same: bool


class Check(Record):
    """Whether the articles have `text`, where, and with which differences.

    `found` is what stands at the first of the `places`, exactly; `compared` covers both in order, when they differ.
    """

    text: str
    verdict: Verdict
    found: str | None = None
    places: tuple[AlsoIn, ...] = ()
    compared: tuple[Compared, ...] = ()


class NearMatch(NamedTuple):
    """A stretch of an article that is like the text; `closeness` is 1 for the same words."""

    closeness: float
    article: Article
    span: Span


class AlignedRun(NamedTuple):
    """Words of the text, by their numbers, and the words that stand in their place."""

    said: range
    stands: range
    same: bool


def check(text: str, stock: Corpus) -> Check:
    """Whether one of the articles of `stock` has `text`.

    Raises:
        QuestionError: the text is wordless or too long.
    """
    said = text.strip()
    if not has_word(said):
        raise QuestionError("there is no word to look for", "give a sentence that may stand in an article")
    if len(said) > LONGEST:
        raise QuestionError(f"the text has {len(said)} characters, and may have {LONGEST}", "check a part of it")
    if found := sorted(_verbatim(said, stock), key=_published):
        return _checked(said, Verdict.VERBATIM, found)
    best = max(_near(said, stock.index), key=lambda near: near.closeness, default=None)
    if best is None or best.closeness < NEARLY:
        return Check(text=said, verdict=Verdict.NOT_FOUND)
    compared = _compared(said, best.span.of(best.article.version.text))
    return _checked(said, Verdict.NEARLY, [best]).model_copy(update={"compared": compared})


def _checked(said: str, verdict: Verdict, found: Sequence[NearMatch]) -> Check:
    return Check(
        text=said,
        verdict=verdict,
        found=found[0].span.of(found[0].article.version.text),
        places=tuple(
            AlsoIn(start=each.span.start, end=each.span.end, article=each.article.source_at(each.span.start))
            for each in found
        ),
    )


def _published(near: NearMatch) -> date:
    """The article's date; an undated one counts as later than all others."""
    return near.article.source.published or date.max


def _verbatim(said: str, stock: Corpus) -> Iterator[NearMatch]:
    """The first place of each article that has the very text."""
    words = said.split()
    longest = max(words, key=len)
    pattern = regex.compile(_edge(said[0], "<") + f"{SPACE}+".join(map(regex.escape, words)) + _edge(said[-1], ""))
    for article in stock.having(longest):
        if match := pattern.search(article.version.text):
            yield NearMatch(1.0, article, Span(start=match.start(), end=match.end()))


def _edge(character: str, behind: str) -> str:
    """That a word of the text is not part of a longer one in the article."""
    is_inside_words = regex.fullmatch(rf"(?!{UNSPACED}){LETTER}", character)
    return rf"(?{behind}!{LETTER})" if is_inside_words else ""


def _near(said: str, index: Index) -> Iterator[NearMatch]:
    """What is most like the text in and around each passage that shares words with it."""
    said_terms = [term for language in index.languages for term in terms(said, language)]
    for candidate in index.search(list(dict.fromkeys(said_terms)), depth=DEPTH):
        yield _nearest(said, candidate.passage)


def _nearest(said: str, passage: Passage) -> NearMatch:
    """What is most like the text in and around a passage: round their longest run in common, as long as the text."""
    text, around = passage.article.version.text, passage.span
    ours, theirs = _words(said), _words(text, around.start - len(said), around.end + len(said))
    anchor = SequenceMatcher(None, _folded(ours), _folded(theirs), autojunk=False).find_longest_match()
    margin, begin = ceil(MARGIN * len(ours)), anchor.b - anchor.a
    found = _closest(ours, theirs[max(begin - margin, 0) : begin + len(ours) + margin])
    if not found:
        return NearMatch(0.0, passage.article, Span(start=around.start, end=around.start))
    span = Span(start=found[0].start(), end=found[-1].end())
    return NearMatch(2 * _common(ours, found) / (len(ours) + len(found)), passage.article, span)


def _closest(ours: Sequence[WordMatch], theirs: Sequence[WordMatch]) -> Sequence[WordMatch]:
    """The fewest of their words that have as many in common; a heading, say, may begin like its first sentence."""
    found = _fitted(ours, theirs)
    later = found[1:] if _folded(found[:1]) == _folded(ours[:1]) else found
    sooner = found[:-1] if _folded(found[-1:]) == _folded(ours[-1:]) else found
    fitted = [found, _fitted(ours, later), _fitted(ours, sooner)]
    return max(fitted, key=lambda each: (_common(ours, each), -len(each)))


def _common(ours: Sequence[WordMatch], theirs: Sequence[WordMatch]) -> int:
    """How many words both have, in the same order."""
    return sum(len(run.said) for run in _runs(_folded(ours), _folded(theirs)) if run.same)


def _fitted(ours: Sequence[WordMatch], theirs: Sequence[WordMatch]) -> Sequence[WordMatch]:
    """Their words from the first in common to the last, and before and after them what stands in place of ours."""
    runs = list(_runs(_folded(ours), _folded(theirs)))
    same = [run for run in runs if run.same]
    if not same:
        return ()
    before = _alike(ours[: same[0].said.start][::-1], theirs[: same[0].stands.start][::-1])
    after = _alike(ours[same[-1].said.stop :], theirs[same[-1].stands.stop :])
    return theirs[same[0].stands.start - before : same[-1].stands.stop + after]


def _alike(ours: Sequence[WordMatch], theirs: Sequence[WordMatch]) -> int:
    """How many of the first words could stand for each other: a word for a word, a mark for a mark."""
    pairs = zip(ours, theirs, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0][0].isalnum() == pair[1][0].isalnum(), pairs))


def _compared(said: str, stands: str) -> tuple[Compared, ...]:
    ours, theirs = _words(said), _words(stands)
    found: list[Compared] = []
    for run in _runs([word[0] for word in ours], [word[0] for word in theirs]):
        stretches = _stretch(said, ours, run.said), _stretch(stands, theirs, run.stands)
        found.append(Compared(said=stretches[0], stands=stretches[1], same=run.same))
    return tuple(found)


def _runs(said: Sequence[str], stands: Sequence[str]) -> Iterator[AlignedRun]:
    """Both in runs of the same words and of different ones, by turns."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 -- slow to import, and asking does without

    for same, group in groupby(Indel.opcodes(said, stands), lambda step: step.tag == "equal"):
        first, *_, last = [*group] * 2
        yield AlignedRun(range(first.src_start, last.src_end), range(first.dest_start, last.dest_end), same)


def _words(text: str, start: int = 0, end: int | None = None) -> list[WordMatch]:
    return list(TOKEN.finditer(text, max(start, 0), end))


def _folded(words: Sequence[WordMatch]) -> list[str]:
    """The words, whatever the case of their letters."""
    return [word[0].casefold() for word in words]


def _stretch(text: str, words: Sequence[WordMatch], run: range) -> str:
    """The text from the first word of a run to the last."""
    return text[words[run.start].start() : words[run.stop - 1].end()] if run else ""
