"""What does this server respond? One GET request to a checked address, with limited time and size.

The standard library's client is used because it allows connecting to the address that was checked while verifying the
certificate for the host's name.
"""

import socket
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import Message
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from threading import Event, Timer
from typing import NamedTuple

from retrieval.errors import FetchError
from retrieval.ingest.web.address_guard import PORTS, Target

CHUNK = 65_536  # bytes
MAX_ADDRESSES = 3  # that are tried


class HttpResponse(NamedTuple):
    """A server's response; `data` is its decompressed body, and empty unless the status is 200."""

    status: int
    headers: Message
    data: bytes


class _Connection(HTTPConnection):
    """A connection to one of a host's addresses."""

    def __init__(self, target: Target, addresses: Sequence[str], *, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.default_port = PORTS["https" if target.tls else "http"]
        self._target = target
        self._addresses = addresses

    def connect(self) -> None:
        """Connect to the first address that accepts the connection; the host is not resolved again."""
        self.sock = self._open_socket()
        if self._target.tls:
            self.sock = self._target.tls.wrap_socket(self.sock, server_hostname=self._target.host)

    def _open_socket(self) -> socket.socket:
        failure: OSError = ConnectionError("it has no address")
        for address in self._addresses[:MAX_ADDRESSES]:
            try:
                return socket.create_connection((address, self._target.port), self.timeout)
            except OSError as error:
                failure = error
        raise failure


def send_request(
    target: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    *,
    seconds: float,
    max_bytes: Callable[[str], int],
) -> HttpResponse:
    """The response of the server at one of `addresses`; `max_bytes` is the size limit for a `Content-Type`.

    Raises:
        FetchError: the server cannot be reached, breaks off, or sends too much or for too long.
    """
    connection = _Connection(target, addresses, seconds=seconds)
    timed_out = Event()
    try:
        connection.connect()
        with _deadline(connection.sock, seconds, timed_out):
            return _request(connection, target, headers, max_bytes)
    except (OSError, HTTPException, zlib.error) as error:
        if timed_out.is_set() or isinstance(error, TimeoutError):
            raise FetchError(f"`{target.url}` took longer than {seconds:.0f} seconds", "try again later") from error
        raise FetchError(f"`{target.url}` cannot be fetched: {_reason(error)}", "try again later") from error
    finally:
        connection.close()


@contextmanager
def _deadline(sock: socket.socket, seconds: float, timed_out: Event) -> Iterator[None]:
    """Shut the socket down after so many seconds, however slowly the server sends."""

    def shut_down() -> None:
        timed_out.set()
        try:
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
        except OSError:
            return  # the server has closed it already

    timer = Timer(seconds, shut_down)
    timer.start()
    try:
        yield
        if timed_out.is_set():
            raise TimeoutError
    finally:
        timer.cancel()


def _request(
    connection: _Connection, target: Target, headers: Mapping[str, str], max_bytes: Callable[[str], int]
) -> HttpResponse:
    connection.request("GET", target.path, headers={**headers, "Accept-Encoding": "gzip", "Connection": "close"})
    with connection.getresponse() as response:
        if response.status != HTTPStatus.OK:
            return HttpResponse(response.status, response.headers, b"")
        limit = max_bytes(response.headers.get("Content-Type", ""))
        return HttpResponse(response.status, response.headers, _body(response, limit, target.url))


def _body(response: HTTPResponse, limit: int, url: str) -> bytes:
    data = bytearray()
    for chunk in _decompressed(response):
        data += chunk
        if len(data) > limit:
            raise FetchError(f"`{url}` has more than {limit / 1e6:.0f} MB", "save the article alone as a file")
    return bytes(data)


def _decompressed(response: HTTPResponse) -> Iterator[bytes]:
    """The decompressed body in chunks, none of them large however well it was compressed."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in {"identity", ""}:
        yield from _chunks(response)
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise HTTPException(f"it is packed as {encoding!r}, which was not asked for")
    decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for chunk in _chunks(response):
        yield decompressor.decompress(chunk, CHUNK)
        while decompressor.unconsumed_tail:
            yield decompressor.decompress(decompressor.unconsumed_tail, CHUNK)
    if not decompressor.eof:
        raise IncompleteRead(b"")


def _chunks(response: HTTPResponse) -> Iterator[bytes]:
    """The body in chunks as they arrive; the server must send as many bytes as its `Content-Length` states."""
    while chunk := response.read1(CHUNK):
        yield chunk
    if response.length:
        raise IncompleteRead(b"", response.length)


def _reason(error: Exception) -> str:
    if isinstance(error, IncompleteRead):
        return "it breaks off"
    return (
        getattr(error, "verify_message", "") or getattr(error, "strerror", None) or str(error) or type(error).__name__
    )
