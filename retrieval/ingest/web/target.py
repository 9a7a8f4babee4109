"""Where does a web address lead? To a host and a port there, over TLS or not, and a path."""

from ssl import SSLContext
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from retrieval.errors import FetchError

PORTS = {"http": 80, "https": 443}
LEGAL = "/:?#[]@!$&'()*+,;=%-._~"  # what a path or a query may have besides letters and digits (RFC 3986)


class Target(NamedTuple):
    """Where a request goes: `path` with its query; `tls` makes the connection safe, and is `None` for plain HTTP."""

    url: str
    host: str
    port: int
    path: str
    tls: SSLContext | None


def target_of(url: str, tls: SSLContext) -> Target:
    """The target that `url` names.

    Raises:
        FetchError: it is no web address, or one with a password in it.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode().lower().rstrip(".")
        port = PORTS[parts.scheme] if parts.port is None else parts.port
    except (ValueError, KeyError) as error:  # UnicodeError is a ValueError
        raise _no_address(url) from error
    if not host or port == 0:
        raise _no_address(url)
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a name or password in it is not fetched", "give the address without them")
    path = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe=LEGAL)
    return Target(url, host, port, path, tls if parts.scheme == "https" else None)


def _no_address(url: str) -> FetchError:
    return FetchError(f"`{url}` is no web address", "give one that begins with https:// or http://")
