"""Which text fragment makes a browser scroll to the sentence? One that matches nothing but the sentence.

    text=I%20was%20super,honored%20to%20be%20here              from these words to those
    text=he%20said%20that-,It%20is%20so.                       preceded by these
    text=It%20is%20so.,-The%20mayor%20left                     followed by these

A browser uses the first match in the page. A match that is unique in the stored text is therefore the sentence, unless
the page has the same words outside the article; where nothing matches, the page opens at its top. Prefix and suffix
may be in other paragraphs. https://wicg.github.io/scroll-to-text-fragment/#syntax
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from urllib.parse import quote

import regex

from retrieval.records import Span

SHORT: Final = 60  # characters; a shorter sentence is matched whole
ENDS: Final = range(3, 9)
"""Words of a longer sentence at each end; few, because a note or a picture between them prevents the match."""
AROUND: Final = range(1, 7)  # words of the prefix or suffix, where the sentence alone is not unique
NEAR: Final = 400  # characters before or after the sentence that may be in the prefix or suffix
_WORD = regex.compile(r"[^\s。．、，；：！？]+[。．、，；：！？]*|[。．、，；：！？]+")
"""A word with its punctuation; a clause in scripts without spaces."""


class _Ends(NamedTuple):
    """The first words of a match, and its last words unless `first` is the whole match."""

    first: Span
    last: Span | None = None


def text_fragment(text: str, sentence: Span, *, longest: int) -> str:
    """The text directive for a sentence of `text`, at most `longest` characters long; empty where none is unique."""
    whole = _normalized(text)
    words = _words(text, sentence)
    found = (_unique_directive(text, whole, ends, sentence) for ends in _candidate_ends(text, words))
    return next((each for each in found if each and len(each) <= longest), "")


def _candidate_ends(text: str, words: Sequence[Span]) -> Iterator[_Ends]:
    """The ways to match the sentence, the most reliable first."""
    if not words:
        return
    whole = Span(start=words[0].start, end=words[-1].end)
    if whole.end - whole.start <= SHORT:
        yield _Ends(whole)
    for count in ENDS:
        if 2 * count <= len(words):
            ends = _Ends(_span_of(words[:count]), _span_of(words[-count:]))
            if ends.last and _comes_first(text, ends.first, ends.last):
                yield ends
    yield _Ends(whole)


def _comes_first(text: str, first: Span, last: Span) -> bool:
    """Whether `last` is the first occurrence of its words after `first`."""
    rest = _normalized(text[first.end : last.end])
    return rest.find(_normalized(last.of(text))) == len(rest) - len(_normalized(last.of(text)))


def _unique_directive(text: str, whole: str, ends: _Ends, sentence: Span) -> str:
    """The directive for these ends, with as much prefix or suffix as makes it unique; empty where nothing does."""
    if _is_once(whole, ends.first.of(text)):
        return _directive(text, ends)
    for count in AROUND:
        before = _words(text, Span(start=max(sentence.start - NEAR, 0), end=sentence.start))[-count:]
        if before and _is_once(whole, text[before[0].start : ends.first.end]):
            return _directive(text, ends, before=_span_of(before))
    for count in AROUND:
        after = _words(text, Span(start=sentence.end, end=sentence.end + NEAR))[:count]
        if after and not ends.last and _is_once(whole, text[ends.first.start : after[-1].end]):
            return _directive(text, ends, after=_span_of(after))
    return ""


def _directive(text: str, ends: _Ends, *, before: Span | None = None, after: Span | None = None) -> str:
    terms = [f"{_percent_encoded(before.of(text))}-"] if before else []
    terms += [_percent_encoded(span.of(text)) for span in ends if span]
    terms += [f"-{_percent_encoded(after.of(text))}"] if after else []
    return f"text={','.join(terms)}"


def _words(text: str, where: Span) -> list[Span]:
    """The spans of the words in `where`, the first of which may be the rest of a word."""
    found = _WORD.finditer(text, where.start, min(where.end, len(text)))
    return [Span(start=match.start(), end=match.end()) for match in found]


def _span_of(words: Sequence[Span]) -> Span:
    return Span(start=words[0].start, end=words[-1].end)


def _is_once(whole: str, piece: str) -> bool:
    normalized = _normalized(piece)
    return whole.find(normalized) == whole.rfind(normalized) != -1


def _normalized(text: str) -> str:
    """The text as a browser compares it: in lower case, with white space collapsed."""
    return " ".join(text.lower().split())


def _percent_encoded(text: str) -> str:
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
