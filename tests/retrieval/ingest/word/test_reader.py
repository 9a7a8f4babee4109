from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.word.reader import read_docx
from retrieval.records import Article
from tests.retrieval.documents import as_docx, saved
from tests.retrieval.samples import AWKWARD, assert_well_formed

ONE = "It was a long day for all of them."
TWO = "It ended as it had begun."


def read(data: bytes) -> Article:
    """The article of a Word document."""
    (article,) = read_docx(data, name="a.docx").articles
    return article


def quotable(data: bytes) -> list[str]:
    """The paragraphs of a Word document that may be quoted."""
    article = read(data)
    return [span.of(article.version.text) for span in article.version.quotable]


def refused(data: bytes) -> str:
    """The problem for which a document is not read."""
    with pytest.raises(UnreadableArticleError) as caught:
        read(data)
    assert caught.value.hint
    return caught.value.problem


def packed(**parts: bytes) -> bytes:
    """A good document with other parts in it: `word_document` replaces `word/document.xml`."""
    data = BytesIO()
    with ZipFile(BytesIO(as_docx([ONE]))) as good, ZipFile(data, "w", ZIP_DEFLATED) as archive:
        replaced = {f"{name.replace('_', '/')}.xml": part for name, part in parts.items()}
        for name in good.namelist():
            archive.writestr(name, replaced.pop(name, good.read(name)))
        for name, part in replaced.items():
            archive.writestr(name, part)
    return data.getvalue()


def test_paragraphs() -> None:
    """Paragraphs, items of lists and rows are quotable; headings, captions and notes are not."""
    document = docx.Document()
    document.add_heading("A Day in May", 0)
    document.add_paragraph(ONE)
    document.add_heading("The morning was long", 2)
    document.add_paragraph(TWO, style="List Bullet")
    document.add_paragraph("The hall on that day.", style="Caption")
    document.add_table(2, 2).cell(0, 0).text = "A cell of the table."
    document.add_paragraph(ONE, style="Intense Quote")
    article = read(saved(document))
    assert article.source.title == "A Day in May"
    assert quotable(saved(document)) == [ONE, TWO, "A cell of the table.\t", ONE]


def test_struck_out() -> None:
    """What is struck out is not shown, be it by the run or by its style."""
    document = docx.Document()
    paragraph = document.add_paragraph("The fee is ")
    paragraph.add_run("30").font.strike = True
    style = document.styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER)
    style.font.double_strike = True
    paragraph.add_run(" 35", style="Gone")
    paragraph.add_run(" 40 euros.").font.strike = False
    assert quotable(saved(document)) == ["The fee is 40 euros."]


def test_short_lines() -> None:
    """A short line is a paragraph unless its style says otherwise, also as the first of a list."""
    document = docx.Document()
    document.add_paragraph("Bring your own gloves", style="List Bullet")
    document.add_paragraph("Dogs only on a lead")
    assert quotable(saved(document)) == ["Bring your own gloves", "Dogs only on a lead"]
    assert read(saved(document)).source.title is None


def test_lists() -> None:
    """Items have their level and the number that Word shows; another list begins to count again."""
    document = docx.Document()
    for text, style in (("a", "List Number"), ("b", "List Number"), ("c", "List Bullet"), ("d", "List Number 2")):
        document.add_paragraph(f"{text} is one", style=style)
    article = read(saved(document))
    found = [(block.kind.value, block.level, block.marker) for block in article.version.blocks]
    assert found == [("item", 1, "1."), ("item", 1, "2."), ("item", 1, None), ("item", 1, "1.")]


def test_tables() -> None:
    """A table is rows of cells, of which the first may be the header; one cell alone is a box of paragraphs."""
    document = docx.Document()
    document.add_paragraph(ONE)
    table = document.add_table(2, 2, style="Table Grid")
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ("plot", "fee", "small", "40"), strict=True):
        cell.text = text
    document.add_table(1, 1).cell(0, 0).text = TWO
    article = read(saved(document))
    rows = [(block.is_header, block.of(article.version.text)) for block in article.version.blocks if block.cells]
    assert rows == [(True, "plot\tfee"), (False, "small\t40")]
    assert quotable(saved(document)) == [ONE, "plot\tfee", "small\t40", TWO]


def test_headings_have_levels() -> None:
    """Headings have the level of their style or of the outline."""
    document = docx.Document()
    document.add_heading("Rules", 0)
    document.add_heading("The gate", 2)
    own = document.add_paragraph("At night")
    own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    document.add_paragraph(ONE)
    assert [block.level for block in read(saved(document)).version.blocks] == [1, 2, 3, 0]


def test_paragraphs_that_go_on() -> None:
    """A drop cap belongs to the word it begins; a deleted break joins two paragraphs."""
    document = docx.Document()
    body = document.element.body
    properties = ('<w:framePr w:dropCap="drop"/>', '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>')
    texts = (("T", "he gate opens."), ("It is ", "so."))
    for place, (mark, (first, second)) in enumerate(zip(properties, texts, strict=True)):
        for offset, (inside, text) in enumerate(((mark, first), ("", second))):
            xml = f'<w:p {nsdecls("w")}><w:pPr>{inside}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
            body.insert(2 * place + offset, parse_xml(xml))
    assert quotable(saved(document)) == ["The gate opens.", "It is so."]


def test_strict() -> None:
    """A document in strict OOXML, and a template, are read like any other."""
    ordinary = as_docx([ONE])
    data = BytesIO()
    with ZipFile(BytesIO(ordinary)) as old, ZipFile(data, "w") as archive:
        for name in old.namelist():
            part = old.read(name)
            for kind in (b"wordprocessingml", b"officeDocument", b"drawingml"):
                before = b"http://schemas.openxmlformats.org/" + kind + b"/2006/"
                part = part.replace(before, b"http://purl.oclc.org/ooxml/" + kind + b"/")
            archive.writestr(
                name, part.replace(b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml")
            )
    assert b"purl.oclc.org" in ZipFile(data).read("word/document.xml")
    assert quotable(data.getvalue()) == [ONE]


def test_own_styles() -> None:
    """A style of one's own counts as the one that it is based on."""
    document = docx.Document()
    style = document.styles.add_style("House Title", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 1"]
    document.add_paragraph("It was a day.", style="House Title")
    document.add_paragraph(ONE)
    assert quotable(saved(document)) == [ONE]


def test_runs() -> None:
    """A sentence in pieces is whole: breaks, tabs, links, raised numbers, insertions; not what is hidden or deleted."""
    document = docx.Document()
    inside = """<w:r><w:t xml:space="preserve">It </w:t><w:tab/><w:t>was 10</w:t></w:r>
<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>
<w:hyperlink><w:r><w:t>, so</w:t></w:r></w:hyperlink>
<w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve"> in\u00adserted</w:t></w:r></w:ins>
<w:del w:id="2" w:author="x"><w:r><w:delText>deleted</w:delText></w:r></w:del>
<w:moveFrom w:id="3" w:author="x"><w:r><w:t>moved</w:t></w:r></w:moveFrom>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>
<w:r><w:br/><w:t>and on.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>"""
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    assert quotable(saved(document)) == ["It was 10⁶, so inserted\nand on."]


def test_properties() -> None:
    """Title, author and language are what the properties state; a program's filler is nothing."""
    document = docx.Document()
    document.add_paragraph(ONE)
    plain = read(saved(document))
    assert (plain.source.title, plain.author, plain.language, plain.source.published) == (None, None, "en", None)
    document.core_properties.title = "A Day"
    document.core_properties.author = "Jane\nDoe"
    document.core_properties.language = "de-AT"
    stated = read(saved(document))
    assert (stated.source.title, stated.author, stated.language) == ("A Day", "Jane Doe", "de")


def test_truncated() -> None:
    """A document that is cut off is refused wherever it is cut."""
    data = as_docx([ONE])
    for end in range(4, len(data), len(data) // 20):
        assert refused(data[:end]).startswith("`a.docx` is broken")


@pytest.mark.parametrize("part", [b"", b"<w:document", b"<x/>"], ids=["empty", "cut", "another"])
def test_broken(part: bytes) -> None:
    """A document whose text is broken is refused."""
    assert refused(packed(word_document=part)).startswith("`a.docx` ")


def test_bomb() -> None:
    """A small archive that would be a large document is refused before it is unpacked."""
    data = packed(word_document=b"<w:document>" + b" " * 60_000_000)
    assert len(data) < 200_000
    assert "is not unpacked" in refused(data)


def test_many_files() -> None:
    """An archive of very many files is refused."""
    assert "is not unpacked" in refused(packed(**{f"x_{number}": b"" for number in range(5_001)}))


def test_entities() -> None:
    """Entities that would grow without bound are not expanded."""
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    text = f"<w:p><w:r><w:t>{ONE} &l9;</w:t></w:r></w:p>"
    part = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><w:document {nsdecls("w")}><w:body>{text}</w:body></w:document>'
    data = packed(word_document=part.encode())
    try:
        assert len(read(data).version.text) < 100
    except UnreadableArticleError as error:
        assert error.problem.startswith("`a.docx` is broken")  # noqa: PT017 -- either is right


def test_nothing() -> None:
    """A document without text is one line."""
    assert refused(as_docx([])) == "`a.docx` holds no text that could be quoted"


XML = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=80)


@pytest.mark.parametrize("text", [text for text in AWKWARD if text.isprintable()], ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts have well-formed quotable stretches."""
    assert_well_formed(read(as_docx([ONE, text])))


@settings(max_examples=15, deadline=None)
@given(st.lists(XML, max_size=5))
def test_any_paragraphs(paragraphs: list[str]) -> None:
    """Any paragraphs have well-formed quotable stretches."""
    assert_well_formed(read(as_docx([ONE, *paragraphs])))
