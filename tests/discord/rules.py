"""Which rules does a request's body break? The hand-written ones, by route.

Bodies of messages are judged as the message they lead to, so that an edit is judged with what stands there already.
"""

from collections.abc import Iterator, Mapping

from tests.discord.message_rules import COMPONENTS_V2, is_v2, length, message_problems
from tests.discord.payloads import ATTACHMENT_SIZE_LIMIT
from tests.discord.traffic import Json

# https://docs.discord.com/developers/resources/message#create-message, …#edit-message,
# https://docs.discord.com/developers/resources/webhook#execute-webhook
_MESSAGE = frozenset({"content", "embeds", "allowed_mentions", "components", "attachments", "poll", "flags", "tts"})
CREATE = _MESSAGE | {"sticker_ids", "message_reference", "nonce", "enforce_nonce", "shared_client_theme"}
EDIT = CREATE - {"message_reference", "nonce", "enforce_nonce"}
FOLLOW_UP = _MESSAGE | {"username", "avatar_url", "thread_name", "applied_tags"}
RESPONSE = _MESSAGE

# https://docs.discord.com/developers/interactions/receiving-and-responding
PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL, ACTIVITY = 1, 4, 5, 6, 7, 8, 9, 12
RESPONSE_TYPES = frozenset({PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL, ACTIVITY})
CHOICES_LIMIT = 25  # …#interaction-response-object-autocomplete
CHOICE_LIMIT = 100  # the same section
MODAL_ITEMS = 5  # …#interaction-response-object-modal
MODAL_TITLE = 45  # the same section

_KEPT = ("content", "embeds", "components", "attachments", "flags")


def unknown_properties(body: Json, known: frozenset[str]) -> list[str]:
    """The properties that Discord does not know and would ignore without a word."""
    return [f"`{name}` is not a property of this body" for name in body if name not in known]


def uploaded(body: Json, files: Mapping[str, bytes]) -> Iterator[str]:
    """What is wrong with the files of a message: each is named once, and none is too large.

    https://docs.discord.com/developers/reference#uploading-files
    """
    named = {f"files[{each.get('id')}]" for each in body.get("attachments") or ()}
    yield from (f"`{name}` is uploaded, and no attachment names it" for name in files if name not in named)
    yield from (f"`{name}` is named by an attachment, and not uploaded" for name in named if name not in files)
    if (found := sum(map(len, files.values()))) > ATTACHMENT_SIZE_LIMIT:
        yield f"the files have {found} bytes, at most {ATTACHMENT_SIZE_LIMIT} are allowed"


def created(body: Json, known: frozenset[str]) -> list[str]:
    """What is wrong with a new message."""
    return unknown_properties(body, known) + message_problems(body)


def edited(body: Json, existing: Json, known: frozenset[str] = EDIT) -> list[str]:
    """What is wrong with an edit of an existing message."""
    return (
        unknown_properties(body, known) + list(_flag_removed(body, existing)) + message_problems(after(body, existing))
    )


def after(body: Json, existing: Json) -> Json:
    """The message that an edit leads to; a deferred one has nothing yet."""
    kept = {name: existing.get(name) for name in _KEPT}
    flags = (existing.get("flags", 0) & COMPONENTS_V2) | (body.get("flags") or 0)
    return kept | body | {"flags": flags}


def _flag_removed(body: Json, existing: Json) -> Iterator[str]:
    if is_v2(existing) and body.get("flags") is not None and not is_v2(body):
        yield "IS_COMPONENTS_V2 cannot be removed from a message"


def response(body: Json) -> list[str]:
    """What is wrong with the first response to an interaction, apart from an update of its message."""
    data = body.get("data") or {}
    problems = unknown_properties(body, frozenset({"type", "data"}))
    if body.get("type") not in RESPONSE_TYPES:
        problems.append(f"{body.get('type')} is not a type of response")
    if body.get("type") == MESSAGE:
        problems += created(data, RESPONSE)
    if body.get("type") == CHOICES:
        problems += _choices(data)
    if body.get("type") == MODAL:
        problems += _modal(data)
    return problems


def _choices(data: Json) -> Iterator[str]:
    choices = data.get("choices") or []
    if len(choices) > CHOICES_LIMIT:
        yield f"{len(choices)} choices, at most {CHOICES_LIMIT} are allowed"
    for choice in choices:
        if not 1 <= length(choice.get("name", "")) <= CHOICE_LIMIT:
            yield f"a choice has {length(choice.get('name', ''))} characters, 1 to {CHOICE_LIMIT} are allowed"


def _modal(data: Json) -> Iterator[str]:
    yield from unknown_properties(data, frozenset({"custom_id", "title", "components"}))
    if not 1 <= (found := len(data.get("components") or ())) <= MODAL_ITEMS:
        yield f"the modal has {found} items, 1 to {MODAL_ITEMS} are allowed"
    if length(data.get("title", "")) > MODAL_TITLE:
        yield f"the modal's title has {length(data['title'])} characters, at most {MODAL_TITLE} are allowed"
