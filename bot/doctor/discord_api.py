"""What does Discord say about the bot? Plain HTTP requests, without a connection to the gateway."""

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import monotonic
from typing import Any, Final, NamedTuple, TypeVar

import aiohttp
import discord
from discord.http import Route
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.discord_client.connector import ConnectorFactory

PATIENCE: Final = 15.0  # seconds for all of it
USER_AGENT: Final = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"
"""Discord refuses other forms. https://discord.com/developers/docs/reference#user-agent"""

PAGE: Final = 200  # guilds that Discord lists in one answer, which is enough to see what is wrong
INSPECTED_GUILDS: Final = 5  # guilds whose channels are requested, two requests each
REACHABLE: Final = "/gateway"  # which needs no token
Kind = TypeVar("Kind")


class ApiModel(BaseModel):
    """An object of the Discord API; fields that the doctor does not read are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class User(ApiModel):
    """The bot's own account."""

    id: int
    username: str


class Application(ApiModel):
    """How the bot's application is set up; the keys of `integration_types_config` are the ways to install it.

    https://discord.com/developers/docs/resources/application#application-object
    """

    id: int
    flags: int = 0
    bot_require_code_grant: bool = False
    interactions_endpoint_url: str | None = None
    integration_types_config: dict[str, Any] | None = None


class Limit(ApiModel):
    """How many of `total` sessions the bot may still begin, and in how many milliseconds the count starts over."""

    remaining: int
    total: int
    reset_after: int


class Starts(ApiModel):
    """The gateway's advice for the bot."""

    shards: int
    session_start_limit: Limit


class Guild(ApiModel):
    """A guild that the bot is in; `permissions` are those of its roles, without the overwrites of channels."""

    id: int
    name: str
    permissions: int


class Membership(ApiModel):
    """The bot as a member of a guild: its roles, and until when it is timed out."""

    user: User
    roles: tuple[int, ...] = ()
    communication_disabled_until: datetime | None = None


class Overwrite(ApiModel):
    """What a channel allows and denies everybody (`id` is the guild's), a role or a member."""

    id: int
    allow: int
    deny: int


class Channel(ApiModel):
    """A channel of a guild."""

    name: str
    type: int
    permission_overwrites: tuple[Overwrite, ...] = ()


class GuildMembership(NamedTuple):
    """The bot as a member of one guild, with the channels of that guild."""

    guild: Guild
    bot: Membership
    channels: tuple[Channel, ...]


class Reachability(NamedTuple):
    """How many seconds Discord took to answer, and how far our clock is ahead of Discord's."""

    seconds: float
    ahead: timedelta


class BotAccount(NamedTuple):
    """Discord's answers; `None` where it was not asked or did not answer, with the reason in `trouble`."""

    reached: Reachability | None = None
    user: User | None = None
    application: Application | None = None
    starts: Starts | None = None
    guilds: tuple[Guild, ...] | None = None
    memberships: tuple[GuildMembership, ...] = ()
    is_rejected: bool = False
    trouble: str = ""


async def inquire(token: str | None, *, connect: ConnectorFactory | None = None) -> BotAccount:
    """Discord's answers about the bot with this token, or without one about itself; `connect` replaces the network."""
    answers: dict[str, Any] = {}
    try:
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession(connector=connect and connect()) as session:
            await _ask(session, token, answers)
    except aiohttp.ClientResponseError as error:
        trouble = f"it answers `{error.request_info.url.path}` with {error.status}"
        return BotAccount(**answers, is_rejected=error.status == HTTPStatus.UNAUTHORIZED, trouble=trouble)
    except TimeoutError:
        return BotAccount(**answers, trouble=f"no answer within {PATIENCE:.0f} seconds")
    except ValidationError as error:
        return BotAccount(**answers, trouble=f"its answer is not understood ({error.title})")
    except (aiohttp.ClientError, OSError) as error:
        return BotAccount(**answers, trouble=str(error) or type(error).__name__)
    return BotAccount(**answers)


async def _ask(session: aiohttp.ClientSession, token: str | None, answers: dict[str, Any]) -> None:
    """Add Discord's answers to `answers` one by one, so that those before an error are kept."""
    headers = {"User-Agent": USER_AGENT}
    answers["reached"] = await _reachability(session, headers)
    if token is not None:
        headers |= {"Authorization": f"Bot {token}"}
        answers["user"] = await _answer(session, headers, "/users/@me", User)
        answers["application"] = await _answer(session, headers, "/applications/@me", Application)
        answers["starts"] = await _answer(session, headers, "/gateway/bot", Starts)
        answers["guilds"] = await _answer(session, headers, f"/users/@me/guilds?limit={PAGE}", tuple[Guild, ...])
        answers["memberships"] = ()
        for guild in answers["guilds"][:INSPECTED_GUILDS]:
            answers["memberships"] += (await _membership(session, headers, guild, answers["user"]),)


async def _membership(
    session: aiohttp.ClientSession, headers: dict[str, str], guild: Guild, user: User
) -> GuildMembership:
    path = f"/guilds/{guild.id}"
    bot = await _answer(session, headers, f"{path}/members/{user.id}", Membership)
    return GuildMembership(guild, bot, await _answer(session, headers, f"{path}/channels", tuple[Channel, ...]))


async def _reachability(session: aiohttp.ClientSession, headers: dict[str, str]) -> Reachability:
    """How fast Discord answers, and its clock, which shows whole seconds and so is half a second behind on average."""
    began = monotonic()
    async with _get(session, REACHABLE, headers) as response:
        now, took = datetime.now(UTC), monotonic() - began
        theirs = parsedate_to_datetime(response.headers["Date"]) if "Date" in response.headers else now
    return Reachability(took, now - timedelta(seconds=took / 2) - theirs - timedelta(seconds=0.5))


async def _answer(session: aiohttp.ClientSession, headers: dict[str, str], path: str, kind: type[Kind]) -> Kind:
    async with _get(session, path, headers) as response:
        return TypeAdapter(kind).validate_json(await response.read())


def _get(
    session: aiohttp.ClientSession, path: str, headers: dict[str, str]
) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
    """The answer to one request; redirects are not followed, because the request may carry the token."""
    return session.get(Route.BASE + path, headers=headers, allow_redirects=False, raise_for_status=True)
