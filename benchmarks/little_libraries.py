"""Small libraries like those that people start with, drawn from a large collection, with questions of three kinds.

*Answerable*: the passage is there. *Passage taken out*: its article is there, the passage is not. *Other*: neither is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from random import Random
from typing import NamedTuple

from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.records import Article, Block, Passage, Source, Version

ARTICLES = 5
PASSAGES = 12  # of an article at most
TAKEN_OUT = 4  # one passage in four is left out of its article
QUESTIONS = 40  # answerable ones of a library; half as many of each other kind
GAP = "\n\n"


class Answerability(StrEnum):
    """Whether the library holds the answer."""

    ANSWERABLE = "answerable"
    TAKEN_OUT = "passage taken out"
    ARTICLE_OUT = "article taken out"
    OTHER = "other"


class ByTitle(NamedTuple):
    """A collection's passages by the title of their article, and its questions by the passage that answers."""

    articles: Mapping[str, Sequence[Passage]]
    questions: Mapping[str, Sequence[LabelledQuestion]]


class LittleLibrary(NamedTuple):
    """A few articles, and questions to ask them."""

    articles: tuple[Article, ...]
    questions: tuple[tuple[Answerability, LabelledQuestion], ...]


def little_libraries(collection: Collection, count: int, *, seed: int) -> Iterator[LittleLibrary]:
    """`count` libraries; the same `seed` draws the same ones."""
    random = Random(seed)  # noqa: S311 -- a sample, not a secret
    grouped = _grouped(collection)
    titles = sorted(title for title, passages in grouped.articles.items() if len(passages) > 1)
    for _ in range(count):
        yield _library(grouped, random.sample(titles, ARTICLES), random)


def _grouped(collection: Collection) -> ByTitle:
    articles: dict[str, list[Passage]] = defaultdict(list)
    for passage in collection.passages:
        articles[passage.article.source.title or ""].append(passage)
    questions: dict[str, list[LabelledQuestion]] = defaultdict(list)
    for question in collection.questions:
        questions[next(iter(question.grades))].append(question)
    return ByTitle(articles, questions)


def _library(grouped: ByTitle, titles: Sequence[str], random: Random) -> LittleLibrary:
    kept: list[Passage] = []
    left_out: list[Passage] = []
    for title in titles:
        drawn = random.sample(grouped.articles[title], min(PASSAGES, len(grouped.articles[title])))
        cut = max(1, len(drawn) // TAKEN_OUT)
        left_out += drawn[:cut]
        kept += drawn[cut:]
    elsewhere = [passage for title, passages in grouped.articles.items() if title not in titles for passage in passages]
    pools = {Answerability.ANSWERABLE: (kept, QUESTIONS), Answerability.TAKEN_OUT: (left_out, QUESTIONS // 2)}
    pools[Answerability.OTHER] = (elsewhere, QUESTIONS // 2)
    questions = [
        (kind, question)
        for kind, (passages, wanted) in pools.items()
        for question in _sample(
            [each for p in passages for each in grouped.questions[p.article.source.id]], wanted, random
        )
    ]
    articles = tuple(_article(title, [each for each in kept if each.article.source.title == title]) for title in titles)
    return LittleLibrary(articles, tuple(questions))


def _sample(questions: Sequence[LabelledQuestion], wanted: int, random: Random) -> list[LabelledQuestion]:
    return random.sample(questions, min(wanted, len(questions)))


def _article(title: str, passages: Sequence[Passage]) -> Article:
    """One article of the passages; each passage is one quotable span of its version, in order."""
    texts = [passage.article.version.text for passage in passages]
    spans: list[Block] = []
    start = 0
    for text in texts:
        spans.append(Block(start=start, end=start + len(text)))
        start = spans[-1].end + len(GAP)
    version = Version(text=GAP.join(texts), blocks=tuple(spans))
    return Article(source=Source(id=title, version=version.id, title=title, file=title), version=version)
