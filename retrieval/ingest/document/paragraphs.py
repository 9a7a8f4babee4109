"""Where do the paragraphs of a plain text begin and end? Text → spans, in order.

A blank line always ends a paragraph. A single line break ends it too, unless the sentence clearly continues in the next
line: that begins in lower case, or the lines are hard-wrapped and its first word did not fit.
"""

from collections.abc import Iterator
from itertools import pairwise

import regex

from retrieval.records import Span

LINE_ENDS = "\r\n\v\f\x85\u2028\u2029"
VISIBLE = r"[^\s\x1c-\x1f]"  # what `str.strip` keeps; unlike `regex`, it strips ASCII's four separators
LINE = regex.compile(rf"[^{LINE_ENDS}]*{VISIBLE}[^{LINE_ENDS}]*")
BLANK = regex.compile(r"(?>\r\n?|[\n\v\f\x85\u2028\u2029])[^\S\r\n]*(?:\r\n?|[\n\v\f\x85\u2028\u2029])")
BULLET = regex.compile(rf"\s*(?:[•·▪‣◦*+–—-]|\p{{N}}{{1,3}}[.)])\s+(?={VISIBLE})")
LABEL = regex.compile(r"\p{L}[\p{L} ]{0,20}:")  # such as "date:" in the header of an article
SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", ".”", "!”", "?”", '."', '!"', '?"')
WRAP_WIDTHS = range(40, 121)  # in characters; shorter lines are verse or lists, longer ones are paragraphs


def paragraphs(text: str, start: int = 0) -> tuple[Span, ...]:
    """The paragraphs of `text` from `start` on, in order, without their bullets and surrounding white space."""
    return tuple(_trim(text, span) for lines in _line_groups(text, start) for span in _unwrap(text, lines))


def is_bulleted(text: str, paragraph: Span) -> bool:
    """Whether a bullet or number precedes the paragraph on its line."""
    line_start = paragraph.start
    while line_start > 0 and text[line_start - 1] not in LINE_ENDS:
        line_start -= 1
    bullet = BULLET.match(text, line_start)
    return bullet is not None and bullet.end() == paragraph.start


def _line_groups(text: str, start: int) -> Iterator[list[Span]]:
    """The lines that are not blank, grouped by the blank lines between them."""
    group: list[Span] = []
    for match in LINE.finditer(text, start):
        line = Span(start=match.start(), end=match.end())
        if group and BLANK.search(text, group[-1].end, line.start + 1):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _unwrap(text: str, lines: list[Span]) -> Iterator[Span]:
    """The paragraphs of a group of lines: a line joins the one before it where a sentence was wrapped."""
    width = max(len(line.of(text).rstrip()) for line in lines)
    start = lines[0].start
    for line, following in pairwise(lines):
        if not _continues(line.of(text).rstrip(), following.of(text), width):
            yield Span(start=start, end=line.end)
            start = following.start
    yield Span(start=start, end=lines[-1].end)


def _continues(line: str, following: str, width: int) -> bool:
    """Whether the sentence continues in the next line; `width` is that of the group's longest line, in characters."""
    if BULLET.match(following) or LABEL.match(following):
        return False
    first_word = following.split(maxsplit=1)[0]
    did_not_fit = width in WRAP_WIDTHS and len(line) + 1 + len(first_word) > width
    return did_not_fit or (first_word[0].islower() and not line.endswith(SENTENCE_ENDS))


def _trim(text: str, paragraph: Span) -> Span:
    """The paragraph without its bullet and surrounding white space."""
    bullet = BULLET.match(text, paragraph.start, paragraph.end)
    start = bullet.end() if bullet else paragraph.start
    inner = text[start : paragraph.end]
    return Span(start=start + len(inner) - len(inner.lstrip()), end=paragraph.end - len(inner) + len(inner.rstrip()))
