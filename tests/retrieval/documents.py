"""The same article in each format, made by the libraries that people make such documents with."""

from collections.abc import Collection, Sequence
from html import escape
from io import BytesIO

import docx
from reportlab.lib.pagesizes import A5
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph


def as_markdown(paragraphs: Sequence[str]) -> bytes:
    """The paragraphs as Markdown."""
    return "\n\n".join(paragraphs).encode()


def as_html(paragraphs: Sequence[str], *, headings: Collection[str | None] = ()) -> bytes:
    """The paragraphs as the article of a web page, the `headings` among them as such, with what stands round it."""
    tags = ("h2" if paragraph in headings else "p" for paragraph in paragraphs)
    body = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in zip(tags, paragraphs, strict=True))
    page = f"""<!doctype html><html lang="en"><head><title>The Site</title></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/b">Other news of the day</a></ul></nav>
<div class="cookie-banner"><p>We use cookies to make this site better for you. Accept them all now, please.</p></div>
<main><article>{body}</article></main>
<footer><p>Copyright The Site. All rights reserved by the people who made it.</p></footer></body></html>"""
    return page.encode()


def as_docx(paragraphs: Sequence[str], *, headings: Collection[str | None] = ()) -> bytes:
    """The paragraphs as a Word document, those that are among the `headings` in the style of one."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph, style="Heading 1" if paragraph in headings else None)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    """The bytes of a Word document."""
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def as_pdf(paragraphs: Sequence[str], *, columns: int = 1, head: str = "The Site, a running head") -> bytes:
    """The paragraphs as a PDF of small pages, with a running head and page numbers."""
    data = BytesIO()
    document = BaseDocTemplate(data, pagesize=A5, invariant=True)
    width = (document.width - 12 * (columns - 1)) / columns
    frames = [
        Frame(document.leftMargin + column * (width + 12), document.bottomMargin, width, document.height)
        for column in range(columns)
    ]

    def decorate(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 565, head)
        canvas.drawCentredString(210, 25, f"- {canvas.getPageNumber()} -")

    document.addPageTemplates(PageTemplate(frames=frames, onPage=decorate))
    style = getSampleStyleSheet()["BodyText"]
    document.build([Paragraph(escape(paragraph), style) for paragraph in paragraphs])
    return data.getvalue()


def typed(*pages: Sequence[str], size: float = 11, password: str | None = None, **properties: str) -> bytes:
    """A PDF whose pages have these lines, each as it stands, 14 points apart."""
    data = BytesIO()
    canvas = Canvas(data, encrypt=StandardEncryption(password) if password else None, invariant=True)
    canvas.setTitle(properties.get("title", ""))
    canvas.setAuthor(properties.get("author", ""))
    for page in pages:
        canvas.setFont("Times-Roman", size)
        for number, line in enumerate(page):
            canvas.drawString(72, 760 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return data.getvalue()
