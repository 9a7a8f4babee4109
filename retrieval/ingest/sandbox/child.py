"""What does the process apart do? It reads one document after the other until nobody asks any more."""

import os
import sys
from time import process_time
from typing import BinaryIO

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import Format, charset
from retrieval.ingest.document.document import Reading
from retrieval.ingest.sandbox.protocol import Outcome, Request


def main() -> None:
    """Answer requests from standard input; nothing else that is printed can get into the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- a device, not a file
        os.dup2(nowhere.fileno(), 1)
    serve(sys.stdin.buffer, answers)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request with one line."""
    while line := requests.readline():
        request = Request.model_validate_json(line)
        data = requests.read(request.size)
        _limit(request)
        answers.write(f"{_outcome(request, data).model_dump_json()}\n".encode())
        answers.flush()


def _outcome(request: Request, data: bytes) -> Outcome:
    try:
        return Outcome(**_read(request, data)._asdict())
    except UnreadableArticleError as error:
        return Outcome(problem=error.problem, hint=error.hint)
    except (MemoryError, RecursionError) as error:
        needs = f"{request.memory / 1e6:.0f} MB of memory are not enough for it"
        found = needs if isinstance(error, MemoryError) else "it is nested too deeply"
        return Outcome(problem=f"`{request.name}` cannot be read: {found}", hint="save it anew, or as text")


def _read(request: Request, data: bytes) -> Reading:
    """The articles in `data`; each reader's library is loaded when the first document needs it."""
    if request.kind is Format.PDF:
        from retrieval.ingest.pdf.reader import read_pdf  # noqa: PLC0415 -- see above

        return Reading((read_pdf(data, name=request.name),))
    if request.kind is Format.DOCX:
        from retrieval.ingest.readers.docx import read_docx  # noqa: PLC0415 -- see above

        return Reading((read_docx(data, name=request.name),))
    if request.kind is Format.FEED:
        from retrieval.ingest.readers.feed import read_feed  # noqa: PLC0415 -- see above

        return read_feed(data, name=request.name, type=request.type)
    from retrieval.ingest.readers.html import read_html  # noqa: PLC0415 -- see above

    return Reading((read_html(data, name=request.name, charset=charset(request.type)),))


def _limit(request: Request) -> None:
    """Bound the memory of this process, the time of this document even if nobody waits for it, and write no file."""
    try:
        import resource  # noqa: PLC0415 -- Windows has none, and bounds the time alone
    except ImportError:
        return
    seconds = int(process_time() + request.seconds) + 1
    for kind, bound in (("AS", request.memory), ("CPU", seconds), ("FSIZE", 0), ("CORE", 0)):
        limit = getattr(resource, f"RLIMIT_{kind}")
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
