"""What is asked? Natural questions of the labelled collections, and made ones, of five kinds in all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.peers.peer import Text
from benchmarks.peers.words import splitter
from benchmarks.quality.labelled import language_in
from benchmarks.speed.figure import NATURAL
from retrieval.analysis.language import ENGLISH
from retrieval.analysis.tokenizer import terms
from retrieval.errors import CollectionError
from retrieval.evaluation.beir import QuestionRow, rows
from retrieval.query.parser import LONGEST

COUNTED = 10_000  # texts in which words are counted, the first ones
SEED = 1
SHORT, LONG = 2, 20  # words
OF_A_KIND = 4  # words that are all common, or all rare
COMMON = 100  # the words that most texts have
SELDOM = 3  # texts that have a rare word, at most
LETTERS = 3  # of a counted word, at least

Questions = Mapping[str, Sequence[str]]
"""Kind → questions, in an order that is mixed, so that the first ones are like all."""


def questions(folder: Path, texts: Sequence[Text], count: int) -> Questions:
    """`count` questions of each kind, or as many as there are: natural ones, and such as the texts' words make.

    `short` is two words of a text, `long` twenty in a row; `common` is four words that many texts have, `rare` four
    that few have.

    Raises:
        CollectionError: there are no natural questions, or they cannot be read.
    """
    return {NATURAL: _natural(folder, count), **made(texts[:COUNTED], count)}


def _natural(folder: Path, count: int) -> list[str]:
    """Of all English collections, each in its share."""
    places = sorted(path for path in folder.glob("*/queries.jsonl") if language_in(path.parent) == "en")
    found = [row.text for path in places for row in rows(path, QuestionRow) if len(row.text) <= LONGEST]
    if not found:
        raise CollectionError(f"`{folder}` holds no questions in English", "set PULLQUOTE_DATA, see CONTRIBUTING.md")
    return _random().sample(found, min(count, len(found)))


def made(texts: Sequence[Text], count: int) -> Questions:
    """`count` questions of each kind but natural ones, of the words of the texts."""
    random, split = _random(), splitter("en")
    words = [split(text.body) for text in texts]
    counts = Counter(word for each in words for word in set(each))
    telling = {word for word in counts if len(word) >= LETTERS and word.isalpha() and terms(word, ENGLISH)}
    common = [word for word, _ in counts.most_common() if word in telling][:COMMON]
    rare = sorted(word for word in telling if counts[word] <= SELDOM)
    kept = [[word for word in each if word in telling] for each in words]
    return {
        "short": [" ".join(random.sample(each, SHORT)) for each in _drawn(random, kept, count, SHORT)],
        "long": [" ".join(islice(each, LONG)) for each in _drawn(random, words, count, LONG)],
        "common": [" ".join(random.sample(common, OF_A_KIND)) for _ in range(count)],
        "rare": [" ".join(random.sample(rare, OF_A_KIND)) for _ in range(count)],
    }


def _drawn(random: Random, texts: Sequence[Sequence[str]], count: int, words: int) -> list[Sequence[str]]:
    """Texts of at least so many words."""
    return random.choices([each for each in texts if len(each) >= words], k=count)


def _random() -> Random:
    return Random(SEED)  # noqa: S311 -- a sample, no secret
