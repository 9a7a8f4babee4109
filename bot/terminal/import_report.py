"""What did `add` or `refresh` do? The outcome of each article, as text or as JSON."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import click

from bot.terminal.console import DONE, WRONG_USE, printable, say
from retrieval.import_task import ImportResult
from retrieval.library.store import StoreOutcome
from retrieval.records import Record

LISTED_OUTCOMES = (
    StoreOutcome.ADDED,
    StoreOutcome.CHANGED,
    StoreOutcome.JOINED,
    StoreOutcome.GONE,
)  # the outcomes whose articles are listed; the others are only counted
NOT_PRINTED: Final = {"articles": {"__all__": {"is_named"}}}  # what is not part of the JSON
JOINED = "joined: an article with the same text was already there, and has this address now, too"


class ImportReport(Record):
    """The outcome of each address or article, and how many there are of each outcome."""

    counts: dict[StoreOutcome, int]
    articles: tuple[ImportResult, ...]


def report(taken: Sequence[ImportResult], *, as_json: bool, strict: bool = False) -> int:
    """Print the outcomes and return the exit code.

    It is `WRONG_USE` where something that was named was skipped, or all was; if `strict`, where anything was.
    """
    counts = Counter(each.outcome for each in taken)
    for each in taken:
        for note in each.notes:
            say(f"note: {note}")
        if each.outcome in {StoreOutcome.SKIPPED, StoreOutcome.GONE}:
            say(f"{each.outcome}: {each.reason}")
    if as_json:
        click.echo(ImportReport(counts=counts, articles=tuple(taken)).model_dump_json(exclude=NOT_PRINTED))
    else:
        click.echo(_text(taken, counts))
    skipped = [each for each in taken if each.outcome is StoreOutcome.SKIPPED]
    has_failed = any(each.is_named or strict for each in skipped) or (skipped and len(skipped) == len(taken))
    return WRONG_USE if has_failed else DONE


def _text(taken: Sequence[ImportResult], counts: Counter[StoreOutcome]) -> str:
    lines = [_line(each) for each in taken if each.outcome in LISTED_OUTCOMES and each.article]
    explained = [f"({JOINED})"] if counts[StoreOutcome.JOINED] else []
    return "\n".join([*lines, *explained, ", ".join(f"{counts[outcome]} {outcome}" for outcome in StoreOutcome)])


def _line(each: ImportResult) -> str:
    return f"{each.outcome:<8} {each.article:<7} {printable(each.address)}"
