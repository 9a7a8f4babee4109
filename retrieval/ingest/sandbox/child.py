"""What does the parser process do? It reads one document after the other until its standard input ends."""

import os
import sys
from time import process_time
from typing import BinaryIO

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.readers.loader import load_reader
from retrieval.ingest.sandbox.protocol import ReadRequest, ReadResponse


def main() -> None:
    """Answer requests on standard input; what libraries print goes to the null device, not among the responses."""
    responses = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as null_device:  # noqa: PTH123 -- a device, not a file
        os.dup2(null_device.fileno(), 1)
    serve(sys.stdin.buffer, responses)


def serve(requests: BinaryIO, responses: BinaryIO) -> None:
    """Answer each request with one line, until there are no more."""
    while line := requests.readline():
        request = ReadRequest.model_validate_json(line)
        data = requests.read(request.size)
        _limit_resources(request)
        responses.write(f"{_respond(request, data).model_dump_json()}\n".encode())
        responses.flush()


def _respond(request: ReadRequest, data: bytes) -> ReadResponse:
    """Read a document within its limits; what it exceeds is the problem of the response."""
    try:
        reader = load_reader(request.document_format)
        return ReadResponse(**reader(data, name=request.name, content_type=request.content_type)._asdict())
    except UnreadableArticleError as error:
        return ReadResponse(problem=error.problem, hint=error.hint)
    except (MemoryError, RecursionError) as error:
        needs = f"{request.memory / 1e6:.0f} MB of memory are not enough for it"
        reason = needs if isinstance(error, MemoryError) else "it is nested too deeply"
        return ReadResponse(problem=f"`{request.name}` cannot be read: {reason}", hint="save it again, or as text")


def _limit_resources(request: ReadRequest) -> None:
    """Limit the memory of this process and the processor time for this document, and forbid writing files."""
    try:
        import resource  # noqa: PLC0415 -- Windows has none: there the parent limits the time, and nothing the memory
    except ImportError:
        return
    seconds = int(process_time() + request.seconds) + 1
    for name, value in (("AS", request.memory), ("CPU", seconds), ("FSIZE", 0), ("CORE", 0)):
        limit = getattr(resource, f"RLIMIT_{name}")
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
