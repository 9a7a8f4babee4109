"""Do the articles say this? A text → verbatim, nearly, or not found.

Verbatim is exact, but for white space, and looked for in every article. Nearly is looked for where the index finds the
text's words, and comes with what the article has in place of what was said.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from math import ceil
from typing import NamedTuple

import regex

from retrieval.analyse import UNSPACED, has_word, terms
from retrieval.errors import QuestionError
from retrieval.index import Index
from retrieval.records import Article, Passage, Place, Record, Span

LONGEST = 2000  # characters
DEPTH = 20  # passages that are compared word by word
NEARLY = 0.6  # twice the words in common, as a share of all words of both
MARGIN = 0.25  # of the text's length, by which what the article has may be longer
LETTER = r"[\p{L}\p{M}\p{N}]"
TOKEN = regex.compile(rf"{UNSPACED}\p{{M}}*|(?:(?!{UNSPACED}){LETTER})+|\S")

Word = regex.Match[str]


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
    places: tuple[Place, ...] = ()
    compared: tuple[Compared, ...] = ()


class Near(NamedTuple):
    """A stretch of an article that is like the text; `closeness` is 1 for the same words."""

    closeness: float
    article: Article
    span: Span


class Run(NamedTuple):
    """Words of the text and the words that stand in their place."""

    said: Sequence[Word]
    stands: Sequence[Word]
    same: bool


def check(text: str, articles: Sequence[Article], index: Index) -> Check:
    """Whether one of the articles has `text`.

    Raises:
        QuestionError: the text is wordless or too long.
    """
    said = text.strip()
    if not has_word(said):
        raise QuestionError("there is no word to look for", "give a sentence that may stand in an article")
    if len(said) > LONGEST:
        raise QuestionError(f"the text has {len(said)} characters, and may have {LONGEST}", "check a part of it")
    if found := sorted(_verbatim(said, articles), key=_published):
        return _checked(said, Verdict.VERBATIM, found)
    best = max(_near(said, index), key=lambda near: near.closeness, default=None)
    if best is None or best.closeness < NEARLY:
        return Check(text=said, verdict=Verdict.NOT_FOUND)
    compared = _compared(said, best.span.of(best.article.version.text))
    return _checked(said, Verdict.NEARLY, [best]).model_copy(update={"compared": compared})


def _checked(said: str, verdict: Verdict, found: Sequence[Near]) -> Check:
    return Check(
        text=said,
        verdict=verdict,
        found=found[0].span.of(found[0].article.version.text),
        places=tuple(
            Place(start=each.span.start, end=each.span.end, article=each.article.source_at(each.span.start))
            for each in found
        ),
    )


def _published(near: Near) -> date:
    """The article's date; an undated one counts as later than all others."""
    return near.article.source.published or date.max


def _verbatim(said: str, articles: Sequence[Article]) -> Iterator[Near]:
    """The first place of each article that has the very text."""
    words = said.split()
    longest = max(words, key=len)
    pattern = regex.compile(_edge(said[0], "<") + r"\s+".join(map(regex.escape, words)) + _edge(said[-1], ""))
    for article in articles:
        text = article.version.text
        if longest in text and (match := pattern.search(text)):  # the first is quick
            yield Near(1.0, article, Span(start=match.start(), end=match.end()))


def _edge(character: str, behind: str) -> str:
    """That a word of the text is not part of a longer one in the article."""
    is_inside_words = regex.fullmatch(rf"(?!{UNSPACED}){LETTER}", character)
    return rf"(?{behind}!{LETTER})" if is_inside_words else ""


def _near(said: str, index: Index) -> Iterator[Near]:
    """What is most like the text in and around each passage that shares words with it."""
    for candidate in index.search(list(dict.fromkeys(terms(said))), depth=DEPTH):
        yield _nearest(said, candidate.passage)


def _nearest(said: str, passage: Passage) -> Near:
    """What is most like the text in and around a passage: round their longest run in common, as long as the text."""
    text, around = passage.article.version.text, passage.span
    ours, theirs = _words(said), _words(text, around.start - len(said), around.end + len(said))
    anchor = SequenceMatcher(None, _texts(ours), _texts(theirs), autojunk=False).find_longest_match()
    margin = ceil(MARGIN * len(ours))
    begin = max(anchor.b - anchor.a - margin, 0)
    region = theirs[begin : anchor.b - anchor.a + len(ours) + margin]
    common = [word for run in _runs(ours, region) if run.same for word in run.stands]
    if not common:
        return Near(0.0, passage.article, Span(start=around.start, end=around.start))
    span = Span(start=common[0].start(), end=common[-1].end())
    closeness = 2 * len(common) / (len(ours) + len(_words(span.of(text))))
    return Near(closeness, passage.article, span)


def _compared(said: str, stands: str) -> tuple[Compared, ...]:
    return tuple(
        Compared(said=_stretch(said, run.said), stands=_stretch(stands, run.stands), same=run.same)
        for run in _runs(_words(said), _words(stands))
    )


def _runs(said: Sequence[Word], stands: Sequence[Word]) -> Iterator[Run]:
    """Both in runs of the same words and of different ones, by turns."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 -- slow to import, and asking does without

    steps = Indel.opcodes(_texts(said), _texts(stands))
    for same, group in groupby(steps, lambda step: step.tag == "equal"):
        first, *_, last = [*group] * 2
        yield Run(said[first.src_start : last.src_end], stands[first.dest_start : last.dest_end], same)


def _words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    return list(TOKEN.finditer(text, max(start, 0), end))


def _texts(words: Sequence[Word]) -> list[str]:
    return [word[0] for word in words]


def _stretch(text: str, words: Sequence[Word]) -> str:
    """The text from the first word to the last."""
    return text[words[0].start() : words[-1].end()] if words else ""
