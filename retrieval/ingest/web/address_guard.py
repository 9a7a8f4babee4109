"""Which addresses may be connected to? Those of the public internet, under whatever form they hide.

A host is resolved once, every address it has is checked, and only a checked one is connected to: a name that resolves
to something else a moment later (DNS rebinding) gains nothing.
"""

import socket
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from ssl import SSLContext
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from retrieval.errors import FetchError

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, for a port."""

METADATA = frozenset(
    map(ip_address, ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"))
)
"""Where clouds tell their machines secrets; some of these look public."""

TRANSLATED = ip_network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address (RFC 6052)
REFUSED = tuple(map(ip_network, ("64:ff9b:1::/48", "::/96", "2001::/32")))
"""Forms that lead to IPv4 addresses which nobody can tell: local NAT64, IPv4-compatible, Teredo."""


PORTS = {"http": 80, "https": 443}
LEGAL = "/:?#[]@!$&'()*+,;=%-._~"  # what a path or a query may have besides letters and digits (RFC 3986)


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, as the system resolves it.

    Raises:
        OSError: it has none.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def checked(host: str, port: int, *, resolve: Resolve, allowed_hosts: AbstractSet[str]) -> Sequence[str]:
    """The addresses of `host`, all of them public unless the operator allows the host by name.

    Raises:
        FetchError: the host has no address, or one that is not public.
    """
    try:
        addresses = tuple(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError) as error:
        raise FetchError(f"`{host}` has no address", "check the address, and the connection") from error
    private = next((address for address in addresses if not is_public(address)), None)
    if private and host not in {allowed.lower() for allowed in allowed_hosts}:
        raise FetchError(
            f"`{host}` is at {private}, which is no public address",
            "allow it with --allow-host if its pages are meant to be quoted",
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, and so do those that it stands for."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    meant = _meant(found)
    if found in METADATA or meant in METADATA or any(meant in network for network in REFUSED):
        return False
    return meant.is_global and not (meant.is_multicast or meant.is_reserved or meant.is_link_local)


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, else the address."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


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
