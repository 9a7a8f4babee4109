"""Which questions are asked, of which passages, in which language?"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from retrieval.errors import CollectionError
from retrieval.evaluation.beir import Collection, LabelledQuestion, read_collection

SEED = 1  # of what is drawn when not all questions are asked


class Labelled(NamedTuple):
    """A collection with its name and language."""

    name: str
    language: str
    collection: Collection

    @property
    def has_one_answer(self) -> bool:
        """Whether each question has one right passage."""
        return all(len(question.grades) == 1 for question in self.collection.questions)


def labelled_collections(folder: Path, names: Sequence[str], *, questions: int | None) -> Iterator[Labelled]:
    """The collections in `folder` that have questions, or those that are named; of each at most so many questions.

    Raises:
        CollectionError: there is none, or one cannot be read.
    """
    chosen = sorted(names or (path.parent.name for path in folder.glob("*/queries.jsonl")))
    if not chosen:
        raise CollectionError(f"`{folder}` holds no collections", "name a folder of them, see CONTRIBUTING.md")
    for name in chosen:
        yield Labelled(name, language_in(folder / name), _sampled(read_collection(folder / name), questions))


def language_in(folder: Path) -> str:
    """What `meta.json` says of the collection's language; English when it says nothing."""
    try:
        return str(json.loads((folder / "meta.json").read_text(encoding="utf-8")).get("lang", "en"))
    except FileNotFoundError:
        return "en"


def _sampled(collection: Collection, count: int | None) -> Collection:
    if count is None or count >= len(collection.questions):
        return collection
    return collection._replace(questions=tuple(evenly(collection.questions, count)))


def evenly(questions: Sequence[LabelledQuestion], count: int) -> Iterator[LabelledQuestion]:
    """`count` questions at equal distances, so that every article has its share; the same ones each time."""
    start = Random(SEED).random()  # noqa: S311 -- a sample, not a secret
    return (questions[int((start + place) * len(questions) / count)] for place in range(count))
