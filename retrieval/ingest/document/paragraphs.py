"""Where do the paragraphs of a plain text begin and end? Text → spans, in order.

A blank line always ends a paragraph. A single line break ends it too, unless the sentence clearly continues in the next
line: that begins in lower case, or the lines are hard-wrapped and its first word did not fit. Lines of 40 to 120
characters are hard-wrapped by their width alone; others where no line has room for the next word, and some line goes
on in lower case, as no list does.
"""

from collections.abc import Iterator
from itertools import pairwise

import regex

from retrieval.records import Span

BYTE_ORDER_MARK = "\ufeff"
LINE_ENDS = "\r\n\v\f\x85\u2028\u2029"
VISIBLE = r"[^\s\x1c-\x1f]"  # what `str.strip` keeps; unlike `regex`, it strips ASCII's four separators
LINE = regex.compile(rf"(?:\G|(?<=[{LINE_ENDS}]))(?:(?![{LINE_ENDS}])[\s\x1c-\x1f])*+{VISIBLE}[^{LINE_ENDS}]*+")
BLANK = regex.compile(r"(?>\r\n?|[\n\v\f\x85\u2028\u2029])[^\S\r\n]*(?:\r\n?|[\n\v\f\x85\u2028\u2029])")
BULLET = regex.compile(rf"\s*(?:[•·▪‣◦*+–—-]|\p{{N}}{{1,3}}[.)])\s+(?={VISIBLE})")
LABEL = regex.compile(r"\p{L}[\p{L} ]{0,20}:")  # such as "date:" in the header of an article
ANSWER_LABEL = regex.compile(
    r"\s*(?:(?:q(?:uestion)?|a(?:nswer)?|f(?:rage)?|antwort|p(?:regunta)?|r(?:espuesta)?|domanda|risposta|réponse|вопрос|ответ"
    r"|问|答|問|質問|回答)\s*\d{0,3}\s*[:：]|q\d{0,3}[.)]\s)",
    regex.IGNORECASE,
)
SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", ".”", "!”", "?”", '."', '!"', '?"')
WRAP_WIDTHS = range(40, 121)  # in characters, where width alone shows hard-wrapped lines
MIN_WRAP_WIDTH = 20  # in characters; narrower lines are lists
MIN_WORDS = 2  # in each line but the last of narrow hard-wrapped lines


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


def stands_alone(text: str, paragraph: Span) -> bool:
    """Whether blank lines, or the ends of the text, are on both sides of the paragraph."""
    start, end = paragraph.start, paragraph.end
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    is_first = start == 0 or (start == 1 and text[0] == BYTE_ORDER_MARK)
    return (is_first or BLANK.search(text, start, paragraph.start) is not None) and (
        end == len(text) or BLANK.search(text, paragraph.end, end) is not None
    )


def is_labelled_answer(line: str) -> bool:
    """Whether the line says that it is a question or an answer, such as "Q: …" or "A: …"."""
    return ANSWER_LABEL.match(line) is not None


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
    contents = [line.of(text).rstrip() for line in lines]
    width = max(map(len, contents))
    is_wrapped = width in WRAP_WIDTHS or _is_wrapped(contents, width)
    start = lines[0].start
    for (line, following), (content, next_content) in zip(pairwise(lines), pairwise(contents), strict=True):
        if not _continues(content, next_content, width if is_wrapped else None):
            yield Span(start=start, end=line.end)
            start = following.start
    yield Span(start=start, end=lines[-1].end)


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Whether lines of an unusual width are hard-wrapped: none has room for the next word, and a sentence goes on."""
    return (
        width >= MIN_WRAP_WIDTH
        and all(len(line.split()) >= MIN_WORDS for line in lines[:-1])
        and all(_has_no_room(line, following, width) for line, following in pairwise(lines))
        and any(_goes_on(line, following) for line, following in pairwise(lines))
        and not any(BULLET.match(line) or LABEL.match(line) for line in lines)
    )


def _continues(line: str, following: str, width: int | None) -> bool:
    """Whether the sentence continues in the next line; `width` is that of hard-wrapped lines, in characters."""
    if BULLET.match(following) or LABEL.match(following) or is_labelled_answer(following):
        return False
    return (width is not None and _has_no_room(line, following, width)) or _goes_on(line, following)


def _has_no_room(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _goes_on(line: str, following: str) -> bool:
    """Whether the next line goes on in lower case with a sentence that has not ended."""
    return following.lstrip()[0].islower() and not line.endswith(SENTENCE_ENDS)


def _trim(text: str, paragraph: Span) -> Span:
    """The paragraph without its bullet and surrounding white space."""
    bullet = BULLET.match(text, paragraph.start, paragraph.end)
    start = bullet.end() if bullet else paragraph.start
    inner = text[start : paragraph.end]
    return Span(start=start + len(inner) - len(inner.lstrip()), end=paragraph.end - len(inner) + len(inner.rstrip()))
