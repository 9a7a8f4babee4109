"""What stands in the channels? Messages, the routes that write them, and the bot's replies.

https://docs.discord.com/developers/resources/message
"""

from collections.abc import Mapping
from copy import deepcopy
from itertools import count

from tests.discord import message_rules, reading, rules
from tests.discord.clock import Clock
from tests.discord.payloads import (
    APPLICATION_ID,
    CHANNEL_ID,
    OTHER_CHANNEL_ID,
    OTHER_GUILD_ID,
    PERMISSIONS,
    PRIVATE_CHANNEL_ID,
    STRANGE_CHANNEL_ID,
    THREAD_ID,
    WRITING,
    channel,
    direct_channel,
    message,
    thread,
)
from tests.discord.refusals import (
    invalid_body,
    missing_access,
    missing_permissions,
    no_history,
    not_the_author,
    server_error,
    unknown_channel,
    unknown_message,
)
from tests.discord.routing import Answer, Call, Route
from tests.discord.traffic import Json

CHANNEL = "/channels/{channel_id}"
SETTABLE = message_rules.SUPPRESS_EMBEDS | message_rules.COMPONENTS_V2  # the flags that an edit may set
SHOWN = ("content", "embeds", "components")


class Messages:
    """All messages by id; `bodies` holds what the bot last sent for each of its own.

    `closed` are the channels whose history the bot may not read, `silent` those where it may not write, `uploads` the
    files by their attachments' ids.
    """

    def __init__(self, clock: Clock) -> None:
        self.channels: dict[str, Json] = {CHANNEL_ID: channel(), THREAD_ID: thread()}
        self.channels[OTHER_CHANNEL_ID] = channel(OTHER_CHANNEL_ID, OTHER_GUILD_ID)
        self.stored: dict[str, Json] = {}
        self.bodies: dict[str, Json] = {}
        self.closed: set[str] = set()
        self.silent: set[str] = set()
        self.uploads: dict[str, bytes] = {}
        self._clock = clock

    def routes(self) -> tuple[Route, ...]:
        """The lines of the table that this object answers."""
        one = f"{CHANNEL}/messages/{{message_id}}"
        return (
            Route("GET", CHANNEL, lambda call: (200, self._channel(call))),
            Route("POST", f"{CHANNEL}/messages", self._post),
            Route("GET", f"{CHANNEL}/messages", self._history),
            Route("GET", one, self._read),
            Route("PATCH", one, self._patch),
            Route("DELETE", one, self._delete),
            Route("POST", f"{CHANNEL}/typing", self._typing),
            Route("POST", "/users/@me/channels", self._open_direct),
        )

    def direct(self, person_id: str) -> Json:
        """The conversation with a person, opened when first needed."""
        for known in self.channels.values():
            if [person["id"] for person in known.get("recipients", ())] == [person_id]:
                return known
        opened = direct_channel(self._clock.snowflake(), person_id)
        return self.channels.setdefault(opened["id"], opened)

    def written(self, channel_id: str, author_id: str, content: str) -> Json:
        """A person's message, stored."""
        new = message(self._clock.snowflake(), channel_id, author_id, content, self._clock.now)
        return self.stored.setdefault(new["id"], new | {"mentions": reading.mentioned(content)})

    def replying(self, channel_id: str, author_id: str, content: str, answered: Json) -> Json:
        """A person's reply, stored; what it answers need not be there any more."""
        new = self.written(channel_id, author_id, content)
        self.stored[new["id"]] = new | self._referring(answered, reading.REPLY)
        return self.stored[new["id"]]

    def thread_made_from(self, start: Json) -> Json:
        """The message at the start of the thread, which shows the one that the thread was made from."""
        new = self.written(THREAD_ID, start["author"]["id"], "")
        self.stored[new["id"]] = new | self._referring(start, reading.THREAD_STARTER)
        return self.stored[new["id"]]

    def seen(self, stored: Json) -> Json:
        """The message as the bot gets it."""
        return reading.as_seen(stored, direct="recipients" in self.channels.get(stored["channel_id"], {}))

    def create(self, channel_id: str, body: Json, flags: int) -> Json:
        """The bot's message, stored; its body has been judged already."""
        new = self.written(channel_id, APPLICATION_ID, "") | {"flags": flags}
        self.stored[new["id"]] = new
        self._fill(new, body)
        return new

    def edit(self, existing: Json, body: Json, files: Mapping[str, bytes] | None = None) -> Json:
        """The bot's message with what an edit changes; a message that was being thought about is there now."""
        if "attachments" in body:
            existing["attachments"] = [self._uploaded(each, files or {}) for each in body["attachments"]]
        kept = existing["flags"] & ~message_rules.LOADING
        existing["flags"] = kept | ((body.get("flags") or 0) & SETTABLE)
        existing["edited_timestamp"] = self._clock.now.isoformat()
        self._fill(existing, body)
        return existing

    def replies(self, message_id: str) -> list[Json]:
        """The bodies, as last sent, of the bot's messages that refer to a message."""
        references = {own: self.stored[own].get("message_reference") or {} for own in self.bodies if own in self.stored}
        return [self.bodies[own] for own, found in references.items() if found.get("message_id") == message_id]

    def later(self, channel_id: str, message_id: str) -> list[Json]:
        """The bodies, as last sent, of the bot's messages in a channel after a message."""
        return [
            body
            for own, body in self.bodies.items()
            if int(own) > int(message_id) and self.stored.get(own, {}).get("channel_id") == channel_id
        ]

    def permissions(self, channel_id: str) -> str:
        """What the bot may do in a channel."""
        return str(int(PERMISSIONS) & ~WRITING) if channel_id in self.silent else PERMISSIONS

    def _fill(self, target: Json, body: Json) -> None:
        shown = {name: deepcopy(body[name]) or type(target[name])() for name in SHOWN if name in body}
        target.update(shown)
        numbers = count(1)
        for component in message_rules.components(target):
            component.setdefault("id", next(numbers))
        self.bodies[target["id"]] = body

    def _uploaded(self, attachment: Json, files: Mapping[str, bytes]) -> Json:
        """An attachment as Discord keeps it; its content, for the test to look at, is in `uploads`."""
        new_id, content = self._clock.snowflake(), files[f"files[{attachment['id']}]"]
        self.uploads[new_id] = content
        url = f"https://cdn.discordapp.com/attachments/1/{new_id}/{attachment['filename']}"
        about = {"id": new_id, "filename": attachment["filename"], "size": len(content)}
        return about | {"url": url, "proxy_url": url}

    def _channel(self, call: Call) -> Json:
        channel_id = call.params["channel_id"]
        if channel_id in {STRANGE_CHANNEL_ID, PRIVATE_CHANNEL_ID}:
            raise missing_access()
        if channel_id not in self.channels:
            raise unknown_channel()
        return self.channels[channel_id]

    def _message(self, call: Call) -> Json:
        found = self.stored.get(call.params["message_id"])
        if found is None or found["channel_id"] != self._channel(call)["id"] or is_private(found):
            raise unknown_message()
        return found

    def _read(self, call: Call) -> Answer:
        if self._channel(call)["id"] in self.closed:
            raise missing_permissions()
        return 200, self.seen(self._message(call))

    def _history(self, call: Call) -> Answer:
        """Newest first; nothing where the bot may not read it."""
        place, query = self._channel(call)["id"], call.request.query
        if problems := list(reading.query_problems(query)):
            raise invalid_body(problems)
        here = [each for each in self.stored.values() if each["channel_id"] == place and not is_private(each)]
        there = here if place not in self.closed else []
        return 200, [self.seen(each) for each in reading.page(there, query)]

    def _own(self, call: Call) -> Json:
        found = self._message(call)
        if found["flags"] & message_rules.EPHEMERAL:
            raise unknown_message()  # a private message is there for its interaction alone
        if found["author"]["id"] != APPLICATION_ID:
            raise not_the_author()
        return found

    def _post(self, call: Call) -> Answer:
        place, body = self._writable(call)["id"], call.body
        refuse(rules.created(body, rules.CREATE), body)
        reference = body.get("message_reference")
        referring = self._reference(place, reference) if reference else {}
        new = self.create(place, body, body.get("flags") or 0)
        new |= referring
        return 200, new

    def _reference(self, place: str, reference: Json) -> Json:
        if place in self.closed:
            raise no_history()
        answered = self.stored.get(str(reference["message_id"]))
        if answered is None and reference.get("fail_if_not_exists", True):
            raise invalid_body(["message_reference: Unknown message"])
        found = {"message_id": str(reference["message_id"]), "channel_id": place, "type": 0}
        return {"type": reading.REPLY, "message_reference": found, "referenced_message": answered}

    def _referring(self, target: Json, kind: int) -> Json:
        """The fields of a message that refers to another."""
        found = {"message_id": target["id"], "channel_id": target["channel_id"], "type": 0}
        return {"type": kind, "message_reference": found, "referenced_message": self.stored.get(target["id"])}

    def _patch(self, call: Call) -> Answer:
        existing = self._own(call)
        refuse(rules.edited(call.body, existing), rules.after(call.body, existing))
        return 200, self.edit(existing, call.body)

    def _delete(self, call: Call) -> Answer:
        del self.stored[self._message(call)["id"]]
        return 204, None

    def _writable(self, call: Call) -> Json:
        found = self._channel(call)
        if found["id"] in self.silent:
            raise missing_permissions()
        return found

    def _typing(self, call: Call) -> Answer:
        self._writable(call)
        return 204, None

    def _open_direct(self, call: Call) -> Answer:
        return 200, self.direct(str(call.body["recipient_id"]))


def is_private(message: Json) -> bool:
    """Whether only one person sees it, through an interaction."""
    return bool(message["flags"] & message_rules.EPHEMERAL)


def refuse(problems: list[str], result: Json) -> None:
    """Refuse a body that breaks a rule, and stumble over a message that weighs too much."""
    if problems:
        raise invalid_body(problems)
    if problem := message_rules.overweight(result):
        raise server_error(problem)
