"""The reader for PDF: PDFium says which letters stand where, and the paragraphs made of them are quoted.

Running heads and page numbers are left out, words that a line's end has cut are mended, and each page's beginning is
known. When a file was made is not when its text was published, so no date is taken from the metadata.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import regex
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import Block, compose
from retrieval.ingest.document.metadata import Stated, as_words
from retrieval.ingest.document.paragraphs import BULLET
from retrieval.ingest.pdf.characters import page_lines
from retrieval.ingest.pdf.dehyphenate import Mender
from retrieval.ingest.pdf.lines import Line, joined, paragraphs
from retrieval.ingest.pdf.running_heads import without_margins
from retrieval.records import Article

MOST_PAGES = 5_000
LARGE = 1.12  # of the usual size: a heading
SMALL = 0.88  # of the usual size: a footnote, a caption, a credit
LONGEST_HEADING = 200  # characters
UNREADABLE = regex.compile(r"[\p{Co}\p{Cn}\p{Cc}\ufffd]")


def read_pdf(data: bytes, *, name: str) -> Article:
    """The article that a PDF holds.

    Raises:
        UnreadableArticleError: the file is broken, cut off, locked by a password, or only pictures of text.
    """
    document = _opened(data, name)
    if len(document) > MOST_PAGES:
        raise UnreadableArticleError(
            f"`{name}` has {len(document)} pages, and an article may have {MOST_PAGES}", "split it"
        )
    lines = list(_lines(document, name))
    _refuse_illegible(lines, name)
    said = document.get_metadata_dict()
    stated = Stated(title=as_words(said.get("Title")), author=as_words(said.get("Author")))
    return compose(list(_blocks(without_margins(lines, pages=len(document)))), stated, name=name)


def _opened(data: bytes, name: str) -> PdfDocument:
    if b"%%EOF" not in data[-2048:]:
        raise UnreadableArticleError(f"`{name}` is cut off: its end is missing", "copy it again")
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}:
            raise UnreadableArticleError(f"`{name}` is locked by a password", "save it without one") from error
        raise UnreadableArticleError(f"`{name}` is broken: it is no whole PDF", "copy it again") from error


def _lines(document: PdfDocument, name: str) -> Iterator[Line]:
    for number in range(len(document)):
        try:
            page = document[number]
            yield from page_lines(page.get_textpage(), number + 1)
            page.close()
        except PdfiumError as error:
            raise UnreadableArticleError(
                f"`{name}` is broken: page {number + 1} is not whole", "copy it again"
            ) from error


def _refuse_illegible(lines: Sequence[Line], name: str) -> None:
    text = "".join(line.text for line in lines)
    if not any(map(str.isalnum, text)):
        raise UnreadableArticleError(f"`{name}` holds no text, only pictures", "have its text recognised (OCR) first")
    if len(UNREADABLE.findall(text)) * 20 > len(text):
        raise UnreadableArticleError(f"`{name}` does not say which letters it shows", "have its text recognised (OCR)")


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    mender = Mender(line.text for line in lines)
    usual = _usual_size(lines)
    page = 1  # the next to begin
    for paragraph in joined(paragraphs(lines)):
        text, begun = "", []
        for line, following in zip(paragraph, [*paragraph[1:], None], strict=True):
            begun += [len(text)] * (line.page + 1 - page)
            page = line.page + 1
            text += mender.join(line.text, following.text) if following else line.text
        yield _block(text, paragraph[0].size / usual, begun)


def _usual_size(lines: Sequence[Line]) -> float:
    """The size that most letters have."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return max(letters, key=lambda size: letters[size], default=1)


def _block(text: str, size: float, begun: Sequence[int]) -> Block:
    bullet = BULLET.match(text)
    cut = bullet.end() if bullet and bullet.end() < len(text) else 0
    return Block(
        text[cut:],
        is_heading=size > LARGE and len(text) <= LONGEST_HEADING,
        is_note=size < SMALL,
        pages=tuple(max(at - cut, 0) for at in begun),
    )
