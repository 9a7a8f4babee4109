"""What do people do in a server, and what do they see? Steps from which a tour of the bot is written."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from bot.corpora.guilds import GuildCorpora
from tests.bot.moderating import Scene
from tests.bot.online import check
from tests.bot.wired import POST, message_of, visible
from tests.discord import events
from tests.discord.message_rules import texts
from tests.discord.payloads import APPLICATION_ID, GUILD_ID, MODERATOR_ID, OTHER_GUILD_ID, OWNER_ID
from tests.discord.traffic import Json


class Server(NamedTuple):
    """A server with its members and moderators, who each do something, and get the message that comes of it."""

    scene: Scene
    servers: GuildCorpora
    guild_id: str

    async def adds(self, **what: object) -> str:
        """A moderator adds an address or a file."""
        return await self._ordered("sources add", "1 added", **what)

    async def follows(self, url: str, *, entries: int) -> str:
        """A moderator subscribes to a feed of so many entries."""
        return await self._ordered("sources feed", f"{entries} added", url=url)

    async def lists(self) -> str:
        """A moderator looks at the first page of the list."""
        return check(await (await self._moderates("sources list")).answered())

    async def removes(self, source: str) -> list[str]:
        """A moderator removes a source: what the bot asks, and what it says to the answer."""
        asking = await message_of(await self._moderates("sources remove", source=source))
        question = "\n".join(texts(asking))
        said = await self._press(asking, "Remove", person_id=MODERATOR_ID)
        self.servers.renew()
        return [question, visible(said)]

    async def asks(self, question: str, **options: object) -> Json:
        """A member uses `/ask`."""
        return await self._uses("ask", question=question, **options)

    async def recalls(self, quote: str) -> str:
        """A member uses `/quote`."""
        return visible(await self._uses("quote", id=quote))

    async def is_offered(self, typed: str) -> dict[str, str]:
        """The sources that a member is offered while typing, with what is sent for each."""
        choices = await self.scene.double.complete("ask", "source", typed, guild_id=self.guild_id)
        return {choice["name"]: choice["value"] for choice in choices}

    async def mentions(self, question: str) -> Json:
        """A member mentions the bot."""
        return await (await self.scene.double.mention(question, channel_id=self.channel)).answer()

    async def replies(self, answer: Json, question: str) -> Json:
        """A member replies to the bot's answer."""
        return await (await self.scene.double.reply(answer, question)).answer()

    def writes(self, text: str) -> Json:
        """Somebody writes a message that has nothing to do with the bot."""
        return self.scene.double.messages.written(self.channel, OWNER_ID, text)

    async def chooses(self, menu: str, message: Json) -> Json:
        """A member chooses a command in the menu of a message."""
        return await message_of(await self.scene.double.menu(menu, message))

    async def presses(self, message: Json, label: str) -> Json:
        """A member presses a button, and gets the message that is there then."""
        return await self._press(message, label)

    async def private_reply(self, message: Json, label: str) -> str:
        """The ephemeral reply to a member who presses a button that shows nothing."""
        return str(await (await self.scene.double.press(message, label)).answered())

    async def posts(self, preview: Json, about: Json) -> Json:
        """A member posts what was found for somebody's message, as a reply to that."""
        await self.scene.double.press(preview, POST)
        return await events.Post(about, self.scene.double.messages, self.scene.double.traffic).answer()

    def exact(self, message: Json) -> tuple[str, int, int]:
        """The text that a message has as a file, and where it says that the quote stands."""
        (attachment,) = message["attachments"]
        start, end = map(int, re.findall(r"characters (\d+) to (\d+)", message["content"])[0])
        return self.scene.double.messages.uploads[attachment["id"]].decode(), start, end

    def copied(self, message: Json) -> Json:
        """A message of the bot's here that has all that is in another, buttons too, as nothing but an attack could."""
        here = self.scene.double.messages.written(self.channel, APPLICATION_ID, "")
        here |= {name: message[name] for name in ("components", "flags")}
        return here

    @property
    def channel(self) -> str:
        """The channel where all of this happens."""
        return events.CHANNELS[self.guild_id]

    async def _ordered(self, command: str, done: str, **options: object) -> str:
        """What is said in the end of long work, after which the bot has looked at the library again."""
        said = await self.scene.read(await self._moderates(command, **options), until=done)
        self.servers.renew()
        return said

    async def _moderates(self, command: str, **options: object) -> Any:  # noqa: ANN401 -- an interaction
        return await self.scene.double.slash(command, options, guild_id=self.guild_id, person_id=MODERATOR_ID)

    async def _uses(self, command: str, **options: object) -> Json:
        return await message_of(await self.scene.double.slash(command, options, guild_id=self.guild_id))

    async def _press(self, message: Json, label: str, **who: Any) -> Json:  # noqa: ANN401 -- who presses
        pressing = await self.scene.double.press(message, label, **who)
        await pressing.answered()
        return pressing.original or message


@asynccontextmanager
async def two_servers(scene: Scene) -> AsyncIterator[tuple[Server, Server]]:
    """Two new servers with the same bot, in which nothing has happened yet."""
    async with scene.serving() as servers:
        await scene.double.join(OTHER_GUILD_ID)
        yield Server(scene, servers, GUILD_ID), Server(scene, servers, OTHER_GUILD_ID)
