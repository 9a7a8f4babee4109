"""Which pages are there, and which text should be read of each? Public collections → pages with their text."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree, html

LEFT_OUT = ("figcaption", "aside", "sup")  # on both sides: captions, asides, and the marks of footnotes


class LabelledPage(NamedTuple):
    """A page, and the text of its article as people wrote it down."""

    name: str
    data: bytes
    text: str


def scrapinghub_pages(folder: Path) -> Iterator[LabelledPage]:
    """The pages of scrapinghub/article-extraction-benchmark, from a checkout of it."""
    labels = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, label in sorted(labels.items()):
        with gzip.open(folder / "html" / f"{name}.html.gz") as file:
            yield LabelledPage(name, file.read(), label["articleBody"])


def readability_pages(folder: Path) -> Iterator[LabelledPage]:
    """The test pages of mozilla/readability, from a checkout of it."""
    for page in sorted((folder / "test" / "test-pages").iterdir()):
        expected = html.document_fromstring((page / "expected.html").read_text(encoding="utf-8"))
        etree.strip_elements(expected, *LEFT_OUT, with_tail=False)
        text = " ".join(piece for piece in expected.itertext() if isinstance(piece, str))
        yield LabelledPage(page.name, (page / "source.html").read_bytes(), text)
