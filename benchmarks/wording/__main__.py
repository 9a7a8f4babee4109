"""The command: asks sampled labelled questions bare and in every wrap, and prints how often the answer is the same."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

import click

from benchmarks.kept import data_folder
from benchmarks.quality.labelled import labelled_collections
from benchmarks.wording.wraps import wrapped, wraps
from bot.corpora.choice import seeds_folder
from retrieval import Retriever
from retrieval.answers import Answer
from retrieval.corpus import InMemoryCorpus
from retrieval.errors import PullquoteError
from retrieval.ingest.files import read_folder
from retrieval.retriever import retriever_over

LEAST = 0.95  # of a wrap's answers that should be the same; over all it should be 0.98
SEEDS = "seeds"
SEED_QUESTIONS = Path(__file__).parents[2] / "tests" / "questions.jsonl"


class WrapSource(NamedTuple):
    """What is asked: a retriever over articles, and questions about them in one language."""

    name: str
    language: str
    retriever: Retriever
    questions: Sequence[str]


class Wrapped(NamedTuple):
    """A question in one wrap: what is answered to it, and to the bare question."""

    bare: Answer
    wrapped: Answer

    @property
    def is_same(self) -> bool:
        """Whether the first quote is the same, or both are refused."""
        return [quote.id for quote in self.bare.quotes[:1]] == [quote.id for quote in self.wrapped.quotes[:1]]


@click.command()
@click.option("--collection", "names", multiple=True, metavar="NAME", help="Ask of NAME only, or of `seeds`.")
@click.option("--questions", type=click.IntRange(min=1), default=30, show_default=True, help="So many of each.")
@click.option("--misses", type=click.File("w"), metavar="FILE", help="Write what was answered otherwise to FILE.")
def main(names: Sequence[str], questions: int, misses: TextIO | None) -> None:
    """Ask questions as they are, and wrapped as people write; print where the answers differ."""
    found: dict[str, list[Wrapped]] = defaultdict(list)
    for source in sources(names, questions):
        bare = [source.retriever.ask(question, limit=1) for question in source.questions]
        templates = wraps(source.language)
        by_wrap = {name: list(asked(source, template, bare, misses)) for name, template in templates.items()}
        for name, answers in by_wrap.items():
            found[f"{source.language} {name}"] += answers
        click.echo(f"{source.name:24} {_line([each for answers in by_wrap.values() for each in answers])}")
    for name, answers in sorted(found.items(), key=lambda pair: _same(pair[1])):
        click.echo(f"{name:28} {_line(answers)}{'  <' if _same(answers) < LEAST else ''}")
    everything = [each for answers in found.values() for each in answers]
    click.echo(f"{'all':28} {_line(everything)}")


def sources(names: Sequence[str], count: int) -> Iterator[WrapSource]:
    """The seeds and the labelled collections, with `count` evenly drawn questions of each."""
    if not names or SEEDS in names:
        rows = [json.loads(line)["question"] for line in SEED_QUESTIONS.read_text(encoding="utf-8").splitlines()]
        drawn = rows[:: max(len(rows) // count, 1)]
        yield WrapSource(SEEDS, "en", retriever_over(read_folder(seeds_folder()).articles), drawn)
    others = [name for name in names if name != SEEDS]
    if others or not names:
        for each in labelled_collections(data_folder(), others, questions=count):
            passages = each.collection.passages
            corpus = InMemoryCorpus([passage.article for passage in passages], [[passage] for passage in passages])
            yield WrapSource(
                each.name, each.language, Retriever(corpus), [question.text for question in each.collection.questions]
            )


def asked(source: WrapSource, template: str, bare: Sequence[Answer], misses: TextIO | None) -> Iterator[Wrapped]:
    """The source's questions in a wrap, with their answers; what is answered otherwise is written to `misses`."""
    for question, answer in zip(source.questions, bare, strict=True):
        text = wrapped(question, template, source.language)
        pair = Wrapped(answer, source.retriever.ask(text, limit=1))
        if misses and not pair.is_same:
            misses.write(f"{json.dumps(_row(source.name, text, pair), ensure_ascii=False)}\n")
        yield pair


def _row(name: str, text: str, pair: Wrapped) -> dict[str, object]:
    bare, got = ([quote.text for quote in answer.quotes] for answer in pair)
    return {"from": name, "text": text, "asked": pair.wrapped.asked_text, "bare": bare, "got": got}


def _same(answers: Sequence[Wrapped]) -> float:
    return sum(each.is_same for each in answers) / max(len(answers), 1)


def _line(answers: Sequence[Wrapped]) -> str:
    refused = [each for each in answers if not each.bare.answered]
    answered = [each for each in answers if each.bare.answered]
    to_answers = sum(each.wrapped.answered for each in refused)
    to_refusals = sum(not each.wrapped.answered for each in answered)
    return (
        f"same {_same(answers):6.1%} of {len(answers):5}, refusals answered {to_answers}/{len(refused)},"
        f" answers refused {to_refusals}/{len(answered)}"
    )


if __name__ == "__main__":
    try:
        main()
    except PullquoteError as error:
        sys.exit(f"error: {error}")
