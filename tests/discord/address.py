"""Where is the double, for a client in this process or in another one?

The client keeps Discord's real host names and its own TLS checks; only the resolver and the trusted certificate differ.
"""

import json
import re
import ssl
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from socket import AF_INET, AddressFamily
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

HOSTS = re.compile(r"discord\.com|gateway[a-z0-9-]*\.discord\.gg|cdn\.discordapp\.com")
CERTIFIED = ("discord.com", "*.discord.gg", "cdn.discordapp.com")
LOOPBACK = "127.0.0.1"


class StrangeHostError(OSError):
    """Raised by the resolver for every host that is not Discord's."""


def _unreported(_host: str) -> None:
    """Say nothing: in another process the error alone must do."""


class LoopbackResolver(AbstractResolver):
    """Resolves Discord's hosts to the double, and refuses all others after reporting them."""

    def __init__(self, port: int, report: Callable[[str], None]) -> None:
        self._port = port
        self._report = report

    async def resolve(self, host: str, port: int = 0, family: AddressFamily = AF_INET) -> list[ResolveResult]:
        """The double's address for a host of Discord's; `port` is Discord's and therefore left aside."""
        del port, family
        if not HOSTS.fullmatch(host):
            self._report(host)
            raise StrangeHostError(f"`{host}` is not a host of Discord's")
        return [ResolveResult(hostname=host, host=LOOPBACK, port=self._port, family=AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing to close."""


@dataclass(frozen=True)
class Address:
    """The double's port, and the file with the certificate to trust."""

    port: int
    certificate: Path

    def connector(self, report: Callable[[str], None] = _unreported) -> aiohttp.TCPConnector:
        """A connector for `discord.Client(connector=...)`, made in a running loop; `report` hears of strange hosts."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        return aiohttp.TCPConnector(resolver=LoopbackResolver(self.port, report), ssl=trust, limit=0)

    def to_json(self) -> str:
        """This address as one argument of a command line."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The address that `to_json` wrote."""
        found = json.loads(text)
        return cls(port=found["port"], certificate=Path(found["certificate"]))
