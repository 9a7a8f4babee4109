"""What does a test talk to? Discord at the other end of the wire: one TLS server on the loopback for REST and gateway.

    double.py ── rest.py ─── routing.py, then accounts.py, commands.py, messages.py, interactions.py
        │           └─────── faults.py, openapi.py, rules.py, refusals.py
        └─────── gateway.py, fed from events.py and payloads.py

A real client reaches it through `double.connector()`; nothing of discord.py is replaced.
"""

import socket
import ssl
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any, Self, TypeVar

import aiohttp
from aiohttp import web

from tests.discord import events, payloads
from tests.discord.accounts import Accounts
from tests.discord.address import LOOPBACK, Address
from tests.discord.clock import Clock
from tests.discord.command_rules import MESSAGE
from tests.discord.commands import Commands, chosen, completion, invocation
from tests.discord.faults import Fault, Faults, rate_limited
from tests.discord.gateway import Gateway
from tests.discord.interactions import Interaction, Interactions
from tests.discord.message_rules import button_named
from tests.discord.messages import Messages, is_private
from tests.discord.openapi import Document
from tests.discord.payloads import (
    APPLICATION_ID,
    CHANNEL_ID,
    GUILD_ID,
    OTHER_GUILD_ID,
    PERSON_ID,
    PRIVATE_CHANNEL_ID,
    STRANGE_GUILD_ID,
    THREAD_ID,
    TOKEN,
    channel,
    member,
    overwrite,
    user,
)
from tests.discord.rest import PREFIX, Rest
from tests.discord.routing import Table
from tests.discord.traffic import Json, Request, Traffic
from tests.discord.uploads import HOST, Uploads

Found = TypeVar("Found")
LARGEST_REQUEST = 25 * 1024 * 1024  # https://docs.discord.com/developers/reference#uploading-files
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12  # the intents without which no message comes


class Double:
    """Discord, as one bot meets it; use it as an async context manager."""

    token = TOKEN

    def __init__(
        self, server_tls: ssl.SSLContext, certificate: Path, spec: Document | None = None, *, shards: int = 1
    ) -> None:
        self.clock = Clock()
        self.traffic = Traffic()
        self.gateway = Gateway(self.traffic)
        self.commands = Commands(self.clock)
        self.uploads = Uploads(self.clock)
        self.messages = Messages(self.clock)
        self.interactions = Interactions(self.clock, self.messages, self.traffic)
        self._expected: list[str] = []
        self._faults = Faults()
        self.accounts = Accounts(shards)
        parts = (self.accounts, self.commands, self.messages, self.interactions)
        self._table = Table(route for part in parts for route in part.routes())
        self._rest = Rest(self.traffic, self._faults, self._table, self.clock, spec)
        self._tls = server_tls
        self._socket = socket.create_server((LOOPBACK, 0), backlog=1024)
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.1)
        self.address = Address(self._socket.getsockname()[1], certificate)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket, ssl_context=self._tls).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.gateway.drop()
        await self._runner.cleanup()
        self._socket.close()

    @property
    def requests(self) -> list[Request]:
        """Every request in the order in which it came."""
        return self.traffic.requests

    @property
    def problems(self) -> list[str]:
        """Every rule that the bot broke."""
        return self.traffic.problems

    def requests_to(self, method: str, template: str) -> list[Request]:
        """The requests to one route of the table."""
        return [found for found in self.requests if (found.method, self.route(found)) == (method, template)]

    def route(self, request: Request) -> str:
        """The template of a request's route, or nothing where there is none."""
        found = self._table.find(request.method, request.path)
        return found[0].template if found else ""

    def connector(self) -> aiohttp.TCPConnector:
        """A connector for a client in this process, which reports every strange host as a problem."""
        return self.address.connector(lambda host: self.traffic.complain(f"unexpected host `{host}`"))

    async def until(self, condition: Callable[[], Found | None], what: str = "") -> Found:
        """The first true value of `condition`; fails after `traffic.PATIENCE`, saying what had arrived instead."""
        return await self.traffic.until(condition, what)

    def expect_problem(self, part: str) -> None:
        """Let a problem with these words pass at the end of the test, and miss it if it does not come."""
        self._expected.append(part)

    def verdict(self) -> list[str]:
        """What must fail the test: unexpected problems, missing expected ones, faults never met."""
        unexpected = [found for found in self.problems if not any(part in found for part in self._expected)]
        parts = [part for part in self._expected if not any(part in found for found in self.problems)]
        return unexpected + [f"expected a problem with `{part}`" for part in parts] + self._faults.unmet()

    def fail_next(  # noqa: PLR0913  # each keyword is one property of the answer
        self,
        method: str,
        template: str,
        *,
        status: int,
        code: int = 0,
        message: str = "",
        headers: Mapping[str, str] | None = None,
        retry_after: float = 0.01,
    ) -> None:
        """Let the next request to a route fail; a 429 has Discord's `Via` unless other headers are given."""
        if not self._table.has(method, template):
            raise LookupError(f"the double has no route `{method} {template}`")
        fault = Fault(status, {"message": message or f"{status}: as the test wants", "code": code}, headers or {})
        self._faults.prepare(method, template, rate_limited(retry_after, headers) if status == 429 else fault)

    async def slash(  # noqa: PLR0913  # each keyword is one circumstance of the person
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        guild: bool = True,
        guild_id: str = GUILD_ID,
        user_install: bool = False,
        person_id: str = PERSON_ID,
        locale: str = "en-US",
    ) -> Interaction:
        """Let a person use a slash command, subcommands separated by spaces; the bot must have registered it."""
        place = self._place(person_id, guild_id if guild else None, user_install=user_install)
        first, *path = name.split()
        await self.until(lambda: self.commands.stored, "registered commands")
        command = self.commands.named(first)
        _check_use(command, place, installed=int(user_install))
        data, owner = invocation(command, path, options or {}), person_id if user_install else None
        payload = events.interaction(self.clock, data, place, user_id=owner, locale=locale)
        return await self._interact(payload, user_install=user_install)

    async def join(self, guild_id: str = OTHER_GUILD_ID) -> None:
        """Let the bot be taken into one more server."""
        await self.dispatch(
            "GUILD_CREATE", payloads.guild(guild_id, events.CHANNELS[guild_id]) | {"guild_id": guild_id}
        )

    async def menu(
        self, name: str, target: Json, *, guild: bool = True, user_install: bool = False, person_id: str = PERSON_ID
    ) -> Interaction:
        """Let a person choose a command in the menu of a message; the bot gets the whole message."""
        here = events.guild_of(target["channel_id"])
        place = self._place(person_id, here if guild else None, user_install=user_install)
        await self.until(lambda: self.commands.stored, "registered commands")
        command = self.commands.named(name, MESSAGE)
        _check_use(command, place, installed=int(user_install))
        data, owner = chosen(command, target), person_id if user_install else None
        payload = events.interaction(self.clock, data, place, user_id=owner)
        return await self._interact(payload, user_install=user_install)

    async def complete(
        self, name: str, option: str, typed: str, *, guild_id: str | None = GUILD_ID, user_install: bool = False
    ) -> list[Json]:
        """What a person is offered while typing the value of an option."""
        place = self._place(PERSON_ID, guild_id, user_install=user_install)
        await self.until(lambda: self.commands.stored, "registered commands")
        data, owner = completion(self.commands.named(name), option, typed), PERSON_ID if user_install else None
        payload = events.interaction(self.clock, data, place, user_id=owner, kind=events.AUTOCOMPLETE)
        callback = await (await self._interact(payload, user_install=user_install)).acknowledged()
        choices: list[Json] = callback["data"]["choices"]
        return choices

    async def press(
        self, shown: Json, label: str, *, person_id: str = PERSON_ID, moderator: bool = False
    ) -> Interaction:
        """Let a person press a button of one of the bot's messages, which must have it."""
        there, cause = self.messages.stored[shown["id"]], shown.get("interaction_metadata") or {}
        if is_private(there) and cause["user"]["id"] != person_id:
            raise AssertionError("nobody sees a private message but the one whom it answers")
        button = button_named(there, label)
        data = {"custom_id": button["custom_id"], "component_type": button["type"], "id": button["id"]}
        place = self._place_of(there, person_id, moderator=moderator)
        owners = cause.get(
            "authorizing_integration_owners", {}
        )  # none where no interaction made the message: undocumented
        payload = events.interaction(self.clock, data, place, user_id=None, kind=events.COMPONENT)
        payload |= {"message": deepcopy(there), "authorizing_integration_owners": owners}
        return await self._interact(payload, user_install="1" in owners)

    async def _interact(self, payload: Json, *, user_install: bool) -> Interaction:
        payload["app_permissions"] = self.messages.permissions(payload["channel_id"])
        opened = self.interactions.open(payload, user_install=user_install)
        await self.dispatch("INTERACTION_CREATE", payload)
        return opened

    async def hush(self, channel_id: str = CHANNEL_ID) -> None:
        """Let a channel of the bot's server, and the threads there, take from everybody the permission to write."""
        self.messages.silent |= {channel_id, THREAD_ID}
        await self.dispatch("CHANNEL_UPDATE", channel(channel_id) | {"permission_overwrites": [overwrite()]})

    async def unhush(self, channel_id: str = CHANNEL_ID) -> None:
        """Let everybody write again in a channel, and in the threads there."""
        self.messages.silent -= {channel_id, THREAD_ID}
        await self.dispatch("CHANNEL_UPDATE", channel(channel_id))

    async def time_out(self) -> None:
        """Let the moderators of the bot's server time it out."""
        self.messages.silent |= {CHANNEL_ID, THREAD_ID}
        until = {"communication_disabled_until": (self.clock.now + timedelta(days=1)).isoformat()}
        bot = member() | {"user": user(APPLICATION_ID), "guild_id": GUILD_ID} | until
        await self.dispatch("GUILD_MEMBER_UPDATE", bot)

    async def mention(self, text: str, *, person_id: str = PERSON_ID, channel_id: str = CHANNEL_ID) -> events.Post:
        """Let a person mention the bot in a server of its, followed by `text`."""
        written = self.messages.written(channel_id, person_id, f"<@{APPLICATION_ID}> {text}")
        return await self._post(events.mention(written), GUILD_MESSAGES)

    async def direct_message(self, text: str, *, person_id: str = PERSON_ID) -> events.Post:
        """Let a person write `text` to the bot alone."""
        written = self.messages.written(self.messages.direct(person_id)["id"], person_id, text)
        return await self._post(written, DIRECT_MESSAGES)

    async def reply(
        self, answered: Json, text: str, *, ping: bool = True, resolved: bool = True, person_id: str = PERSON_ID
    ) -> events.Post:
        """Let a person reply to a message in the bot's server, with the ping to its author or without.

        Unless `resolved`, Discord does not send the answered message along.
        """
        written = self.messages.replying(answered["channel_id"], person_id, text, answered)
        if ping:
            written["mentions"] = [*written["mentions"], answered["author"]]
        payload = events.in_guild(self.messages.seen(written))
        if not resolved:
            del payload["referenced_message"]
        return await self._post(payload, GUILD_MESSAGES)

    async def dispatch(self, name: str, payload: Json, intents: int = 0) -> None:
        """Send an event to the shard it belongs to, unless the shard did not ask for one of these intents."""
        session = await self.until(lambda: self.gateway.shard_of(payload.get("guild_id")), "a client on the gateway")
        if not intents or session.intents & intents:
            await session.dispatch(name, payload)

    def drop_socket(self) -> None:
        """Kill the connections of all shards."""
        self.gateway.drop()

    async def resumed(self, times: int = 1) -> None:
        """Wait until clients have resumed so many times since the double began."""
        await self.until(lambda: self.gateway.resumes >= times, f"{times} resumed sessions")

    async def connected(self) -> None:
        """Wait until every session has a socket."""
        await self.until(self.gateway.connected, "a client on the gateway")

    async def _post(self, payload: Json, intents: int) -> events.Post:
        await self.dispatch("MESSAGE_CREATE", payload, intents)
        return events.Post(payload, self.messages, self.traffic)

    def _place(self, person_id: str, guild_id: str | None, *, user_install: bool) -> events.Place:
        """A server, for a user's own install one where the bot is not; or a conversation."""
        if guild_id:
            return events.guild_place(person_id, STRANGE_GUILD_ID if user_install else guild_id)
        return events.private_place(person_id, self.messages.direct(person_id), user_install=user_install)

    def _place_of(self, shown: Json, person_id: str, *, moderator: bool) -> events.Place:
        """Where a message is."""
        for guild_id, channel_id in events.CHANNELS.items():
            if shown["channel_id"] in {channel_id, THREAD_ID if guild_id == GUILD_ID else ""}:
                return events.guild_place(person_id, guild_id, channel_id=shown["channel_id"], moderator=moderator)
        is_between_others = shown["channel_id"] == PRIVATE_CHANNEL_ID
        return events.private_place(person_id, self.messages.direct(person_id), user_install=is_between_others)

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.router.add_route("*", "/{path:.*}", self._answer)
        return application

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.host.startswith("gateway"):
            return await self.gateway.serve(request)
        if request.host.startswith(HOST):
            return self.uploads.answer(request)
        if not request.path.startswith(PREFIX):
            self.traffic.complain(f"{request.method} https://{request.host}{request.path}: there is nothing there")
        return await self._rest.answer(request)


def _check_use(command: Json, place: events.Place, *, installed: int) -> None:
    """Fail where Discord would not offer the command, or not to this person."""
    contexts = command["contexts"] if command["contexts"] is not None else [0, 1, 2]
    if place.context not in contexts or installed not in command["integration_types"]:
        raise AssertionError(f"`{command['name']}` is not offered in context {place.context} with install {installed}")
    needed = int(command["default_member_permissions"] or 0)
    if "member" in place.fields and needed & ~int(place.fields["member"]["permissions"]):
        raise AssertionError(f"`{command['name']}` is offered to those alone who have the permissions {needed}")
