"""What does the reading process do? It reads one document after the other until its standard input ends."""

import os
import sys
from time import process_time
from typing import BinaryIO

from retrieval.analysis.passages import passages
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import detect_format, with_charset
from retrieval.ingest.encoding.decode import as_utf_8
from retrieval.ingest.readers.loader import load_reader
from retrieval.ingest.sandbox.protocol import ReadRequest, ReadResponse, split_passage

HINT = "save it again, or as text"


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
        responses.write(_respond(request, data) + b"\n")
        responses.flush()


def _respond(request: ReadRequest, data: bytes) -> bytes:
    """Read a document within its limits; what it exceeds, or what its reader raises, is the problem of the response."""
    try:
        return _encoded(_read(request, data))
    except UnreadableArticleError as error:
        return _encoded(ReadResponse(problem=error.problem, hint=error.hint))
    except Exception as error:  # noqa: BLE001 -- hostile bytes make libraries raise anything, and the other files are read
        problem = f"`{request.name}` cannot be read: {_reason(error, request)}"
        return _encoded(ReadResponse(problem=problem, hint=HINT))


def _encoded(response: ReadResponse) -> bytes:
    return response.model_dump_json(exclude_defaults=True).encode()


def _reason(error: Exception, request: ReadRequest) -> str:
    if isinstance(error, MemoryError):
        return f"{request.memory / 1e6:.0f} MB of memory are not enough for it"
    return (
        "it is nested too deeply" if isinstance(error, RecursionError) else f"its reader fails ({type(error).__name__})"
    )


def _read(request: ReadRequest, data: bytes) -> ReadResponse:
    """Recognise the document, read it, and split its articles.

    Raises:
        UnreadableArticleError: there is nothing to quote in it, or it is not of the one format that is accepted.
    """
    content_type = request.content_type
    document_format = detect_format(data, name=request.name, content_type=content_type)
    if request.only and document_format is not request.only:
        raise UnreadableArticleError(f"`{request.name}` is no {request.only}", f"give the address of a {request.only}")
    if request.encoding and not document_format.spec.is_binary:
        data = as_utf_8(data, request.encoding, name=request.name)
        content_type = with_charset(content_type, "utf-8")
    document = load_reader(document_format)(data, name=request.name, content_type=content_type)
    split = tuple(tuple(map(split_passage, passages(article))) for article in document.articles)
    return ReadResponse(
        articles=document.articles,
        passages=split,
        notes=document.notes,
        address_keys=dict(document.address_keys),
    )


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
