"""Builds a segment (postings, lengths, article metadata) in memory from passages."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from retrieval.analysis.abbreviations import definitions
from retrieval.index.abbreviation_table import IndexedAbbreviation
from retrieval.index.inverter import Inverter
from retrieval.index.segment import ArticleMeta, InMemory, Segment
from retrieval.index.string_table import Array, string_arrays

SECTION_WEIGHT = 2
"""How often a word in a heading counts as one in the text: the field's weight in BM25F.

Robertson, Zaragoza & Taylor, "Simple BM25 Extension to Multiple Weighted Fields", 2004: weighted fields are what one
text would be in which each field is repeated as often as its weight says.
"""


class IndexDocument(NamedTuple):
    """A passage to index: its article, its position in the version, and its fields.

    Attributes:
        title: the title of the article.
        section: the headings above the passage.
        lead_in: what announces the passage and stands outside it.
    """

    article: ArticleMeta
    position: int
    text: str
    title: str
    section: str = ""
    lead_in: str = ""

    @property
    def fields(self) -> Iterator[str]:
        """The text of each field that has any, as often as its weight says."""
        yield self.text
        yield from filter(None, (self.lead_in, *[self.section] * SECTION_WEIGHT))


def build_segment(entries: Iterable[IndexDocument]) -> Segment:
    """Build the segment of these passages, sorted by version and position; of one text in two articles, by article."""
    inverter, doc_article, positions = Inverter(), array("I"), array("I")
    articles: list[ArticleMeta] = []
    defined: list[tuple[str, int]] = []
    for place, entry in enumerate(entries):
        article = entry.article
        if not articles or articles[-1].key != article.key:
            articles.append(article)
        inverter.add(entry.fields, entry.title, article.language)
        defined += ((IndexedAbbreviation.of(each, article.language).line, place) for each in definitions(entry.text))
        doc_article.append(len(articles) - 1)
        positions.append(entry.position)
    return Segment(
        InMemory(
            {
                **inverter.arrays(),
                **article_arrays(articles),
                **abbreviation_arrays(defined),
                "homes": np.array(doc_article, dtype=np.uint32),
                "positions": np.array(positions, dtype=np.uint32),
            }
        )
    )


def article_arrays(articles: Sequence[ArticleMeta]) -> dict[str, Array]:
    """The sections of the articles' metadata."""
    names = {name: number for number, name in enumerate(dict.fromkeys(article.language for article in articles))}
    languages = np.array([names[article.language] for article in articles], dtype=np.uint8)
    return {
        "rows": np.array([article.row for article in articles], dtype=np.int64),
        "versions": np.frombuffer(bytes.fromhex("".join(article.version for article in articles)), dtype=np.uint8),
        "languages": languages,
        **string_arrays("keys", (article.key for article in articles)),
        **string_arrays("language_names", names),
    }


def abbreviation_arrays(defined: Sequence[tuple[str, int]]) -> dict[str, Array]:
    """The sections of abbreviations, given as lines with the doc id of the passage that defines each."""
    return {
        **string_arrays("defined", (line for line, _ in defined)),
        "defined_in": np.array([place for _, place in defined], dtype=np.uint32),
    }
