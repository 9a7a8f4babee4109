"""What is to be known of passages, to find them? Passages → a segment, in arrays."""

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from retrieval.analysis.abbreviations import definitions
from retrieval.index.abbreviation_table import Defined
from retrieval.index.inverter import Words
from retrieval.index.segment import Heading, InMemory, Segment
from retrieval.index.string_table import Array, string_arrays


class Entry(NamedTuple):
    """A passage that is to be found: its article, its place among the passages of the version, and its words."""

    heading: Heading
    position: int
    text: str
    title: str


def built(entries: Iterable[Entry]) -> Segment:
    """The segment of these passages, which come by version and position; of one text in two articles, by article."""
    words, homes, positions = Words(), array("I"), array("I")
    headings: list[Heading] = []
    defined: list[tuple[str, int]] = []
    for place, (heading, position, text, title) in enumerate(entries):
        if not headings or headings[-1].key != heading.key:
            headings.append(heading)
        words.read(text, title, heading.language)
        defined += ((Defined.of(each, heading.language).line, place) for each in definitions(text))
        homes.append(len(headings) - 1)
        positions.append(position)
    return Segment(
        InMemory(
            {
                **words.arrays(),
                **article_arrays(headings),
                **defined_arrays(defined),
                "homes": np.array(homes, dtype=np.uint32),
                "positions": np.array(positions, dtype=np.uint32),
            }
        )
    )


def article_arrays(headings: Sequence[Heading]) -> dict[str, Array]:
    """The arrays of what is known of articles."""
    names = {name: number for number, name in enumerate(dict.fromkeys(heading.language for heading in headings))}
    languages = np.array([names[heading.language] for heading in headings], dtype=np.uint8)
    return {
        "rows": np.array([heading.row for heading in headings], dtype=np.int64),
        "versions": np.frombuffer(bytes.fromhex("".join(heading.version for heading in headings)), dtype=np.uint8),
        "languages": languages,
        **string_arrays("keys", (heading.key for heading in headings)),
        **string_arrays("language_names", names),
    }


def defined_arrays(defined: Sequence[tuple[str, int]]) -> dict[str, Array]:
    """The arrays of explained acronyms: of each its line, and the number of its passage."""
    return {
        **string_arrays("defined", (line for line, _ in defined)),
        "defined_in": np.array([place for _, place in defined], dtype=np.uint32),
    }
