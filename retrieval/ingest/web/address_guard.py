"""Which addresses may be connected to? Those of the public internet, in whatever form they are written.

A URL is parsed into a target, and its host is resolved once. Every address of the host is checked, and only a checked
one is connected to: a name that resolves to another address a moment later (DNS rebinding) gains nothing.
"""

import socket
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from ssl import SSLContext
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from retrieval.errors import FetchError

Resolver = Callable[[str, int], Sequence[str]]
"""The addresses of a host, for a port."""

PORTS = {"http": 80, "https": 443}
URL_CHARACTERS = "/:?#[]@!$&'()*+,;=%-._~"  # allowed in a path or query besides letters and digits (RFC 3986)

METADATA_SERVERS = frozenset(
    map(ip_address, ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"))
)
"""Where clouds give their machines credentials; some of these addresses look public."""

NAT64 = ip_network("64:ff9b::/96")  # the last 32 bits are an IPv4 address (RFC 6052)
UNVERIFIABLE = tuple(
    map(
        ip_network,
        (
            *("64:ff9b:1::/48", "::/96", "2001::/32", "fec0::/10", "3fff::/20", "5f00::/16", "100::/64"),
            *("100:0:0:1::/64", "192.88.99.0/24", "2001:10::/28", "2001:2::/48"),
        ),
    )
)
"""Networks that lead to unknown IPv4 addresses, or are special by IANA's registries and not so in every Python.

Local NAT64, IPv4-compatible addresses, Teredo; site-local, documentation, segment routing, discarding, 6to4 relays,
ORCHID and benchmarking (https://www.iana.org/assignments/iana-ipv6-special-registry/).
"""

ISATAP = frozenset(
    (0x0000_5EFE, 0x0200_5EFE)
)  # the third quarter of an address whose last is an IPv4 address (RFC 5214)


class Target(NamedTuple):
    """Where a request goes.

    Attributes:
        url: the URL as given.
        path: the path with its query, percent-encoded.
        tls: the settings of TLS; `None` for plain HTTP.
    """

    url: str
    host: str
    port: int
    path: str
    tls: SSLContext | None


def parse_target(url: str, tls: SSLContext) -> Target:
    """The target of an http or https URL; `tls` is for the latter.

    Raises:
        FetchError: it is no such URL, or has a user name or password in it.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode().lower().rstrip(".")
        port = PORTS[parts.scheme] if parts.port is None else parts.port
    except (ValueError, KeyError) as error:  # UnicodeError is a ValueError
        raise _not_a_url(url) from error
    if not host or port == 0:
        raise _not_a_url(url)
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a name or password in it is not fetched", "give the address without them")
    path = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe=URL_CHARACTERS, errors="replace")
    return Target(url, host, port, path, tls if parts.scheme == "https" else None)


def resolve_host(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, as the operating system resolves it.

    Raises:
        OSError: it has none.
    """
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def public_addresses(host: str, port: int, *, resolve: Resolver, allowed_hosts: AbstractSet[str]) -> Sequence[str]:
    """The addresses of `host`; all are public, unless the operator allows this host by name.

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
    """Whether an address, and the IPv4 address that it may stand for, belong to the public internet."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    effective = _effective_address(parsed)
    if {parsed, effective} & METADATA_SERVERS or any(effective in network for network in UNVERIFIABLE):
        return False
    return effective.is_global and not (effective.is_multicast or effective.is_reserved or effective.is_link_local)


def _effective_address(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64 or (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _not_a_url(url: str) -> FetchError:
    return FetchError(f"`{url}` is no web address", "give one that begins with https:// or http://")
