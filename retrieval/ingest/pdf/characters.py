"""Which lines does a page of a PDF write? Its letters, as PDFium finds them, in runs that stand beside each other."""

from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from math import cos, sin
from typing import NamedTuple
from unicodedata import normalize

import regex
from pypdfium2 import PdfTextPage, raw

from retrieval.ingest.pdf.lines import Line

BROKEN = "\x02"  # PDFium's mark for a hyphen at a line's end, in place of the line's end
RUN = regex.compile(r"[^\r\n\x02]*\S\x02?|\x02")
WORD = regex.compile(r"\S+")
APART = 2.5  # sizes of the letters; a wider gap is no space between words
SMALLER = 0.8  # of the line's size: a small raised figure after a sentence is the mark of a footnote
NOTE_MARK = regex.compile(r"(?<=[.,;:!?”\"’])[\d*†‡§,]{1,5}(?=\s|$)")
LIGATURES = regex.compile(r"[\ufb00-\ufb06]")
UNSEEN = regex.compile(r"[[\p{Cf}\p{Cs}\p{Cc}]--[\s\u200c\u200d]]", regex.V1)


class Place(NamedTuple):
    """Where a letter stands: its edges along its line, and how high the line is."""

    left: float
    right: float
    base: float


class Letters:
    """The letters of a page in the order in which it writes them."""

    def __init__(self, page: PdfTextPage) -> None:
        """Read the letters; where each stands is asked for later, for few of them matter."""
        self._page = page
        self.text = "".join(chr(raw.FPDFText_GetUnicode(page, index)) for index in range(page.count_chars()))

    def angle(self, index: int) -> float:
        """The direction in which a letter is written, in radians, roughly."""
        return round(float(raw.FPDFText_GetCharAngle(self._page, index)), 1)

    def size(self, index: int) -> float:
        """The size of a letter in points."""
        return round(float(raw.FPDFText_GetFontSize(self._page, index)), 1)

    def is_made_up(self, index: int) -> bool:
        """Whether PDFium has put a space where the page only has a gap."""
        return bool(raw.FPDFText_IsGenerated(self._page, index) == 1)

    def place(self, index: int, angle: float) -> Place:
        """Where a letter stands on a line that is written at `angle`."""
        x, y, left, right, bottom, top = (c_double() for _ in range(6))
        raw.FPDFText_GetCharOrigin(self._page, index, byref(x), byref(y))
        raw.FPDFText_GetCharBox(self._page, index, byref(left), byref(right), byref(bottom), byref(top))
        width = (right.value - left.value) * abs(cos(angle)) + (top.value - bottom.value) * abs(sin(angle))
        along = x.value * cos(angle) + y.value * sin(angle)
        return Place(along, along + width, y.value * cos(angle) - x.value * sin(angle))


def page_lines(page: PdfTextPage, number: int) -> Iterator[Line]:
    """The lines of page `number`, as the page writes them; what stands askew, like a watermark, is left out."""
    letters = Letters(page)
    runs = [(match.start(), match.end()) for match in RUN.finditer(letters.text)]
    directions: Counter[float] = Counter()
    for start, end in runs:
        directions[letters.angle(start)] += end - start
    usual = max(directions, key=lambda angle: directions[angle], default=0.0)
    for start, end in runs:
        if letters.angle(start) == usual:
            for part in _parted(letters, start, end, usual):
                yield from _line(letters, *part, usual, number)


def _parted(letters: Letters, start: int, end: int, angle: float) -> Iterator[tuple[int, int]]:
    """The stretches of a run, parted where a gap is too wide for a space."""
    begin = last = start
    for word in WORD.finditer(letters.text, start, end):
        gap = range(last, word.start())
        if last > begin and gap and (letters.is_made_up(last) or len(gap) > 1):
            width = letters.place(word.start(), angle).left - letters.place(last - 1, angle).right
            if width > APART * letters.size(last - 1):
                yield begin, last
                begin = word.start()
        last = word.end()
    yield begin, end


def _line(letters: Letters, start: int, end: int, angle: float, number: int) -> Iterator[Line]:
    """The line that the letters make, where they make one."""
    words = [(word.start(), word.end()) for word in WORD.finditer(letters.text, start, end)]
    if not words:
        return
    sizes = Counter(letters.size(begin) for begin, _ in words)
    size = sizes.most_common(1)[0][0]
    first, last = letters.place(words[0][0], angle), letters.place(words[-1][1] - 1, angle)
    if text := _shown(_unmarked(letters, start, end, size)):
        wide = letters.place(words[0][1] - 1, angle).right - first.left
        yield Line(text, number, first.left, last.right, first.base, size, wide)


def _unmarked(letters: Letters, start: int, end: int, size: float) -> str:
    """The text without the small figures after a sentence's end that point to footnotes."""
    text, at = "", start
    for mark in NOTE_MARK.finditer(letters.text, start, end):
        if letters.size(mark.start()) < SMALLER * size:
            text += letters.text[at : mark.start()]
            at = mark.end()
    return text + letters.text[at:end]


def _shown(text: str) -> str:
    """The characters that a reader sees, ligatures as their letters."""
    whole = text.replace(BROKEN, "-").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    seen = UNSEEN.sub("", LIGATURES.sub(lambda match: normalize("NFKC", match[0]), whole))
    return " ".join(seen.split())
