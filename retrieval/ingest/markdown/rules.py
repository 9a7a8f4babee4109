"""What do the rules of our own have in common? Shorthands for markdown-it's states."""

from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, paragraph

INTERRUPTS: Final[RuleOptionsType] = {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
"""The option of a block rule that may end a paragraph."""
MAX_NESTING: Final = 30  # of blocks and of inline elements, a list counting twice; what is deeper is a paragraph
MOST_AT_ONCE: Final = 4  # levels that one rule may open


def add_nesting_limit(parser: MarkdownIt) -> None:
    """Let the parser read what is nested too deeply as paragraphs; markdown-it would leave out the document's rest."""
    parser.options["maxNesting"] = MAX_NESTING
    first, *_ = parser.block.ruler.get_all_rules()
    parser.block.ruler.before(first, "nesting_limit", _deep_paragraph)


def _deep_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls
    return state.level >= MAX_NESTING - MOST_AT_ONCE and paragraph(state, start, end, silent)


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
