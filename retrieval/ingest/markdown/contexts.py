"""What does a block of Markdown stand in? Quotations, boxes, definitions and footnotes that are open."""

from typing import Final, NamedTuple

from retrieval.records import BlockKind, Setting

MAX_DEPTH: Final = 200  # contexts; deeper ones are not told apart


class Context(NamedTuple):
    """What a block stands in.

    Attributes:
        name: what closes it: the type of a token, or the name of a tag.
        setting: what it and all around it make of the blocks in it.
        kind: the kind of paragraphs in it.
    """

    name: str
    setting: Setting | None = None
    kind: BlockKind = BlockKind.PARAGRAPH


class Contexts:
    """The contexts that are open, the innermost last."""

    def __init__(self) -> None:
        self._stack: list[Context] = []

    @property
    def innermost(self) -> Context:
        """The innermost context; outside of all, one that makes nothing of its blocks."""
        return self._stack[-1] if self._stack else Context("")

    def enter(self, name: str, setting: Setting | None = None, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Open a context; an aside makes an aside of all in it."""
        if len(self._stack) < MAX_DEPTH:
            self._stack.append(Context(name, inner_setting(self.innermost.setting, setting), kind))

    def make_admonition(self) -> None:
        """Make an admonition of the innermost context, which turned out to be one."""
        context = self._stack.pop()
        self.enter(f"{context.name}", Setting.ADMONITION, context.kind)

    def leave(self, name: str) -> None:
        """Close the innermost context of this name, and all in it; none where none is open."""
        depth = next((depth for depth in range(len(self._stack), 0, -1) if self._stack[depth - 1].name == name), None)
        if depth is not None:
            del self._stack[depth - 1 :]


def inner_setting(outer: Setting | None, own: Setting | None) -> Setting | None:
    """What a block stands in that has a setting of its own within another one."""
    return Setting.ASIDE if outer is Setting.ASIDE else own or outer
