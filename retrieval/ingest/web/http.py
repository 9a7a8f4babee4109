"""What does this server answer? One request to a checked address, with bounded time and size.

The standard library's client serves here because it lets the connection be made by hand: to the address that was
checked, with the certificate asked for the host's name.
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
MOST_ADDRESSES = 3  # that are tried


class Answer(NamedTuple):
    """A server's answer; only that of a page that is there has `data`."""

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
        """Connect to the first address that takes the connection; the host is not resolved again."""
        self.sock = self._connected()
        if self._target.tls:
            self.sock = self._target.tls.wrap_socket(self.sock, server_hostname=self._target.host)

    def _connected(self) -> socket.socket:
        failure: OSError = ConnectionError("it has no address")
        for address in self._addresses[:MOST_ADDRESSES]:
            try:
                return socket.create_connection((address, self._target.port), self.timeout)
            except OSError as error:
                failure = error
        raise failure


def exchange(
    target: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    *,
    seconds: float,
    largest: Callable[[str], int],
) -> Answer:
    """What the server at one of `addresses` answers; `largest` says how many bytes a `Content-Type` may have.

    Raises:
        FetchError: the server cannot be reached, breaks off, or sends too much for too long.
    """
    connection = _Connection(target, addresses, seconds=seconds)
    late = Event()
    try:
        connection.connect()
        with _deadline(connection.sock, seconds, late):
            return _answer(connection, target, headers, largest)
    except (OSError, HTTPException, zlib.error) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise FetchError(f"`{target.url}` took longer than {seconds:.0f} seconds", "try again later") from error
        raise FetchError(f"`{target.url}` cannot be fetched: {_reason(error)}", "try again later") from error
    finally:
        connection.close()


@contextmanager
def _deadline(connected: socket.socket, seconds: float, late: Event) -> Iterator[None]:
    """Hang up after so many seconds, however slowly the server trickles."""

    def hang_up() -> None:
        late.set()
        try:
            socket.socket.shutdown(connected, socket.SHUT_RDWR)
        except OSError:
            return  # the server was quicker

    timer = Timer(seconds, hang_up)
    timer.start()
    try:
        yield
        if late.is_set():
            raise TimeoutError
    finally:
        timer.cancel()


def _answer(
    connection: _Connection, target: Target, headers: Mapping[str, str], largest: Callable[[str], int]
) -> Answer:
    connection.request("GET", target.path, headers={**headers, "Accept-Encoding": "gzip", "Connection": "close"})
    with connection.getresponse() as response:
        if response.status != HTTPStatus.OK:
            return Answer(response.status, response.headers, b"")
        limit = largest(response.headers.get("Content-Type", ""))
        return Answer(response.status, response.headers, _body(response, limit, target.url))


def _body(response: HTTPResponse, limit: int, url: str) -> bytes:
    data = bytearray()
    for piece in _unpacked(response):
        data += piece
        if len(data) > limit:
            raise FetchError(f"`{url}` has more than {limit / 1e6:.0f} MB", "save the article alone as a file")
    return bytes(data)


def _unpacked(response: HTTPResponse) -> Iterator[bytes]:
    """The pieces of the page, none of them large, however well they were packed."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing in {"identity", ""}:
        yield from _pieces(response)
        return
    if packing not in {"gzip", "x-gzip"}:
        raise HTTPException(f"it is packed as {packing!r}, which was not asked for")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for piece in _pieces(response):
        yield unpacker.decompress(piece, CHUNK)
        while unpacker.unconsumed_tail:
            yield unpacker.decompress(unpacker.unconsumed_tail, CHUNK)
    if not unpacker.eof:
        raise IncompleteRead(b"")


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    """The pieces of the body as they come; the server must send as many bytes as it said."""
    while piece := response.read1(CHUNK):
        yield piece
    if response.length:
        raise IncompleteRead(b"", response.length)


def _reason(error: Exception) -> str:
    if isinstance(error, IncompleteRead):
        return "it breaks off"
    return (
        getattr(error, "verify_message", "") or getattr(error, "strerror", None) or str(error) or type(error).__name__
    )
