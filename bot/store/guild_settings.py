"""How does the bot answer in this guild? What its moderators have set, one row a guild; defaults elsewhere."""

import json
from typing import Self

from retrieval.library.database import Library
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.records import Record


class GuildSettings(Record):
    """The settings of a guild.

    Attributes:
        channels: the ids of the channels where the bot may answer, their threads included; empty for all channels.
        is_private: whether only the asker sees an answer to a command, unless the asker says otherwise.
        caution: how sure the bot must be; `None` for the operator's choice.
        has_public: whether `public` articles are quoted beside the guild's own.
    """

    channels: tuple[int, ...] = ()
    is_private: bool = False
    caution: AbstentionThreshold | None = None
    has_public: bool = True

    def may_answer_in(self, *places: int | None) -> bool:
        """Whether the bot may answer in one of these channels: a channel, or a thread and its parent channel."""
        return not self.channels or any(place in self.channels for place in places)

    def collections(self, guild: int) -> tuple[str, ...]:
        """The collections that may be quoted in the guild."""
        return (guild_collection(guild), "public") if self.has_public else (guild_collection(guild),)

    @classmethod
    def read(cls, library: Library, guild: int) -> Self:
        """The stored settings of a guild, or the defaults."""
        query = "SELECT channels, is_private, caution, has_public FROM settings WHERE server = ?"
        with library.corruption_as_error():
            for row in library.rows(query, [guild]):
                return cls(**{**dict(row), "channels": json.loads(row["channels"])})
        return cls()

    def write(self, library: Library, guild: int) -> None:
        """Store the settings of a guild."""
        values = (guild, json.dumps(self.channels), self.is_private, self.caution, self.has_public)
        with library.writing() as db:
            db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?, ?, ?)", values)


def guild_collection(guild: int) -> str:
    """The name of a guild's own collection."""
    return f"server-{guild}"


def guild_of_collection(collection: str) -> int | None:
    """The guild whose own collection this is; `None` for any other collection."""
    number = collection.removeprefix("server-")
    return int(number) if number != collection and number.isdecimal() else None
