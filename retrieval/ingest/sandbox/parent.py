"""How is a document read that may be made to do harm? In a process apart, which is killed when it takes too much.

PDF, Word, HTML and feeds are parsed by large libraries, in C for the most part. The process that runs them knows no
environment (and so no token), writes no file, and has bounded time and memory; what it says is data, checked here.
"""

import os
import subprocess
import sys
from threading import Event, Timer
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import Format
from retrieval.ingest.document.document import Reading
from retrieval.ingest.sandbox.protocol import MEMORY, Outcome, Request

SECONDS = 60.0  # for one document
LONGEST_ANSWER = 200_000_000  # bytes
PROGRAM = "import sys; sys.path[:] = {path!r}; from retrieval.ingest.sandbox.child import main; main()"


class Worker:
    """A process that reads documents one after the other; `with` ends it.

    It starts with the first document, and anew after one that it did not survive.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Give each document so much time, and the process so many bytes of memory."""
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read(self, data: bytes, *, kind: Format, name: str, type: str | None = None) -> Reading:  # noqa: A002 -- HTTP's
        """The articles in `data`.

        Raises:
            UnreadableArticleError: there is nothing to quote in `data`, or it took too much time or memory.
        """
        request = Request(kind=kind, name=name, type=type, size=len(data), seconds=self._seconds, memory=self._memory)
        answer, is_late = self._ask(f"{request.model_dump_json()}\n".encode() + data)
        outcome = _outcome(answer)
        if outcome is None:
            self._end()
            found = f"took longer than {self._seconds:.0f} seconds" if is_late else "made its reader fail"
            raise UnreadableArticleError(f"`{name}` cannot be read: it {found}", "save it anew, or as text")
        if outcome.problem:
            raise UnreadableArticleError(outcome.problem, outcome.hint)
        return Reading(outcome.articles, outcome.notes)

    def _ask(self, request: bytes) -> tuple[bytes, bool]:
        """What the process answers, a whole line or less than one, and whether it was killed for taking too long."""
        process = self._process = self._process or _started()
        late = Event()
        watch = Timer(self._seconds, _kill, (process, late))
        watch.start()
        try:
            return _exchanged(process, request), late.is_set()
        except BrokenPipeError:
            return b"", late.is_set()
        finally:
            watch.cancel()

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _outcome(answer: bytes) -> Outcome | None:
    """The outcome that a whole line of an answer is, `None` where it is less or something else."""
    try:
        return Outcome.model_validate_json(answer) if answer.endswith(b"\n") else None
    except ValidationError:
        return None


def _kill(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- this very interpreter, with a program of our own
        [sys.executable, "-I", "-B", "-c", PROGRAM.format(path=sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={} if os.name == "posix" else None,  # Windows' own libraries need theirs
    )


def _exchanged(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise BrokenPipeError
    process.stdin.write(request)
    process.stdin.flush()
    return process.stdout.readline(LONGEST_ANSWER)
