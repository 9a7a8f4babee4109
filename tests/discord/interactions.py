"""What did the bot do with an interaction? Its first response, its messages, and Discord's deadlines for them.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from dataclasses import dataclass, field
from datetime import datetime

from tests.discord import rules
from tests.discord.clock import Clock
from tests.discord.message_rules import EPHEMERAL, LOADING
from tests.discord.messages import Messages, refuse
from tests.discord.payloads import APPLICATION_ID
from tests.discord.refusals import (
    already_acknowledged,
    expired_token,
    invalid_body,
    too_many_follow_ups,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from tests.discord.routing import Answer, Call, Route
from tests.discord.traffic import PATIENCE, Json, Traffic

FIRST_RESPONSE = 3.0  # seconds; …#interaction-callback
TOKEN_LIFE = 15 * 60.0  # seconds; …#followup-messages
FOLLOW_UPS = 5  # for apps that only the user installed; …#create-followup-message
AUTOCOMPLETE = 4  # …#interaction-object-interaction-type
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"


@dataclass
class Interaction:
    """One use of the bot by a person, and what came of it; `bodies` are its messages' bodies in the order sent."""

    payload: Json
    received: datetime
    user_install: bool
    traffic: Traffic
    callback: Json | None = None
    original: Json | None = None
    bodies: list[Json] = field(default_factory=list)
    follow_ups: list[Json] = field(default_factory=list)
    is_deleted: bool = False

    async def acknowledged(self, *, patience: float = PATIENCE) -> Json:
        """The body of the first response, when it has come."""
        what = f"the first response to {self}"
        return await self.traffic.until(lambda: self.callback, what, patience=patience, recheck=None)

    async def answered(self, *, patience: float = PATIENCE) -> Json:
        """The body of the message sent or edited last, when there is one; "thinking" is none."""
        what = f"an answer to {self}"
        bodies = await self.traffic.until(lambda: self.bodies, what, patience=patience, recheck=None)
        return bodies[-1]

    async def followed_up(self, times: int = 1) -> list[Json]:
        """The bodies of the follow-up messages, when there are so many."""
        await self.traffic.until(lambda: len(self.follow_ups) >= times, f"{times} follow-ups to {self}")
        return self.follow_ups

    async def deleted(self) -> None:
        """Wait until the original response is not there any more."""
        await self.traffic.until(lambda: self.is_deleted, f"the end of {self}")

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees the original response."""
        return bool(self.original and self.original["flags"] & EPHEMERAL)

    def __str__(self) -> str:
        return f"interaction {self.payload['id']} ({self.payload['data'].get('name')})"


class Interactions:
    """All interactions by token."""

    def __init__(self, clock: Clock, messages: Messages, traffic: Traffic) -> None:
        self._clock = clock
        self._messages = messages
        self._traffic = traffic
        self._by_token: dict[str, Interaction] = {}

    def routes(self) -> tuple[Route, ...]:
        """The lines of the table that this object answers."""
        callback = "/interactions/{interaction_id}/{interaction_token}/callback"
        one, original = f"{WEBHOOK}/messages/{{message_id}}", f"{WEBHOOK}/messages/@original"
        return (
            Route("POST", callback, self._respond, open=True),
            Route("POST", WEBHOOK, self._follow_up, open=True),
            *(Route("GET", path, self._get, open=True) for path in (one, original)),
            *(Route("PATCH", path, self._patch, open=True) for path in (one, original)),
            *(Route("DELETE", path, self._delete, open=True) for path in (one, original)),
        )

    def open(self, payload: Json, *, user_install: bool) -> Interaction:
        """A new interaction, whose clock runs from now."""
        new = Interaction(payload, self._clock.now, user_install, self._traffic)
        return self._by_token.setdefault(payload["token"], new)

    def _respond(self, call: Call) -> Answer:
        found = self._by_token.get(call.params["interaction_token"])
        if found is None or found.payload["id"] != call.params["interaction_id"]:
            raise unknown_interaction()
        if found.callback is not None:
            raise already_acknowledged()
        if self._clock.since(found.received) > FIRST_RESPONSE:
            raise unknown_interaction()
        self._judge_response(found, call.body)
        return self._acknowledge(found, call.body, answer=call.request.query.get("with_response") in {"1", "true"})

    def _judge_response(self, found: Interaction, body: Json) -> None:
        data, existing = body.get("data") or {}, self._pressed(found)
        problems = rules.response(body)
        if body.get("type") in {rules.DEFERRED_UPDATE, rules.UPDATE} and existing is None:
            raise invalid_body([f"a response of type {body['type']} needs a message to update"])
        if (body.get("type") == rules.CHOICES) != (found.payload["type"] == AUTOCOMPLETE):
            raise invalid_body([f"a response of type {body['type']} does not fit this interaction"])
        if body.get("type") == rules.UPDATE and existing is not None:
            problems += rules.edited(data, existing, rules.RESPONSE)
        refuse(problems, data)

    def _pressed(self, found: Interaction) -> Json | None:
        """The message that the pressed button is on."""
        return self._messages.stored.get((found.payload.get("message") or {}).get("id", ""))

    def _acknowledge(self, found: Interaction, body: Json, *, answer: bool) -> Answer:
        data = body.get("data") or {}
        if body["type"] in {rules.MESSAGE, rules.DEFERRED}:
            thinking = LOADING if body["type"] == rules.DEFERRED else 0
            found.original = self._create(found, data, (data.get("flags") or 0) | thinking)
        if body["type"] in {rules.MESSAGE, rules.UPDATE}:
            found.bodies.append(data)
        if body["type"] in {rules.DEFERRED_UPDATE, rules.UPDATE}:
            found.original = self._pressed(found)
        if body["type"] == rules.UPDATE and found.original:
            self._messages.edit(found.original, data)
        found.callback = body
        return (200, _callback_answer(found)) if answer else (204, None)

    def _create(self, found: Interaction, body: Json, flags: int) -> Json:
        payload = found.payload
        person = payload.get("user") or payload["member"]["user"]
        owners = payload["authorizing_integration_owners"]
        cause = {"id": payload["id"], "type": payload["type"], "user": person, "authorizing_integration_owners": owners}
        new = self._messages.create(payload["channel_id"], body, flags)
        new |= {"type": 20, "webhook_id": APPLICATION_ID, "application_id": APPLICATION_ID}
        new["interaction_metadata"] = cause
        return new

    def _living(self, call: Call) -> Interaction:
        found = self._by_token.get(call.params["webhook_token"])
        if found is None or found.callback is None or call.params["webhook_id"] != APPLICATION_ID:
            raise unknown_webhook()
        if self._clock.since(found.received) > TOKEN_LIFE:
            raise expired_token()
        return found

    def _message(self, found: Interaction, call: Call) -> Json:
        original = found.original["id"] if found.original else ""
        message = self._messages.stored.get(call.params.get("message_id", original))
        if message is None:
            raise unknown_message()
        return message

    def _follow_up(self, call: Call) -> Answer:
        found, body = self._living(call), call.body
        if found.original is not None and found.original["flags"] & LOADING:
            return self._edit(found, found.original, call, rules.FOLLOW_UP)  # it takes the place of "thinking"
        if found.user_install and len(found.follow_ups) == FOLLOW_UPS:
            raise too_many_follow_ups()
        refuse(rules.created(body, rules.FOLLOW_UP), body)
        found.bodies.append(body)
        found.follow_ups.append(body)
        return 200, self._create(found, body, body.get("flags") or 0)

    def _get(self, call: Call) -> Answer:
        return 200, self._message(self._living(call), call)

    def _patch(self, call: Call) -> Answer:
        found = self._living(call)
        return self._edit(found, self._message(found, call), call, rules.EDIT)

    def _edit(self, found: Interaction, message: Json, call: Call, known: frozenset[str]) -> Answer:
        body, files = call.body, call.request.files
        problems = [*rules.edited(body, message, known), *rules.uploaded(body, files)]
        refuse(problems, rules.after(body, message))
        found.bodies.append(body)
        return 200, self._messages.edit(message, body, files)

    def _delete(self, call: Call) -> Answer:
        found = self._living(call)
        del self._messages.stored[self._message(found, call)["id"]]
        found.is_deleted = True
        return 204, None


def _callback_answer(found: Interaction) -> Json:
    """What `with_response` asks for; discord.py fails without it."""
    body, original = found.callback or {}, found.original
    about = {"id": found.payload["id"], "type": found.payload["type"]}
    if original is None:
        return {"interaction": about}
    about["response_message_id"] = original["id"]
    about["response_message_loading"] = bool(original["flags"] & LOADING)
    about["response_message_ephemeral"] = bool(original["flags"] & EPHEMERAL)
    if body["type"] not in {rules.MESSAGE, rules.UPDATE}:
        return {"interaction": about}
    return {"interaction": about, "resource": {"type": body["type"], "message": original}}
