"""The reader for PDF: PDFium locates the characters, lines and paragraphs are made of them, and these are quoted.

Running heads and page numbers are removed, words hyphenated at a line's end are joined, and the offset of each page is
recorded. The metadata states when the file was created, not when its text was published, so no date is taken from it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedBlock, ParsedDocument, compose
from retrieval.ingest.document.metadata import SourceMetadata, clean_text
from retrieval.ingest.document.paragraphs import BULLET
from retrieval.ingest.pdf.characters import PageCharacters, page_lines
from retrieval.ingest.pdf.dehyphenate import Dehyphenator
from retrieval.ingest.pdf.lines import Line, group_lines, merge_across_breaks
from retrieval.ingest.pdf.running_heads import without_running_heads
from retrieval.records import BlockKind

MAX_PAGES = 5_000
HEADING_SIZE = 1.12  # of the usual font size; larger text is a heading
NOTE_SIZE = 0.88  # of the usual font size; smaller text is a footnote, a caption or a credit
MAX_HEADING_LENGTH = 200  # characters
MAX_ILLEGIBLE = 0.05  # share of the characters


def read_pdf(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that a PDF holds.

    Raises:
        UnreadableArticleError: the file is broken, cut off, locked by a password, or only pictures of text.
    """
    document = _open(data, name)
    if len(document) > MAX_PAGES:
        raise UnreadableArticleError(
            f"`{name}` has {len(document)} pages, and an article may have {MAX_PAGES}", "split it"
        )
    lines = [line for page in _pages(document, name) for line in page]
    _check_text(lines, name)
    info = document.get_metadata_dict()
    metadata = SourceMetadata(title=clean_text(info.get("Title")), author=clean_text(info.get("Author")))
    body = without_running_heads(lines, page_count=len(document))
    return ParsedDocument((compose(list(_blocks(body)), metadata, name=name, marks_headings=False),))


def _open(data: bytes, name: str) -> PdfDocument:
    if b"%%EOF" not in data[-2048:]:
        raise UnreadableArticleError(f"`{name}` is cut off: its end is missing", "copy it again")
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}:
            raise UnreadableArticleError(f"`{name}` is locked by a password", "save it without one") from error
        raise UnreadableArticleError(f"`{name}` is broken: it is no whole PDF", "copy it again") from error


def _pages(document: PdfDocument, name: str) -> Iterator[list[Line]]:
    """The lines of each page.

    Raises:
        UnreadableArticleError: a page is broken, or the file does not say which characters its glyphs stand for.
    """
    length = illegible = 0
    for number in range(len(document)):
        try:
            page = document[number]
            characters = PageCharacters(page.get_textpage())
            yield list(page_lines(characters, number + 1))
            length += len(characters.text)
            illegible += characters.illegible_count()  # of all characters, before invisible ones are removed
            page.close()
        except PdfiumError as error:
            raise UnreadableArticleError(
                f"`{name}` is broken: page {number + 1} is not whole", "copy it again"
            ) from error
    if illegible > MAX_ILLEGIBLE * length:
        raise UnreadableArticleError(f"`{name}` does not say which letters it shows", "have its text recognised (OCR)")


def _check_text(lines: Sequence[Line], name: str) -> None:
    """Check that the lines are text.

    Raises:
        UnreadableArticleError: they are not.
    """
    if not any(character.isalnum() for line in lines for character in line.text):
        raise UnreadableArticleError(f"`{name}` holds no text, only pictures", "have its text recognised (OCR) first")


def _blocks(lines: Sequence[Line]) -> Iterator[ParsedBlock]:
    """The paragraphs that the lines make, with the offsets at which pages begin in them."""
    dehyphenator = Dehyphenator(line.text for line in lines)
    usual_size = _usual_size(lines)
    next_page = 1
    for paragraph in merge_across_breaks(group_lines(lines)):
        text, page_starts = "", []
        for line, following in zip(paragraph, [*paragraph[1:], None], strict=True):
            page_starts += [len(text)] * (line.page + 1 - next_page)  # several where pages hold no text
            next_page = line.page + 1
            text += dehyphenator.join(line.text, following.text) if following else line.text
        yield _block(text, paragraph[0].size / usual_size if usual_size else 1, page_starts)


def _usual_size(lines: Sequence[Line]) -> float:
    """The font size of most characters, in points."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[line.size] += len(line.text)
    return max(counts, key=lambda size: counts[size], default=1)


def _block(text: str, relative_size: float, page_starts: Sequence[int]) -> ParsedBlock:
    """The block of a paragraph, without its bullet; `relative_size` is its font size divided by the usual one."""
    bullet = BULLET.match(text)
    start = bullet.end() if bullet and bullet.end() < len(text) else 0
    return ParsedBlock(
        text[start:],
        _kind(text, relative_size),
        pages=tuple(max(offset - start, 0) for offset in page_starts),
    )


def _kind(text: str, relative_size: float) -> BlockKind:
    if relative_size > HEADING_SIZE and len(text) <= MAX_HEADING_LENGTH:
        return BlockKind.HEADING
    return BlockKind.CAPTION if relative_size < NOTE_SIZE else BlockKind.PARAGRAPH
