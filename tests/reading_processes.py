"""One reading process for many tests: a start takes a third of a second, and a second more before it reads HTML."""

import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.sandbox import parent
from retrieval.ingest.sandbox.parent import Worker


@dataclass(frozen=True)
class ReadingProcesses:
    """Processes that a `Worker` has left healthy: the next one takes one of them before it starts another.

    Attributes:
        idle: by the program that they run.
    """

    idle: dict[str, list[subprocess.Popen[bytes]]] = field(default_factory=dict)

    def share(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let workers take their processes here, and leave them here, until `monkeypatch` is undone."""
        start = parent._start_process
        end = Worker.__exit__

        def take() -> subprocess.Popen[bytes]:
            with suppress(IndexError):
                return self._of_program().pop()
            return start()

        def leave(
            worker: Worker, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
        ) -> None:
            healthy = kind in {None, UnreadableArticleError}
            if healthy and worker._process and worker._process.poll() is None:
                self._of_program().append(worker._process)
                worker._process = None
            end(worker, kind, error, at)

        monkeypatch.setattr(parent, "_start_process", take)
        monkeypatch.setattr(Worker, "__exit__", leave)

    def end(self) -> None:
        """End all of them."""
        for processes in self.idle.values():
            while processes:
                worker = Worker()
                worker._process = processes.pop()
                worker._end()

    def _of_program(self) -> list[subprocess.Popen[bytes]]:
        return self.idle.setdefault(parent.PROGRAM, [])
