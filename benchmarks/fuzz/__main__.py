"""The command: feeds random inputs to every target, and prints how many, how long, and which broke a promise."""

import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from time import process_time
from typing import Final, NamedTuple

import click

from benchmarks.fuzz.targets import TARGETS

MOST_SECONDS: Final = 2.0  # of CPU for one input


class Failure(NamedTuple):
    """An input that broke a promise: its target, the seed that makes it again, and what happened."""

    target: str
    seed: str
    found: str


def failures(inputs: int, seed: int) -> Iterator[Failure]:
    """The failures among `inputs` inputs, in turns for each target."""
    names = list(TARGETS)
    for number in range(inputs):
        name = names[number % len(names)]
        own = f"{seed}:{number}"
        began = process_time()
        try:
            TARGETS[name](Random(own))  # noqa: S311 -- not for secrets
        except Exception as error:  # noqa: BLE001 -- whatever a target raises is what is looked for
            yield Failure(name, own, f"{type(error).__name__}: {error}"[:200])
        else:
            if (seconds := process_time() - began) > MOST_SECONDS:
                yield Failure(name, own, f"took {seconds:.1f} s")


@click.command()
@click.option("--inputs", type=click.IntRange(min=1), default=10_000, show_default=True, help="How many inputs.")
@click.option("--seed", type=int, default=0, show_default=True, help="Makes the same inputs again.")
def main(inputs: int, seed: int) -> None:
    """Feed random inputs; exit with 1 where one broke a promise."""
    began = process_time()
    found = []
    for failure in failures(inputs, seed):
        found.append(failure)
        click.echo(f"{failure.target}, seed {failure.seed}: {failure.found!r}")
    counts = ", ".join(f"{name} {count}" for name, count in Counter(each.target for each in found).items())
    click.echo(f"{inputs} inputs, {process_time() - began:.0f} s of CPU, {len(found)} findings {counts}".rstrip())
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
