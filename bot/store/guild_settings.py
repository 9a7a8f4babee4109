"""How is the bot to answer in this server? What its moderators have set, one row a server; else as if nothing were."""

import json
from typing import Self

from retrieval.library.database import Library
from retrieval.ranking.confidence import Caution
from retrieval.records import Record


class ServerSettings(Record):
    """What the moderators of a server may set.

    Attributes:
        channels: the ids of the channels where the bot may answer, threads there included; none stands for all.
        is_private: whether only the asker sees an answer to a command, unless the asker says otherwise.
        caution: how sure the bot must be; `None` is what the operator has chosen for all.
        has_public: whether `public` articles may be quoted beside the server's own.
    """

    channels: tuple[int, ...] = ()
    is_private: bool = False
    caution: Caution | None = None
    has_public: bool = True

    def may_answer_in(self, *places: int | None) -> bool:
        """Whether the bot may answer in a channel, or in a thread, which is named with the channel that it is in."""
        return not self.channels or any(place in self.channels for place in places)

    def collections(self, server: int) -> tuple[str, ...]:
        """The names of the collections that may be quoted in the server."""
        return (collection_of(server), "public") if self.has_public else (collection_of(server),)

    @classmethod
    def read(cls, library: Library, server: int) -> Self:
        """The settings of a server."""
        query = "SELECT channels, is_private, caution, has_public FROM settings WHERE server = ?"
        with library.sound():
            for row in library.rows(query, [server]):
                return cls(**{**dict(row), "channels": json.loads(row["channels"])})
        return cls()

    def write(self, library: Library, server: int) -> None:
        """Keep the settings for a server."""
        values = (server, json.dumps(self.channels), self.is_private, self.caution, self.has_public)
        with library.writing() as db:
            db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?, ?, ?)", values)


def collection_of(server: int) -> str:
    """The name of a server's own collection."""
    return f"server-{server}"


def server_of(collection: str) -> int | None:
    """The server whose own collection this is, `None` where it is no server's."""
    number = collection.removeprefix("server-")
    return int(number) if number != collection and number.isdecimal() else None
