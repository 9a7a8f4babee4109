"""Which pages are there, and which text should be read of each? Public collections → pages with their text."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

LEFT_OUT = ".//figcaption | .//aside | .//sup[.//a[contains(@href, '#')]]"
"""What counts on neither side: captions, asides, and the marks of footnotes."""


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
        expected = html.fromstring((page / "expected.html").read_text(encoding="utf-8"))
        for element in list(expected.xpath(LEFT_OUT)):
            if element.getparent() is not None:
                element.drop_tree()
        text = " ".join(piece for piece in expected.itertext() if isinstance(piece, str))
        yield LabelledPage(page.name, (page / "source.html").read_bytes(), text)
