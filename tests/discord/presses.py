"""What does a person do with a message of the bot's? Press a button, or choose from a menu.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-message-component-data-structure
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from tests.discord import events, message_rules
from tests.discord.double import Double
from tests.discord.interactions import Interaction
from tests.discord.payloads import GUILD_ID, PERSON_ID, channel
from tests.discord.traffic import Json

COMPONENT: Final = 3  # the type of the interaction
CHANNEL_SELECT: Final = 8
PRESSABLE: Final = {message_rules.BUTTON, message_rules.STRING_SELECT, CHANNEL_SELECT}


def pressable(message: Json, label: str) -> Json:
    """The button with this label, or the menu with this id, which must be there and not disabled."""
    parts = [part for part in message_rules.components(message) if part.get("type") in PRESSABLE]
    for part in parts:
        if label in {part.get("label"), part.get("custom_id")}:
            if part.get("disabled"):
                raise AssertionError(f"nobody can press `{label}`, which is disabled")
            return part
    named = [part.get("label") or part.get("custom_id") for part in parts]
    raise AssertionError(f"there is no `{label}` in the message, only {named}")


async def press(
    double: Double, message: Json, label: str, chosen: Sequence[str] | None = None, *, person_id: str = PERSON_ID
) -> Interaction:
    """Let a person in the bot's server press a button, or choose from a menu, of a message."""
    part = pressable(message, label)
    place = events.guild_place(person_id)
    data = {"custom_id": part["custom_id"], "component_type": part["type"], **_chosen(part, chosen)}
    payload = events.interaction(double.clock, data, place, user_id=None, locale="en-US")
    payload |= {"type": COMPONENT, "message": message}
    opened = double.interactions.open(payload, user_install=False)
    await double.dispatch("INTERACTION_CREATE", deepcopy(payload))
    return opened


def _chosen(part: Json, chosen: Sequence[str] | None) -> Json:
    """The data of a chosen option, which must be one that the menu offers."""
    if part["type"] == message_rules.BUTTON:
        return {}
    values = list(chosen or ())
    if not part.get("min_values", 1) <= len(values) <= part.get("max_values", 1):
        raise AssertionError(f"nobody can choose {len(values)} from `{part['custom_id']}`")
    if part["type"] == CHANNEL_SELECT:
        channels = {value: channel(value, GUILD_ID) for value in values}
        return {"values": values, "resolved": {"channels": channels}}
    offered = {option["value"] for option in part["options"]}
    if not set(values) <= offered:
        raise AssertionError(f"nobody can choose {values} from {sorted(offered)}")
    return {"values": values}
