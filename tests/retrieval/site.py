"""A small web site on loopback for the tests: real sockets, and every request is kept."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Thread
from typing import NamedTuple

LOOPBACK = "127.0.0.1"


class Page(NamedTuple):
    """What the site answers at a path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {"Content-Type": "text/html"}


class Site(NamedTuple):
    """A running site: its pages by path, which may be changed, and the requests so far: path and headers."""

    port: int
    pages: dict[str, Page | Callable[[socket.socket], None]]
    requests: list[tuple[str, dict[str, str]]]

    def url(self, path: str, *, host: str = "site.test", scheme: str = "http") -> str:
        """The address of a page."""
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths of the requests so far."""
        return [path for path, _ in self.requests]


class _Server(ThreadingHTTPServer):
    site: Site


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        site.requests.append((self.path, dict(self.headers)))
        page = site.pages.get(self.path, Page(status=404))
        if callable(page):
            page(self.connection)
            return
        self.send_response(page.status)
        for name, value in ({"Content-Length": str(len(page.body))} | dict(page.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the standard library's name
        """Say nothing."""


@contextmanager
def running(tls: SSLContext | None = None) -> Iterator[Site]:
    """A site that runs until the end of the block."""
    with _Server((LOOPBACK, 0), _Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site = server.site = Site(server.server_address[1], {}, [])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
