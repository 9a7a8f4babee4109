"""What may the bot read of what was written? What is its own, direct, or mentions it; and a channel's history.

https://docs.discord.com/developers/events/gateway#message-content-intent
https://docs.discord.com/developers/resources/message#get-channel-messages
"""

from collections.abc import Iterable, Iterator, Mapping

from tests.discord.payloads import APPLICATION_ID, user
from tests.discord.traffic import Json

MOST, USUALLY = 100, 50  # messages in one answer
PLACES = ("around", "before", "after")
REPLY, THREAD_STARTER = 19, 21  # types of messages that refer to another
WITHHELD: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def mentioned(content: str) -> list[Json]:
    """The bot, where the text mentions it."""
    return [user(APPLICATION_ID)] if f"<@{APPLICATION_ID}>" in content or f"<@!{APPLICATION_ID}>" in content else []


def as_seen(message: Json, *, direct: bool) -> Json:
    """The message as a bot without the content intent gets it, and so the one that it refers to."""
    answered = message.get("referenced_message")
    seen = message | ({"referenced_message": as_seen(answered, direct=direct)} if answered else {})
    is_own = message["author"]["id"] == APPLICATION_ID
    is_for_bot = any(person["id"] == APPLICATION_ID for person in message["mentions"])
    return seen if direct or is_own or is_for_bot else seen | WITHHELD


def page(messages: Iterable[Json], query: Mapping[str, str]) -> list[Json]:
    """The messages that a query asks for, newest first."""
    found = sorted(messages, key=lambda each: -int(each["id"]))
    if before := query.get("before"):
        found = [each for each in found if int(each["id"]) < int(before)]
    if after := query.get("after"):
        found = [each for each in found if int(each["id"]) > int(after)][-int(query.get("limit", USUALLY)) :]
    return found[: int(query.get("limit", USUALLY))]


def query_problems(query: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a query for a channel's history."""
    yield from (f"`{name}` is not a parameter of this query" for name in query if name not in {"limit", *PLACES})
    if sum(name in query for name in PLACES) > 1:
        yield "only one of around, before and after may be given"
    if "around" in query:
        yield "the double does not know `around`"
    if not 1 <= int(query.get("limit", USUALLY)) <= MOST:
        yield f"limit is {query['limit']}, 1 to {MOST} are allowed"
