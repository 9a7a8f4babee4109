"""How is a request answered? Record it, meet a prepared fault, judge it, find its route, answer or refuse."""

import json
import traceback
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from tests.discord.clock import Clock
from tests.discord.faults import Faults
from tests.discord.openapi import Document
from tests.discord.payloads import TOKEN
from tests.discord.refusals import RefusedError, invalid_body, unauthorized
from tests.discord.routing import Answer, Call, Route, Table
from tests.discord.traffic import Json, Request, Traffic

PREFIX = "/api/v10"
Outcome = tuple[int, Any, Mapping[str, str]]


class Rest:
    """The HTTP side of the double."""

    def __init__(self, traffic: Traffic, faults: Faults, table: Table, clock: Clock, spec: Document | None) -> None:
        self._traffic = traffic
        self._faults = faults
        self._table = table
        self._clock = clock
        self._spec = spec

    async def answer(self, http: web.Request) -> web.Response:
        """The answer to one request."""
        request = await _recorded(http)
        self._traffic.record(request)
        authorized = http.headers.get("Authorization") == f"Bot {TOKEN}"
        status, body, headers = self._outcome(request, authorized=authorized)
        request.status, request.answer = status, body
        self._traffic.notify()
        return _response(status, body, {"Date": format_datetime(self._clock.on_the_wall, usegmt=True), **headers})

    def _outcome(self, request: Request, *, authorized: bool) -> Outcome:
        try:
            return self._found(request, authorized=authorized)
        except RefusedError as refused:
            for problem in refused.problems:
                self._traffic.complain(f"{request.method} {request.path}: {problem}")
            return refused.status, refused.body, {}
        except Exception:  # noqa: BLE001  # the double's own mistake: a 500 would be retried for 25 s without a word
            self._traffic.complain(f"{request.method} {request.path}: {traceback.format_exc()}")
            return 400, {"message": "the double failed", "code": 0}, {}

    def _found(self, request: Request, *, authorized: bool) -> Outcome:
        found = self._table.find(request.method, request.path)
        if found is None:
            raise RefusedError(404, 0, "404: Not Found", ["there is no such route"])
        route, params = found
        if fault := self._faults.meet(route.method, route.template):
            return fault.status, fault.body, fault.headers
        if not (authorized or route.open):
            raise unauthorized()
        return (*self._judged(route, Call(request, params)), {})

    def _judged(self, route: Route, call: Call) -> Answer:
        if (
            self._spec
            and call.body is not None
            and (problems := self._spec.problems(route.method, route.template, call.body))
        ):
            raise invalid_body(problems)
        return route.handler(call)


async def _recorded(http: web.Request) -> Request:
    """The request as it came, without the bot's token."""
    headers = {name: value for name, value in http.headers.items() if name.lower() != "authorization"}
    body, files = await _content(http)
    return Request(http.method, http.path.removeprefix(PREFIX), dict(http.query), headers, body, files)


async def _content(http: web.Request) -> tuple[Any, dict[str, bytes]]:
    if http.content_type != "multipart/form-data":
        raw = await http.read()
        return (json.loads(raw) if raw else None), {}
    parts = await http.post()
    files = {name: part.file.read() for name, part in parts.items() if isinstance(part, web.FileField)}
    return json.loads(str(parts["payload_json"])), files


def _response(status: int, body: Json | None, headers: Mapping[str, str]) -> web.Response:
    """discord.py reads JSON only where the type is `application/json` and nothing more."""
    if body is None:
        return web.Response(status=status, headers=headers)
    encoded = json.dumps(body).encode()
    return web.Response(status=status, body=encoded, content_type="application/json", headers=headers)
