"""How is a message laid out? Its parts → Discord's components, one below the other with lines between them."""

from collections.abc import Iterator, Sequence

from discord import ui

from bot.message import Part

LINK_LABEL = "Open the article"


class Layout(ui.LayoutView):
    """The message in one container; it has no button of its own, and so nothing to keep in memory."""

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
    if part.link:
        yield ui.ActionRow(ui.Button(label=LINK_LABEL, url=part.link))
