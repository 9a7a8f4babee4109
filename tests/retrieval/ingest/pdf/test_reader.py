from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import raw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.pdf.reader import read_pdf
from retrieval.records import Article
from tests.retrieval.documents import as_pdf, typed
from tests.retrieval.samples import assert_well_formed
from tests.tiers import examples

LONG = "It was a long day for all of them, and it ended as it had begun: with rain, and with nobody to see it. "
LINES = ["It was a long day for all of them there, and so it", "ended as it had begun: with rain. Nobody saw it."]


def read(data: bytes) -> Article:
    """The article that a PDF holds."""
    (article,) = read_pdf(data, name="a.pdf").articles
    return article


def quotable(*pages: list[str]) -> list[str]:
    """The paragraphs that may be quoted of a PDF whose pages have these lines."""
    article = read(typed(*pages))
    return [span.of(article.version.text) for span in article.version.quotable]


def refused(data: bytes) -> str:
    """The problem for which a PDF is not read."""
    with pytest.raises(UnreadableArticleError) as caught:
        read(data)
    assert caught.value.hint
    return caught.value.problem


def test_paragraph() -> None:
    """Lines are joined to a paragraph, with a space where a line ended."""
    assert quotable(LINES) == [" ".join(LINES)]


@pytest.mark.parametrize(
    ("lines", "paragraph"),
    [
        (["He spoke of crimi-", "nal justice in court."], "He spoke of criminal justice in court."),
        (["It was a well-", "known crime."], "It was a well-known crime."),
        (["It was Jean-", "Claude who came."], "It was Jean-Claude who came."),
        (["The state-of-the-", "art thing was new."], "The state-of-the-art thing was new."),
        (["In the years 2019-", "2020 it rained."], "In the years 2019-2020 it rained."),
        (["A flurb-", "nack came, and a flurb-nack went."], "A flurb-nack came, and a flurb-nack went."),
        (["A flurb-", "nack came, and a flurbnack went."], "A flurbnack came, and a flurbnack went."),
    ],
    ids=["broken", "compound", "name", "chain", "years", "as the text", "as the text's whole"],
)
def test_hyphens(lines: list[str], paragraph: str) -> None:
    """A word that is hyphenated at a line's end is joined; a hyphen of its own stays."""
    assert quotable(lines) == [paragraph]


def test_paragraphs_by_gap() -> None:
    """A gap between lines parts paragraphs."""
    assert quotable([*LINES, "", *LINES]) == [" ".join(LINES)] * 2


def test_paragraphs_by_short_line() -> None:
    """A sentence that ends where the next word had room ends its paragraph."""
    assert quotable([*LINES, "It ended.", *LINES]) == [" ".join([*LINES, "It ended."]), " ".join(LINES)]


def test_list() -> None:
    """Each item of a list is a paragraph, without its bullet."""
    assert quotable([*LINES, "• The first one of them.", "• The second one."])[1:] == [
        "The first one of them.",
        "The second one.",
    ]


def test_across_pages() -> None:
    """A sentence that a page's end cuts is whole, and every page's beginning is known."""
    article = read(typed([*LINES, "On Monday they went"], ["home to their own houses, and slept there.", *LINES]))
    text = article.version.text
    assert "On Monday they went home to their own houses, and slept there." in text
    assert article.version.pages == (0, text.index("home to"))
    assert article.version.page_at(text.index("slept")) == 2


def test_empty_page() -> None:
    """A page without text counts: what stands after it is on the third page."""
    article = read(typed(LINES, [], ["It ended on a Monday, after all."]))
    assert article.version.page_at(article.version.text.index("It ended on")) == 3
    assert len(article.version.pages) == 3


def test_running_heads() -> None:
    """What stands at the edge of most pages, and page numbers, is in no quote and in no text."""
    head = "The Site, a running head"
    article = read(as_pdf([LONG * 12] * 6, head=head))
    assert len(article.version.pages) > 2
    assert head not in article.version.text
    assert "- 2 -" not in article.version.text
    assert LONG.strip() in article.version.text


def test_repeated_in_the_middle() -> None:
    """A line that pages repeat in their midst is text."""
    page = [f"It was line {number} of them." for number in "abcdef"]
    article = read(
        typed([*page[:3], "The refrain is sung.", *page[3:]], [*page[3:], "The refrain is sung.", *page[:3]])
    )
    assert article.version.text.count("The refrain is sung.") == 2


def test_sizes() -> None:
    """Large lines are headings and small ones notes: in the text, and never quotable."""
    article = read(mixed())
    text = article.version.text
    assert article.source.title == "A Day in May That Was Long"
    assert "A note at the foot of the page." in text
    assert [span.of(text) for span in article.version.quotable] == [" ".join(LINES)]


def mixed() -> bytes:
    """A PDF with a title, two lines with the mark of a footnote, and the footnote."""
    data = BytesIO()
    canvas = Canvas(data)
    for size, height, line in ((18, 760, "A Day in May That Was Long"), (11, 730, LINES[0]), (11, 716, LINES[1])):
        canvas.setFont("Times-Roman", size)
        canvas.drawString(72, height, line)
    width = canvas.stringWidth(LINES[1], "Times-Roman", 11)
    canvas.setFont("Times-Roman", 6)
    canvas.drawString(72 + width, 720, "1")
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(72, 60, "1 A note at the foot of the page.")
    canvas.save()
    return data.getvalue()


def test_metadata() -> None:
    """Title and author are what the metadata states, where it states something."""
    stated = read(typed(LINES, title="A  Day", author="Jane Doe"))
    assert (stated.source.title, stated.author, stated.source.published) == ("A Day", "Jane Doe", None)
    filler = read(typed(LINES, title="Microsoft Word - draft3.doc", author="unknown"))
    assert (filler.source.title, filler.author) == (None, None)


def test_truncated() -> None:
    """A PDF that is cut off is refused wherever it is cut."""
    data = as_pdf([LONG])
    for end in range(100, len(data) - 10, len(data) // 20):
        assert refused(data[:end]).startswith("`a.pdf` is cut off")


def test_broken() -> None:
    """A PDF whose middle is missing is refused."""
    data = as_pdf([LONG])
    assert refused(data[:200] + data[-200:]) == "`a.pdf` is broken: it is no whole PDF"


def test_encrypted() -> None:
    """A PDF that asks for a password is refused with the reason."""
    assert refused(typed(LINES, password="secret")) == "`a.pdf` is locked by a password"  # noqa: S106 -- locks a test


def test_scanned() -> None:
    """A PDF without text is refused with the reason."""
    assert refused(typed([])) == "`a.pdf` holds no text, only pictures"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=60), max_size=8)))
def test_any_lines(pages: list[list[str]]) -> None:
    """Any lines on any pages have well-formed quotable stretches, or are refused."""
    try:
        article = read(typed(*pages))
    except UnreadableArticleError:
        return
    assert_well_formed(article)
    assert list(article.version.pages) == sorted(article.version.pages)


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 3000), st.binary(max_size=30))
def test_any_damage(at: int, damage: bytes) -> None:
    """A PDF with any bytes in it overwritten is read or refused, and nothing else."""
    data = bytearray(DAMAGED)
    data[at : at + len(damage)] = damage
    try:
        article = read(bytes(data))
    except UnreadableArticleError:
        return
    assert_well_formed(article)


DAMAGED = typed(LINES, LINES)


def test_font_without_letters() -> None:
    """A font that does not say which letters its glyphs are is recognised, though its characters are invisible ones."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    canvas.setFont("Vera", 12)
    said = "Élève âgé, été très âpre: où êtes-vous né, Zoë, à l'école là-bas?"
    canvas.drawString(72, 700, said)
    canvas.save()
    data = buffer.getvalue()
    assert read(data).version.text == said
    assert refused(data.replace(b"/ToUnicode", b"/NoUnicode")) == "`a.pdf` does not say which letters it shows"


@pytest.mark.parametrize("code", [0x110000, 0xFFFFFFFF, 0xD800, 0xE000])
def test_no_such_character(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few codes that are no characters do not matter, whatever they are; many are no text."""
    real = raw.FPDFText_GetUnicode
    monkeypatch.setattr(raw, "FPDFText_GetUnicode", lambda page, at: code if at == 5 else real(page, at))
    assert "opens at seven" in read(typed(["The gate opens at seven in the morning."])).version.text
    monkeypatch.setattr(raw, "FPDFText_GetUnicode", lambda page, at: real(page, at) if at % 9 else code)
    assert refused(typed(["The gate opens at seven."])) == "`a.pdf` does not say which letters it shows"


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 0.0, 1e308])
def test_no_such_size(value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes and angles beyond all numbers do not stop the reader."""
    monkeypatch.setattr(raw, "FPDFText_GetFontSize", lambda *_: value)
    monkeypatch.setattr(raw, "FPDFText_GetCharAngle", lambda *_: value)
    assert "gate" in read(typed(["The gate opens at seven in the morning."])).version.text
