"""What does a person do? Events as Discord sends them when somebody uses a command or writes to the bot."""

from dataclasses import dataclass
from uuid import uuid4

from tests.discord.clock import Clock
from tests.discord.messages import Messages
from tests.discord.payloads import (
    APPLICATION_ID,
    ATTACHMENT_SIZE_LIMIT,
    CHANNEL_ID,
    GUILD_ID,
    MODERATOR,
    OTHER_CHANNEL_ID,
    OTHER_GUILD_ID,
    PERMISSIONS,
    PRIVATE_CHANNEL_ID,
    STRANGE_CHANNEL_ID,
    STRANGE_GUILD_ID,
    channel,
    direct_channel,
    member,
    permissions,
    user,
)
from tests.discord.traffic import Json, Traffic

COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
# https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
IN_GUILD, IN_DIRECT, IN_PRIVATE = 0, 1, 2  # the contexts of an interaction, the same page


@dataclass(frozen=True)
class Post:
    """A message that a person wrote to the bot."""

    payload: Json
    messages: Messages
    traffic: Traffic

    async def reply(self) -> Json:
        """The body of the bot's first reply to this message, as last edited, when there is one."""
        what = f"a reply whose message_reference is {self.payload['id']}"
        found = await self.traffic.until(lambda: self.messages.replies(self.payload["id"]), what)
        return found[0]

    async def followed(self) -> Json:
        """The body of the bot's first message after this one in the channel, be it a reply or not."""
        here, own = self.payload["channel_id"], self.payload["id"]
        found = await self.traffic.until(lambda: self.messages.later(here, own), f"a message after {own}")
        return found[0]

    async def answer(self) -> Json:
        """The bot's first reply to this message as the message that it is."""
        body = await self.reply()
        return next(self.messages.stored[own] for own, sent in self.messages.bodies.items() if sent is body)


@dataclass(frozen=True)
class Place:
    """Where a person stands when using the bot: the context, and the fields that tell of it."""

    context: int
    fields: Json


CHANNELS = {GUILD_ID: CHANNEL_ID, OTHER_GUILD_ID: OTHER_CHANNEL_ID, STRANGE_GUILD_ID: STRANGE_CHANNEL_ID}


def guild_place(
    person_id: str, guild_id: str = GUILD_ID, *, channel_id: str | None = None, moderator: bool = False
) -> Place:
    """A server, and the channel there."""
    channel_id = channel_id or CHANNELS[guild_id]
    about = {"id": guild_id, "locale": "en-US", "features": []}
    person = member() | {"user": user(person_id), "permissions": MODERATOR if moderator else permissions(person_id)}
    where = {"guild_id": guild_id, "guild": about, "channel": channel(channel_id, guild_id), "channel_id": channel_id}
    return Place(IN_GUILD, where | {"member": person, "guild_locale": "en-US"})


def private_place(person_id: str, direct: Json, *, user_install: bool) -> Place:
    """A conversation with the bot, or for a user's own install one between others."""
    where = direct_channel(PRIVATE_CHANNEL_ID, person_id) if user_install else direct
    context = IN_PRIVATE if user_install else IN_DIRECT
    return Place(context, {"channel": where, "channel_id": where["id"], "user": user(person_id)})


def interaction(  # noqa: PLR0913  # each keyword is one circumstance
    clock: Clock, data: Json, place: Place, *, user_id: str | None, locale: str = "en-US", kind: int = COMMAND
) -> Json:
    """INTERACTION_CREATE; `user_id` is the person whose own install this is, if it is one."""
    names = {"id": clock.snowflake(), "application_id": APPLICATION_ID, "token": f"interaction-{uuid4().hex}"}
    owners = {"1": user_id} if user_id else {"0": place.fields.get("guild_id", "0")}
    limits = {"attachment_size_limit": ATTACHMENT_SIZE_LIMIT, "app_permissions": PERMISSIONS, "entitlements": []}
    rest = {"type": kind, "version": 1, "data": data, "context": place.context, "locale": locale}
    return names | limits | rest | place.fields | {"authorizing_integration_owners": owners}


def guild_of(channel_id: str) -> str:
    """The server that has a channel; a thread is in the bot's first one."""
    return next((guild_id for guild_id, channel in CHANNELS.items() if channel == channel_id), GUILD_ID)


def in_guild(written: Json) -> Json:
    """MESSAGE_CREATE in a server of the bot's."""
    return written | {"guild_id": guild_of(written["channel_id"]), "member": _author()}


def mention(written: Json) -> Json:
    """MESSAGE_CREATE in a server of the bot's, with the bot among the mentioned."""
    bot = user(APPLICATION_ID) | {"member": _author()}
    return in_guild(written | {"mentions": [bot]})


def _author() -> Json:
    return {name: value for name, value in member().items() if name != "permissions"}
