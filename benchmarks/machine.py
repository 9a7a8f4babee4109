"""On what was it measured?"""

import platform
import shlex
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.metadata import version
from os import cpu_count

from retrieval.records import Record


class Machine(Record):
    """On what it was measured, when, by which command."""

    date: date
    command: str
    python: str
    cores: int
    versions: dict[str, str]


def this_machine(module: str, arguments: Sequence[str], libraries: Sequence[str]) -> Machine:
    """This machine, today, the command `module` with its `arguments`, and the versions of the `libraries`."""
    return Machine(
        date=datetime.now(UTC).date(),
        command=shlex.join(["python", "-m", module, *arguments]),
        python=platform.python_version(),
        cores=cpu_count() or 1,
        versions={name: version(name) for name in libraries} | {"sqlite": sqlite3.sqlite_version},
    )
