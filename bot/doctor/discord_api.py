"""What does Discord say of the bot? It is asked in plain requests, without a connection to the gateway."""

import asyncio
from collections.abc import Callable
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

PATIENCE: Final = 15.0  # seconds for all of it
USER_AGENT: Final = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"
"""Discord refuses others. https://discord.com/developers/docs/reference#user-agent"""

PAGE: Final = 200  # servers that Discord tells of at once, which is enough to see what is the matter
LOOKED_INTO: Final = 5  # servers whose channels are asked for, two requests each
REACHABLE: Final = "/gateway"  # which anybody may ask
Connect = Callable[[], aiohttp.BaseConnector]
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
    """How many more sessions the bot may begin, of how many, and in how many milliseconds they are counted anew."""

    remaining: int
    total: int
    reset_after: int


class Starts(ApiModel):
    """The gateway's advice for the bot."""

    shards: int
    session_start_limit: Limit


class Server(ApiModel):
    """A server of the bot's; `permissions` are those of its roles, without what a channel gives or takes."""

    id: int
    name: str
    permissions: int


class Membership(ApiModel):
    """The bot as a member of a server: its roles, and until when it is timed out."""

    user: User
    roles: tuple[int, ...] = ()
    communication_disabled_until: datetime | None = None


class Overwrite(ApiModel):
    """What a channel gives and takes from everybody (the server's id), from a role or from a member."""

    id: int
    allow: int
    deny: int


class Channel(ApiModel):
    """A channel of a server."""

    name: str
    type: int
    permission_overwrites: tuple[Overwrite, ...] = ()


class GuildMembership(NamedTuple):
    """The bot as a member of one server, with the channels of that server."""

    server: Server
    bot: Membership
    channels: tuple[Channel, ...]


class Reachability(NamedTuple):
    """How many seconds Discord took to answer, and by how much our clock is ahead of Discord's."""

    seconds: float
    ahead: timedelta


class BotAccount(NamedTuple):
    """Discord's answers; `None` where it was not asked or did not answer, with the reason in `trouble`."""

    reached: Reachability | None = None
    user: User | None = None
    application: Application | None = None
    starts: Starts | None = None
    servers: tuple[Server, ...] | None = None
    rooms: tuple[GuildMembership, ...] = ()
    is_rejected: bool = False
    trouble: str = ""


async def inquire(token: str | None, *, connect: Connect | None = None) -> BotAccount:
    """What Discord says of the bot with this token, or of itself without; `connect` makes another way to it."""
    told: dict[str, Any] = {}
    try:
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession(connector=connect and connect()) as session:
            await _ask(session, token, told)
    except aiohttp.ClientResponseError as error:
        trouble = f"it answers `{error.request_info.url.path}` with {error.status}"
        return BotAccount(**told, is_rejected=error.status == HTTPStatus.UNAUTHORIZED, trouble=trouble)
    except TimeoutError:
        return BotAccount(**told, trouble=f"no answer within {PATIENCE:.0f} seconds")
    except ValidationError as error:
        return BotAccount(**told, trouble=f"its answer is not understood ({error.title})")
    except (aiohttp.ClientError, OSError) as error:
        return BotAccount(**told, trouble=str(error) or type(error).__name__)
    return BotAccount(**told)


async def _ask(session: aiohttp.ClientSession, token: str | None, told: dict[str, Any]) -> None:
    """Put into `told` one answer after another, those before a trouble, too."""
    headers = {"User-Agent": USER_AGENT}
    told["reached"] = await _reached(session, headers)
    if token is not None:
        headers |= {"Authorization": f"Bot {token}"}
        told["user"] = await _told(session, headers, "/users/@me", User)
        told["application"] = await _told(session, headers, "/applications/@me", Application)
        told["starts"] = await _told(session, headers, "/gateway/bot", Starts)
        told["servers"] = await _told(session, headers, f"/users/@me/guilds?limit={PAGE}", tuple[Server, ...])
        told["rooms"] = ()
        for server in told["servers"][:LOOKED_INTO]:
            told["rooms"] += (await _room(session, headers, server, told["user"]),)


async def _room(session: aiohttp.ClientSession, headers: dict[str, str], server: Server, user: User) -> GuildMembership:
    path = f"/guilds/{server.id}"
    bot = await _told(session, headers, f"{path}/members/{user.id}", Membership)
    return GuildMembership(server, bot, await _told(session, headers, f"{path}/channels", tuple[Channel, ...]))


async def _reached(session: aiohttp.ClientSession, headers: dict[str, str]) -> Reachability:
    """How Discord answers; its clock shows whole seconds, and so is half of one behind on average."""
    began = monotonic()
    async with _get(session, REACHABLE, headers) as response:
        now, took = datetime.now(UTC), monotonic() - began
        theirs = parsedate_to_datetime(response.headers["Date"]) if "Date" in response.headers else now
    return Reachability(took, now - timedelta(seconds=took / 2) - theirs - timedelta(seconds=0.5))


async def _told(session: aiohttp.ClientSession, headers: dict[str, str], path: str, kind: type[Kind]) -> Kind:
    async with _get(session, path, headers) as response:
        return TypeAdapter(kind).validate_json(await response.read())


def _get(
    session: aiohttp.ClientSession, path: str, headers: dict[str, str]
) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
    """The answer to one request, which is followed nowhere else, for it may carry the token."""
    return session.get(Route.BASE + path, headers=headers, allow_redirects=False, raise_for_status=True)
