"""What do the rules of our own have in common? Shorthands for markdown-it's states."""

from typing import Any, Final

from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

INTERRUPTS: Final[RuleOptionsType] = {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
"""The option of a block rule that may end a paragraph."""


def line_of(state: StateBlock, line: int) -> str:
    """The characters of a line, without its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def line_at(state: StateBlock, start: int, end: int, offset: int) -> int:
    """The line that holds the character at `offset`, from the line `start` on; `end` where there is none."""
    return next((line for line in range(start, end) if state.eMarks[line] >= offset), end)


def push_block(state: StateBlock, kind: str, content: str = "", *, info: str = "", meta: Any = None) -> None:  # noqa: ANN401 -- as markdown-it's
    """Add a token for a whole block."""
    token = state.push(kind, "", 0)
    token.content, token.info, token.meta = content, info, meta or {}
