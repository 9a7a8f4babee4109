"""How is an untrusted document read safely? In a process of its own, which is killed when it exceeds its limits.

Everything that looks at foreign bytes is done there, from recognising the format to splitting the text into sentences.
The process has no environment variables (and so no token), cannot write files, and has limited time and memory; its
response is validated.
"""

import os
import signal
import subprocess
import sys
from threading import Event, Timer
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.document.formats import Format
from retrieval.ingest.sandbox.protocol import ReadRequest, ReadResponse, usual_memory

SECONDS = 60.0  # for one document
MAX_RESPONSE = 200_000_000  # bytes
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}  # numpy's other threads would take address space
PROGRAM = "import sys; sys.path[:] = {path!r}; from retrieval.ingest.sandbox.child import main; main()"


class Worker:
    """A process that reads documents one after the other; leaving `with` ends it.

    It is started for the first document, and again after one that made it crash or exceed its limits.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int | None = None) -> None:
        """Allow each document `seconds`, and the process `memory` bytes of address space."""
        self._seconds = seconds
        self._memory = memory or usual_memory()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read(
        self,
        data: bytes,
        *,
        name: str,
        content_type: str | None = None,
        encoding: str | None = None,
        only: Format | None = None,
    ) -> ParsedDocument:
        """The articles in `data`, split into passages; the arguments are those of `read` in `retrieval.ingest.read`.

        Raises:
            UnreadableArticleError: there is nothing to quote in `data`, or it took too much time or memory.
        """
        request = ReadRequest(
            only=only,
            name=name,
            content_type=content_type,
            encoding=encoding,
            size=len(data),
            seconds=self._seconds,
            memory=self._memory,
        )
        line, timed_out = self._send(f"{request.model_dump_json()}\n".encode() + data)
        response = _parse_response(line)
        if response is None:
            self._end()
            reason = f"took longer than {self._seconds:.0f} seconds" if timed_out else "made its reader fail"
            raise UnreadableArticleError(f"`{name}` cannot be read: it {reason}", "save it again, or as text")
        if response.problem:
            raise UnreadableArticleError(response.problem, response.hint)
        return _document(response)

    def _send(self, request: bytes) -> tuple[bytes, bool]:
        """The line that the process answers, cut off if it died, and whether it was killed for taking too long."""
        process = self._process = self._process or _start_process()
        timed_out = Event()
        timer = Timer(self._seconds, _kill, (process, timed_out))
        timer.start()
        try:
            return _exchange(process, request), timed_out.is_set()
        except BrokenPipeError:
            return b"", timed_out.is_set()
        finally:
            timer.cancel()

    def _end(self) -> None:
        if self._process:
            _kill_group(self._process)
            self._process.communicate()
            self._process = None


def _parse_response(line: bytes) -> ReadResponse | None:
    """The response in a line of JSON; `None` if the line is cut off or something else."""
    try:
        return ReadResponse.model_validate_json(line) if line.endswith(b"\n") else None
    except ValidationError:
        return None


def _document(response: ReadResponse) -> ParsedDocument:
    split = (
        tuple(passage.of(article) for passage in of_article)
        for article, of_article in zip(response.articles, response.passages, strict=True)
    )
    return ParsedDocument(response.articles, response.notes, tuple(split), response.address_keys)


def _kill(process: subprocess.Popen[bytes], timed_out: Event) -> None:
    timed_out.set()
    _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and what it has started, such as pandoc."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        return


def _start_process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- this very interpreter, with a program of our own
        [sys.executable, "-I", "-B", "-c", PROGRAM.format(path=sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT if os.name == "posix" else None,  # Windows' own libraries need theirs
        process_group=0 if os.name == "posix" else None,
    )


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise BrokenPipeError
    process.stdin.write(request)
    process.stdin.flush()
    return process.stdout.readline(MAX_RESPONSE)
