"""How fast is `add` on text files, and which step takes how much of it?

    python -m benchmarks.add [COUNT]

Writes so many articles made of the seeds' sentences (5,000 by default), adds them to a new library, and prints
articles and MB a second; then each step by itself, on the same articles, with its share of their sum.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bot.corpora.choice import seeds_folder
from retrieval.analysis.passages import passages
from retrieval.importer import add
from retrieval.ingest.files import file_bytes, read_folder
from retrieval.ingest.inputs import Origin, find_inputs
from retrieval.ingest.read import read
from retrieval.library.database import Library
from retrieval.library.store import ReadBatch, store_articles
from retrieval.records import Article

COUNT = 5_000
SENTENCES = 25  # in an article, about 4 kB
PARAGRAPH = 5  # sentences


class Step(NamedTuple):
    """A step by itself, and the seconds that it takes."""

    name: str
    seconds: float


def main(count: int) -> None:
    """Measure and print."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        size = write_articles(folder, count)
        whole = seconds(lambda: list(_added(folder, Path(scratch) / "whole.db")))
        steps = list(_steps(folder, Path(scratch)))
    print(
        f"{count} articles, {size / 1e6:.1f} MB: {count / whole:.0f} articles and {size / whole / 1e6:.2f} MB a second"
    )
    total = sum(step.seconds for step in steps)
    for step in steps:
        print(f"{step.name:<10}{step.seconds:>7.2f} s {step.seconds / total:>6.0%}")


def write_articles(folder: Path, count: int) -> int:
    """So many articles in a folder, no two alike; their bytes."""
    folder.mkdir()
    seeds = read_folder(seeds_folder()).articles
    sentences = [each.of(seed.version.text) for seed in seeds for part in passages(seed) for each in part.sentences]
    random = Random(0)  # noqa: S311 -- words, no secrets
    size = 0
    for number in range(count):
        said = random.choices(sentences, k=SENTENCES)
        paragraphs = [" ".join(said[at : at + PARAGRAPH]) for at in range(0, SENTENCES, PARAGRAPH)]
        data = "\n\n".join([f"Article {number}", *paragraphs, ""]).encode()
        (folder / f"{number:06}.txt").write_bytes(data)
        size += len(data)
    return size


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _added(folder: Path, library: Path) -> Iterator[object]:
    with Library(library, create=True) as opened:
        yield from add(opened, [str(folder)], collection="public")


def _steps(folder: Path, scratch: Path) -> Iterator[Step]:
    """Each step on the outcome of the one before."""
    found = find_inputs(str(folder))
    data: list[bytes] = []
    articles: list[Article] = []
    yield Step("find", seconds(lambda: find_inputs(str(folder))))
    yield Step("load", seconds(lambda: data.extend(file_bytes(Path(each.address), each.name) for each in found)))
    pairs = list(zip(found, data, strict=True))
    yield Step("read", seconds(lambda: articles.extend(read(each, name=at.name).articles[0] for at, each in pairs)))
    split = seconds(lambda: [passages(article) for article in articles])
    yield Step("split", split)
    with Library(scratch / "steps.db", create=True) as library:
        stored = seconds(lambda: _store(library, articles))
    yield Step("store", stored - split)  # storing splits first


def _store(library: Library, articles: Sequence[Article]) -> None:
    for article in articles:
        name = article.source.id
        store_articles(library, ReadBatch(Origin(address=f"/{name}"), name, name, {"": article}), collection="public")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else COUNT)
