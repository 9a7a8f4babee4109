"""How is a message laid out? Its parts → Discord's components, one below the other with separators between them."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.rendering import buttons as press
from bot.rendering.message import Button, Part

PRESS = "press"  # the client's event when a button is pressed


class AnswerButton(ui.DynamicItem[ui.Button[Any]], template=press.ANY_NAME):
    """A button that works after a restart, too, because its custom_id says what it does."""

    @classmethod
    async def from_custom_id(cls, _interaction: object, item: ui.Item[Any], _match: object, /) -> Self:
        """The button on a message that was sent."""
        if not isinstance(item, ui.Button):
            raise TypeError(type(item).__name__)
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any], /) -> None:
        """Dispatch the press to the client."""
        interaction.client.dispatch(PRESS, interaction, press.parse_custom_id(self.custom_id))


class Layout(ui.LayoutView):
    """The message in one container; its buttons are dynamic items, so the view need not be kept in memory."""

    def __init__(self, message: Sequence[Part]) -> None:
        super().__init__(timeout=None)
        container: ui.Container[Layout] = ui.Container()
        for position, part in enumerate(message):
            for item in _items(part, first=position == 0):
                container.add_item(item)
        self.add_item(container)


def _items(part: Part, *, first: bool) -> Iterator[ui.Item[Layout]]:
    if not first:
        yield ui.Separator()
    yield ui.TextDisplay(part.text)
    for row in part.rows:
        yield ui.ActionRow(*map(_button, row))


def _button(button: Button) -> ui.Item[Any]:
    if button.url:
        return ui.Button(label=button.label, url=button.url)
    return AnswerButton(ui.Button(label=button.label, custom_id=button.name, disabled=button.is_off))
