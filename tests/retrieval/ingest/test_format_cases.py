"""Small documents of every format at their right value; those of `$PULLQUOTE_DATA/cases/formats`, where they are."""

import os
from pathlib import Path

import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.read import read
from retrieval.records import BlockKind

DUSK = "The north gate opens at seven in the morning and the warden locks it again at dusk."
READ = {
    "u.adoc": ["Garden rules", "Note", DUSK],
    "u.csv": ["plot\tfee", "small\t40", "large\t80"],
    "u.ipynb": [DUSK],
    "u.org": ["Garden", DUSK],
    "u.rst": ["Garden rules", "Note", DUSK, "gate"],
    "u.rtf": [DUSK],
    "u.srt": ["The north gate opens at seven in the morning, and the warden locks it again at dusk."],
    "u.tex": [DUSK],
    "u.vtt": ["The north gate opens at seven in the morning."],
    "u.xml": [DUSK],
    "docx-strike-and-short-lines.docx": [
        "Garden rules",
        "The fee is 40 euros a year.",
        "Bring your own gloves",
        "Dogs only on a lead",
        "The gate opens at seven in the morning.",
    ],
}
REFUSED = {
    "u.doc": "a document of Word 97–2003, which cannot be read",
    "u.eml": "an e-mail, which cannot be read",
    "u.epub": "no whole EPUB document",
    "u.json": "JSON that is no known export, which cannot be read",
    "u.odt": "no whole OpenDocument document",
    "u.pptx": "no whole PowerPoint document",
    "u.xlsx": "no whole Excel document",
}


def data_of(name: str) -> bytes:
    """The bytes of a document beside the project; the test is skipped without it."""
    path = Path(os.environ.get("PULLQUOTE_DATA", "")) / "cases" / "formats" / name
    if not path.is_file():
        pytest.skip("PULLQUOTE_DATA does not say where `cases/formats` is")
    return path.read_bytes()


@pytest.mark.parametrize("name", READ)
def test_read(name: str) -> None:
    """The document has these blocks."""
    (article,) = read(data_of(name), name=name).articles
    assert [block.of(article.version.text) for block in article.version.blocks] == READ[name]


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    """The document is refused with a line that names its format; some have nothing but the archive of theirs."""
    with pytest.raises(UnreadableArticleError) as caught:
        read(data_of(name), name=name)
    assert REFUSED[name] in caught.value.problem
    assert caught.value.hint


def test_rows_are_an_article() -> None:
    """A document of nothing but a table is an article, and each of its rows may be quoted."""
    (article,) = read(b"plot,fee\nsmall,40\n", name="u.csv").articles
    assert {block.kind for block in article.version.blocks} == {BlockKind.ROW}
    assert article.version.quotable == article.version.blocks
