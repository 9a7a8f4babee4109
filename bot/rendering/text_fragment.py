"""Which words lead a browser to the sentence? A text fragment that only the sentence matches.

    text=I%20was%20super,honored%20to%20be%20here              from these words to those
    text=he%20said%20that-,It%20is%20so.                       preceded by these
    text=It%20is%20so.,-The%20mayor%20left                     followed by these

A browser takes the first match in the page, so a match that is unique in the stored text is the sentence there, unless
the page around the article has the same words; where nothing matches, it opens the page at its start. Prefix and suffix
may stand in other paragraphs. https://wicg.github.io/scroll-to-text-fragment/#syntax
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from urllib.parse import quote

import regex

from retrieval.records import Span

SHORT: Final = 60  # characters; a shorter sentence is named whole
ENDS: Final = range(
    3, 9
)  # words of a longer one at each end: few, for a note or a picture between them hides the match
AROUND: Final = range(1, 7)  # words before or after, where those alone stand several times
NEAR: Final = 400  # characters in which those words are looked for
_WORD = regex.compile(
    r"[^\s。．、，；：！？]+[。．、，；：！？]*|[。．、，；：！？]+"
)  # where no spaces part words, a clause


class _Ends(NamedTuple):
    """The words that a match begins with, and those that it ends with where they are not the same."""

    first: Span
    last: Span | None = None


def text_fragment(text: str, sentence: Span, *, longest: int) -> str:
    """The text directive for a sentence of `text`, of at most `longest` characters; empty where none is unique."""
    whole = _folded(text)
    words = _words(text, sentence)
    found = (_unique(text, whole, ends, sentence) for ends in _choices(text, words))
    return next((each for each in found if each and len(each) <= longest), "")


def _choices(text: str, words: Sequence[Span]) -> Iterator[_Ends]:
    """The ways to name the sentence, the surest first."""
    if not words:
        return
    whole = Span(start=words[0].start, end=words[-1].end)
    if whole.end - whole.start <= SHORT:
        yield _Ends(whole)
    for count in ENDS:
        if 2 * count <= len(words):
            ends = _Ends(_from(words[:count]), _from(words[-count:]))
            if ends.last and _comes_first(text, ends.first, ends.last):
                yield ends
    yield _Ends(whole)


def _comes_first(text: str, first: Span, last: Span) -> bool:
    """Whether the last words stand nowhere between the first ones and their own place."""
    rest = _folded(text[first.end : last.end])
    return rest.find(_folded(last.of(text))) == len(rest) - len(_folded(last.of(text)))


def _unique(text: str, whole: str, ends: _Ends, sentence: Span) -> str:
    """The directive for these ends, with as many words around them as make it unique, or nothing."""
    if _is_once(whole, ends.first.of(text)):
        return _written(text, ends)
    for count in AROUND:
        before = _words(text, Span(start=max(sentence.start - NEAR, 0), end=sentence.start))[-count:]
        if before and _is_once(whole, text[before[0].start : ends.first.end]):
            return _written(text, ends, before=_from(before))
    for count in AROUND:
        after = _words(text, Span(start=sentence.end, end=sentence.end + NEAR))[:count]
        if after and not ends.last and _is_once(whole, text[ends.first.start : after[-1].end]):
            return _written(text, ends, after=_from(after))
    return ""


def _written(text: str, ends: _Ends, *, before: Span | None = None, after: Span | None = None) -> str:
    terms = [f"{_encoded(before.of(text))}-"] if before else []
    terms += [_encoded(span.of(text)) for span in ends if span]
    terms += [f"-{_encoded(after.of(text))}"] if after else []
    return f"text={','.join(terms)}"


def _words(text: str, where: Span) -> list[Span]:
    """The words in a stretch; the first may be the rest of one, if the stretch begins within it."""
    found = _WORD.finditer(text, where.start, min(where.end, len(text)))
    return [Span(start=match.start(), end=match.end()) for match in found]


def _from(words: Sequence[Span]) -> Span:
    return Span(start=words[0].start, end=words[-1].end)


def _is_once(whole: str, piece: str) -> bool:
    folded = _folded(piece)
    return whole.find(folded) == whole.rfind(folded) != -1


def _folded(text: str) -> str:
    """As a browser compares: neither case nor white space matters."""
    return " ".join(text.lower().split())


def _encoded(text: str) -> str:
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
