"""What may a message be? The limits that Discord documents and its OpenAPI document does not state.

Each rule takes the message as it would be after the request, and yields one sentence for each breach.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tests.discord.traffic import Json

Rule = Callable[[Json], Iterable[str]]

# https://docs.discord.com/developers/resources/message#message-object-message-flags
SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

CONTENT_LIMIT = 2000  # https://docs.discord.com/developers/resources/message#create-message
EMBEDS_LIMIT = 6000  # https://docs.discord.com/developers/resources/message#embed-object-embed-limits
EMBED_COUNT = 10  # the same page
COMPONENT_COUNT = 40  # https://docs.discord.com/developers/components/reference#component-reference
TEXT_LIMIT = 4000  # https://github.com/discord/discord-api-docs/pull/8562
BYTE_LIMIT = 10170  # https://github.com/discord/discord-api-docs/issues/8554
BYTES_A_TEXT = 12  # the same thread
CUSTOM_ID_LIMIT = 100  # https://docs.discord.com/developers/components/reference#anatomy-of-a-component
LABEL_LIMIT = 80  # https://docs.discord.com/developers/components/reference#button
BUTTONS_A_ROW = 5  # https://docs.discord.com/developers/components/reference#action-row
OPTIONS_A_SELECT = 25  # https://docs.discord.com/developers/components/reference#string-select

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_DISPLAY = 1, 2, 3, 10
LEGACY_COMPONENTS = {1, 2, 3, 5, 6, 7, 8}
LINK_STYLE, PREMIUM_STYLE = 5, 6
FILLINGS = ("content", "embeds", "components", "attachments", "sticker_ids", "poll")
LEGACY_FIELDS = ("content", "embeds", "sticker_ids", "poll")


def is_v2(message: Json) -> bool:
    """Whether the message is made of components alone."""
    return bool((message.get("flags") or 0) & COMPONENTS_V2)


def components(parent: Json) -> Iterator[Json]:
    """All components below `parent`, nested ones too, in reading order."""
    below = [*(parent.get("components") or ()), parent.get("accessory"), parent.get("component")]
    for component in filter(None, below):
        yield component
        yield from components(component)


def texts(message: Json) -> list[str]:
    """The contents of all text displays."""
    return [str(part.get("content", "")) for part in components(message) if part.get("type") == TEXT_DISPLAY]


def length(text: str) -> int:
    """The larger of code points and UTF-16 units, since Discord does not say which it counts."""
    return max(len(text), len(text.encode("utf-16-le")) // 2)


def weight(message: Json) -> int:
    """The bytes that a message's text displays are believed to weigh inside Discord."""
    return sum(len(text.encode()) + BYTES_A_TEXT for text in texts(message))


def _content_too_long(message: Json) -> Iterator[str]:
    if (found := length(message.get("content") or "")) > CONTENT_LIMIT:
        yield f"content has {found} characters, at most {CONTENT_LIMIT} are allowed"


def _empty(message: Json) -> Iterator[str]:
    if not any(message.get(name) for name in FILLINGS):
        yield "the message is empty"


def _legacy_in_v2(message: Json) -> Iterator[str]:
    for name in LEGACY_FIELDS:
        if is_v2(message) and message.get(name):
            yield f"the `{name}` field cannot be used with IS_COMPONENTS_V2"


def _v2_unflagged(message: Json) -> Iterator[str]:
    kinds = {part.get("type") for part in message.get("components") or ()}
    if not is_v2(message) and kinds - LEGACY_COMPONENTS:
        yield f"components of type {sorted(kinds - LEGACY_COMPONENTS)} need the flag IS_COMPONENTS_V2"


def _loose_in_legacy(message: Json) -> Iterator[str]:
    for part in message.get("components") or ():
        if part.get("type") in LEGACY_COMPONENTS - {ACTION_ROW}:
            yield f"a component of type {part['type']} stands outside an action row"


def _too_many_components(message: Json) -> Iterator[str]:
    if (found := sum(1 for _ in components(message))) > COMPONENT_COUNT:
        yield f"{found} components, at most {COMPONENT_COUNT} are allowed, nested ones counted"


def _too_much_text(message: Json) -> Iterator[str]:
    if (found := sum(map(length, texts(message)))) > TEXT_LIMIT:
        yield f"the text displays have {found} characters, at most {TEXT_LIMIT} are allowed together"


def _empty_text(message: Json) -> Iterator[str]:
    if any(not text.strip() for text in texts(message)):
        yield "a text display is empty"


def _same_custom_id(message: Json) -> Iterator[str]:
    found = Counter(part["custom_id"] for part in components(message) if "custom_id" in part)
    yield from (f"custom_id `{name}` is used {times} times" for name, times in found.items() if times > 1)


def _long_custom_id(message: Json) -> Iterator[str]:
    for part in components(message):
        if length(part.get("custom_id", "")) > CUSTOM_ID_LIMIT:
            yield f"a custom_id has {length(part['custom_id'])} characters, at most {CUSTOM_ID_LIMIT} are allowed"


def _bad_button(message: Json) -> Iterator[str]:
    for button in (part for part in components(message) if part.get("type") == BUTTON):
        if length(button.get("label") or "") > LABEL_LIMIT:
            yield f"a button label has {length(button['label'])} characters, at most {LABEL_LIMIT} are allowed"
        if button.get("style") == LINK_STYLE and not button.get("url"):
            yield "a link button has no url"
        if button.get("style") not in {LINK_STYLE, PREMIUM_STYLE} and not button.get("custom_id"):
            yield "a button has no custom_id"


def _crowded_row(message: Json) -> Iterator[str]:
    for part in components(message):
        if part.get("type") == ACTION_ROW and (found := len(part.get("components", ()))) > BUTTONS_A_ROW:
            yield f"an action row has {found} components, at most {BUTTONS_A_ROW} are allowed"


def _crowded_select(message: Json) -> Iterator[str]:
    for part in components(message):
        if part.get("type") == STRING_SELECT and (found := len(part.get("options", ()))) > OPTIONS_A_SELECT:
            yield f"a select has {found} options, at most {OPTIONS_A_SELECT} are allowed"


def _embeds_too_long(message: Json) -> Iterator[str]:
    if (found := sum(map(_embed_length, message.get("embeds") or ()))) > EMBEDS_LIMIT:
        yield f"the embeds have {found} characters, at most {EMBEDS_LIMIT} are allowed together"


def _too_many_embeds(message: Json) -> Iterator[str]:
    if (found := len(message.get("embeds") or ())) > EMBED_COUNT:
        yield f"{found} embeds, at most {EMBED_COUNT} are allowed"


def _embed_length(embed: Json) -> int:
    named = [embed.get("title"), embed.get("description")]
    named += [embed.get("footer", {}).get("text"), embed.get("author", {}).get("name")]
    fields = [part for entry in embed.get("fields", ()) for part in (entry.get("name"), entry.get("value"))]
    return sum(length(part) for part in named + fields if part)


RULES: tuple[Rule, ...] = (
    *(_content_too_long, _empty, _legacy_in_v2, _v2_unflagged, _loose_in_legacy, _too_many_components),
    *(_too_much_text, _empty_text, _same_custom_id, _long_custom_id, _bad_button, _crowded_row, _crowded_select),
    *(_embeds_too_long, _too_many_embeds),
)


def button_named(message: Json, label: str) -> Json:
    """The button that a person presses; it must be there, and on."""
    buttons = [part for part in components(message) if part.get("type") == BUTTON]
    found = [button for button in buttons if button.get("label") == label and not button.get("disabled")]
    if len(found) != 1 or "custom_id" not in found[0]:
        raise AssertionError(f"nobody can press `{label}` among {[button.get('label') for button in buttons]}")
    return found[0]


def message_problems(message: Json) -> list[str]:
    """What is wrong with a message."""
    return [problem for rule in RULES for problem in rule(message)]


def overweight(message: Json) -> str:
    """Why Discord would stumble over a message that keeps all other rules; nothing if it would not."""
    if (found := weight(message)) <= BYTE_LIMIT:
        return ""
    return f"the text displays weigh {found} bytes, Discord answers 500 above {BYTE_LIMIT}"
