"""Which lines does a page of a PDF hold? Characters, located by PDFium → lines, in the order of the page's content."""

import sys
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from math import cos, isfinite, sin
from typing import NamedTuple
from unicodedata import normalize

import regex
from pypdfium2 import PdfTextPage, raw

from retrieval.ingest.pdf.lines import Line

UNKNOWN = "\ufffd"
ILLEGIBLE = regex.compile(r"[[\p{Co}\p{Cn}\p{Cs}\p{Cc}\ufffd]--[\t\n\f\r\x02]]", regex.V1)
HYPHEN_MARK = "\x02"  # what PDFium writes for a hyphen and the line end after it
SPACE = r"[^\S\r\n]"  # white space of one line
RUN = regex.compile(rf"(?<!{SPACE})(?:(?:{SPACE}*+[^\s\x02]++)++(?:{SPACE}*+\x02{{1,2}})?+|{SPACE}*+\x02{{1,2}})")
WORD = regex.compile(r"\S+")
MAX_SPACE = 2.5  # font sizes; a wider gap separates columns, not words
MAX_NOTE_MARK_SIZE = 0.8  # of the line's font size; a smaller number after a sentence refers to a footnote
NOTE_MARK = regex.compile(r"(?<=[.,;:!?”\"’])[\d*†‡§,]{1,5}(?=\s|$)")
LIGATURES = regex.compile(r"[\ufb00-\ufb06]")
INVISIBLE = regex.compile(r"[[\p{Cf}\p{Cs}\p{Cc}]--[\s\u200c\u200d]]", regex.V1)


class CharacterBox(NamedTuple):
    """The left and right edges of a character along its line, and the height of its baseline, in points."""

    left: float
    right: float
    baseline: float


class PageCharacters:
    """The characters of a page in the order of its content."""

    def __init__(self, page: PdfTextPage) -> None:
        """Read the characters; angle, size and box are looked up on demand, since few are needed."""
        self._page = page
        codes = (raw.FPDFText_GetUnicode(page, index) for index in range(page.count_chars()))
        self.text = "".join(chr(code) if code <= sys.maxunicode else UNKNOWN for code in codes)

    def illegible_count(self) -> int:
        """How many characters the file does not say the meaning of: those without a letter, and without a mapping."""
        unmapped = sum(
            raw.FPDFText_HasUnicodeMapError(self._page, word.start()) == 1 for word in WORD.finditer(self.text)
        )
        return max(int(unmapped), len(ILLEGIBLE.findall(self.text)))

    def angle(self, index: int) -> float:
        """The direction in which a character is written, in radians, to one decimal."""
        return _rounded(raw.FPDFText_GetCharAngle(self._page, index))

    def size(self, index: int) -> float:
        """The font size of a character, in points."""
        return _rounded(raw.FPDFText_GetFontSize(self._page, index))

    def is_generated(self, index: int) -> bool:
        """Whether the character is a space that PDFium inserted where the page only has a gap."""
        return bool(raw.FPDFText_IsGenerated(self._page, index) == 1)

    def box(self, index: int, angle: float) -> CharacterBox:
        """The box of a character in the coordinates of a line that is written at `angle`."""
        x, y, left, right, bottom, top = (c_double() for _ in range(6))
        raw.FPDFText_GetCharOrigin(self._page, index, byref(x), byref(y))
        raw.FPDFText_GetCharBox(self._page, index, byref(left), byref(right), byref(bottom), byref(top))
        width = (right.value - left.value) * abs(cos(angle)) + (top.value - bottom.value) * abs(sin(angle))
        along = x.value * cos(angle) + y.value * sin(angle)
        return CharacterBox(along, along + width, y.value * cos(angle) - x.value * sin(angle))


def page_lines(characters: PageCharacters, number: int) -> Iterator[Line]:
    """The lines of page `number`, in order, without those at another angle than most, such as a watermark."""
    runs = [(match.start(), match.end()) for match in RUN.finditer(characters.text)]
    angles: Counter[float] = Counter()
    for start, end in runs:
        angles[characters.angle(start)] += end - start
    usual_angle = max(angles, key=lambda angle: angles[angle], default=0.0)
    for start, end in runs:
        if characters.angle(start) == usual_angle:
            for part_start, part_end in _split_at_gaps(characters, start, end, usual_angle):
                yield from _line(characters, part_start, part_end, usual_angle, number)


def _rounded(value: float) -> float:
    """The value to one decimal; 0 for one that is no number, as broken files give."""
    return round(float(value), 1) if isfinite(value) else 0.0


def _split_at_gaps(characters: PageCharacters, start: int, end: int, angle: float) -> Iterator[tuple[int, int]]:
    """The parts of a run between gaps that are too wide for a space, as half-open ranges of indices."""
    part_start = word_end = start
    for word in WORD.finditer(characters.text, start, end):
        gap = range(word_end, word.start())
        if word_end > part_start and gap and (characters.is_generated(word_end) or len(gap) > 1):
            width = characters.box(word.start(), angle).left - characters.box(word_end - 1, angle).right
            if width > MAX_SPACE * characters.size(word_end - 1):
                yield part_start, word_end
                part_start = word.start()
        word_end = word.end()
    yield part_start, end


def _line(characters: PageCharacters, start: int, end: int, angle: float, number: int) -> Iterator[Line]:
    """The line that the characters make; none if they are all blank or invisible."""
    words = [(word.start(), word.end()) for word in WORD.finditer(characters.text, start, end)]
    if not words:
        return
    sizes = Counter(characters.size(word_start) for word_start, _ in words)
    size = sizes.most_common(1)[0][0]
    first, last = characters.box(words[0][0], angle), characters.box(words[-1][1] - 1, angle)
    if text := _visible_text(_without_note_marks(characters, start, end, size)):
        first_word_width = characters.box(words[0][1] - 1, angle).right - first.left
        yield Line(text, number, first.left, last.right, first.baseline, size, first_word_width)


def _without_note_marks(characters: PageCharacters, start: int, end: int, size: float) -> str:
    """The text without the small numbers after a sentence that refer to footnotes."""
    text, copied = "", start
    for mark in NOTE_MARK.finditer(characters.text, start, end):
        if characters.size(mark.start()) < MAX_NOTE_MARK_SIZE * size:
            text += characters.text[copied : mark.start()]
            copied = mark.end()
    return text + characters.text[copied:end]


def _visible_text(text: str) -> str:
    """The text as a reader sees it: without invisible characters, ligatures as separate letters, spaces collapsed."""
    valid = text.replace(HYPHEN_MARK, "-").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    visible = INVISIBLE.sub("", LIGATURES.sub(lambda match: normalize("NFKC", match[0]), valid))
    return " ".join(visible.split())
