"""Which files do people send along? Attachments, and the host from which a bot downloads them.

https://docs.discord.com/developers/resources/message#attachment-object
"""

import re
from dataclasses import dataclass

from aiohttp import web

from tests.discord.clock import Clock
from tests.discord.traffic import Json

HOST = "cdn.discordapp.com"
TOO_LARGE = 500 * 1024 * 1024  # what Discord takes from people who pay the most for it


@dataclass(frozen=True)
class Upload:
    """A file that a person has sent to Discord; `size` is what Discord says of it."""

    id: str
    name: str
    data: bytes
    size: int

    @property
    def path(self) -> str:
        """Where the file is on its host, by a name of plain letters."""
        return f"/ephemeral-attachments/1/{self.id}/{re.sub(r'[^A-Za-z0-9.-]', '_', self.name)}"

    def payload(self) -> Json:
        """The file as an interaction brings it."""
        url = f"https://{HOST}{self.path}?ex=1&is=2&hm=3"
        about = {"id": self.id, "filename": self.name, "size": self.size, "ephemeral": True}
        return about | {"url": url, "proxy_url": url.replace(HOST, "media.discordapp.net")}


class Uploads:
    """All files that were sent, by their path; `lost` are the paths that Discord does not find any more."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_path: dict[str, Upload] = {}
        self.lost: set[str] = set()

    def sent(self, name: str, data: bytes, *, size: int | None = None) -> Upload:
        """A new file; a `size` that differs from its own saves a test the bytes."""
        new = Upload(self._clock.snowflake(), name, data, len(data) if size is None else size)
        if new.size > TOO_LARGE:
            raise AssertionError(f"nobody can send {new.size} bytes")
        return self._by_path.setdefault(new.path, new)

    def answer(self, request: web.Request) -> web.Response:
        """The file that is downloaded."""
        found = self._by_path.get(request.raw_path.partition("?")[0])
        if found is None or found.path in self.lost:
            return web.Response(status=404)
        return web.Response(body=found.data)


def resolved(values: Json) -> Json:
    """What an interaction says of the files among the values that a person gave; nothing where there are none."""
    files = {value.id: value.payload() for value in values.values() if isinstance(value, Upload)}
    return {"resolved": {"attachments": files}} if files else {}
