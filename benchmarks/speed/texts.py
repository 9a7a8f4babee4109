"""Which passages are searched? Paragraphs of Wikipedia, shuffled; beyond their number, passages of shuffled sentences.

Each library is a prefix of the larger ones. A made passage has as many sentences as a real one, so words keep their
shares of the passages; but there are no new words, where a real library of that size would have some.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from random import Random

import regex

from benchmarks.peers.peer import Text
from retrieval.errors import CollectionError
from retrieval.evaluation.beir import PassageRow, rows

NAME = "wiki-en-passages"
SEED = 1  # of the order and of the made passages
SENTENCE_END = regex.compile(r"(?<=[.!?])\s+")


def paragraphs(folder: Path) -> list[Text]:
    """The paragraphs of the collection `NAME` in the folder, shuffled, always in the same order.

    Raises:
        CollectionError: they are not there, or cannot be read.
    """
    found = [row for path in sorted((folder / NAME).glob("*.jsonl")) for row in rows(path, PassageRow)]
    if not found:
        raise CollectionError(f"`{folder / NAME}` holds no passages", "set PULLQUOTE_DATA, see CONTRIBUTING.md")
    Random(SEED).shuffle(found)  # noqa: S311 -- an order, no secret
    return [Text(str(place), _line(row.title or ""), _line(row.text)) for place, row in enumerate(found)]


def endless(texts: Sequence[Text]) -> Iterator[Text]:
    """The texts, then without end ones made of their sentences and titles, each used once a round."""
    random = Random(SEED)  # noqa: S311 -- words, no secrets
    titles = [text.title for text in texts]
    parts = [SENTENCE_END.split(text.body) for text in texts]
    sentences = list(chain.from_iterable(parts))
    yield from texts
    place = len(texts)
    while True:
        random.shuffle(titles)
        random.shuffle(sentences)
        shuffled = iter(sentences)
        for title, part in zip(titles, parts, strict=True):
            yield Text(str(place), title, " ".join(islice(shuffled, len(part))))
            place += 1


def _line(text: str) -> str:
    return " ".join(text.split())
