"""How are components in Markdown read? Their children are text; tags, attributes and expressions are none."""

from typing import Final

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block
from markdown_it.rules_inline import StateInline

from retrieval.ingest.markdown.rules import INTERRUPTS, line_at, line_of, push_block

MAX_REMARK: Final = 20_000  # characters of a remark on lines of its own
BRACES: Final = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}"
STRING: Final = r"(?:\"[^\"]*+\"|'[^']*+')"
TAG: Final = regex.compile(
    rf"</?(?:[A-Za-z][\w.:-]*+(?:\s++(?:[\w:.@-]++(?:\s*+=\s*+(?:{STRING}|{BRACES}|[^\s\"'=<>`{{}}]++))?|{BRACES}))*+)?"
    r"\s*+/?>"
)
EXPRESSION: Final = regex.compile(BRACES)
LITERAL: Final = regex.compile(r"\{\s*(?:\"([^\"]*)\"|'([^']*)'|`([^`$]*)`)\s*\}")
COMPONENT: Final = regex.compile(r"</?[A-Z][A-Za-z0-9]*[a-z][\w.]*[\s/>]|</?[A-Z][A-Za-z0-9]*[a-z][\w.]*$|</?>")
EXPORT: Final = regex.compile(r"export\s+(?:default|const|let|var|function|async|class|\{|\*)")
ID_REMARK: Final = regex.compile(r"\{/\*\s*([\w-]+)\s*\*/\}\s*\Z")


def add_jsx(parser: MarkdownIt) -> None:
    """Add the rules that hold in any Markdown."""
    parser.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.before("fence", "jsx_remark", _remark_block, INTERRUPTS)
    parser.block.ruler.before("reference", "export", _export)
    parser.block.ruler.before("fence", "component_line", _component_line, INTERRUPTS)
    parser.inline.ruler.before("html_inline", "jsx_tag", _tag)
    parser.inline.ruler.before("emphasis", "jsx_remark", _remark)


def add_mdx(parser: MarkdownIt) -> None:
    """Add the rules of MDX: elements hold Markdown, indentation makes no code, and braces hold expressions."""
    parser.disable(["html_block", "code"])
    parser.block.ruler.at("component_line", _element_line, INTERRUPTS)
    parser.inline.ruler.before("emphasis", "expression", _expression)


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """HTML as markdown-it reads it; a component's tag is inline, so that Markdown in it is read."""
    return not COMPONENT.match(line_of(state, start)) and html_block(state, start, end, silent)


def _component_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """Lines that hold nothing but tags of components, so that what follows begins a block of its own."""
    return COMPONENT.match(line_of(state, start)) is not None and _element_line(state, start, end, silent)


def _element_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """Lines that hold nothing but tags."""
    begin = pos = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", pos):
        return False
    limit = min(state.eMarks[end - 1], begin + MAX_REMARK)
    while (match := TAG.match(state.src, pos, limit)) is not None:
        pos = match.end()
        last = line_at(state, start, end, pos)
        if not state.src[pos : state.eMarks[last]].strip():
            if not silent:
                push_block(state, "element", state.src[begin:pos])
                state.line = last + 1
            return True
    return False


def _remark_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`{/* a remark */}` alone on its lines, blank ones among them, as nothing."""
    if not line_of(state, start).startswith("{/*"):
        return False
    begin = state.bMarks[start]
    close = state.src.find("*/}", begin, min(state.eMarks[end - 1], begin + MAX_REMARK))
    if close < 0:
        return False
    last = line_at(state, start, end, close + 3)
    if state.src[close + 3 : state.eMarks[last]].strip():
        return False
    if not silent:
        state.line = last + 1
    return True


def _export(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`export const …` up to the blank line where all its brackets are closed, as nothing."""
    if silent or state.level or not EXPORT.match(line_of(state, start)):
        return False
    depth = 0
    for line in range(start, end):
        text = line_of(state, line)
        if not text.strip() and depth <= 0:
            break
        depth += sum(map(text.count, "{[(")) - sum(map(text.count, "}])"))
        state.line = line + 1
    return True


def _tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """A tag with an expression in it, such as `<Tabs values={[…]}>`, which is none in HTML."""
    if state.src[state.pos] != "<":
        return False
    match = TAG.match(state.src, state.pos, state.posMax)
    if match is None or ("{" not in match[0] and len(match[0].strip("</>"))):
        return False
    if not silent:
        state.push("html_inline", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _remark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`{/* a remark */}` as nothing; at the end of a heading it is the heading's id."""
    if not state.src.startswith("{/*", state.pos) or state.html_terminator_last("*/}") < state.pos:
        return False
    if not silent and (stated := ID_REMARK.match(state.src, state.pos)):
        state.push("attributes", "", 0).meta = {"id": stated[1]}
    state.pos = state.src.index("*/}", state.pos) + 3
    return True


def _expression(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`{"text"}` as its text; any other expression as nothing where it is long, as it stands where it is a name."""
    match = EXPRESSION.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "{" else None
    if match is None:
        return False
    literal = LITERAL.fullmatch(match[0])
    if not silent and literal:
        state.append_pending(next(filter(None, literal.groups()), ""))
    elif not silent and match[0][1:-1].strip().replace(".", "").isidentifier():
        state.append_pending(match[0])
    state.pos = match.end()
    return True
