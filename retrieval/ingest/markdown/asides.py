"""What in a Markdown file is nothing to its readers? Remarks, targets, abbreviations, import lines."""

from typing import Final

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.myst_blocks.index import block_break, target

from retrieval.ingest.markdown.rules import INTERRUPTS, line_at, line_of, push_block

HIDDEN_LINE: Final = regex.compile(
    r"%[ ].*"  # a comment of MyST
    r"|\*\[[^\]]+\]:.*"  # an abbreviation of PHP Markdown Extra
    r"|\[(?:TOC|\[_?TOC_?\])\]|\[\[toc\]\]|\{:[ ]*toc[ ]*\}|\\(?:newpage|pagebreak)"
    r"|(?:-{1,2}8<-{1,2}|;--8<--).*"  # a snippet of PyMdown
    r"|@(?:include|import)\b.*",
    regex.IGNORECASE,
)
REMARK: Final = regex.compile(r"%%(?:(?!%%).)*+%%", regex.DOTALL)
IMPORT: Final = regex.compile(
    r"import\s+(?:[\w*${},\s]{1,2000}?\s*from\s*)?(?:'[^'\n]+'|\"[^\"\n]+\")\s*;?[ \t]*(?:\n|\Z)"
)


def add_asides(parser: MarkdownIt) -> None:
    """Add the rules to a parser."""
    block, inline = parser.block.ruler, parser.inline.ruler
    block.before("fence", "remark", _remark_block, INTERRUPTS)
    block.before("hr", "target", target, INTERRUPTS)
    block.before("hr", "block_break", block_break, INTERRUPTS)
    block.before("reference", "import_lines", _import_lines)
    block.before("reference", "hidden_line", _hidden_line)
    inline.before("emphasis", "remark", _remark)


def _hidden_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 -- as markdown-it calls it
    if state.is_code_block(start) or not HIDDEN_LINE.fullmatch(line_of(state, start).strip()):
        return False
    state.line = start + 1
    return True


def _import_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`import Tabs from '@theme/Tabs';` at the beginning of a paragraph, of one or more lines, as nothing."""
    if not line_of(state, start).startswith("import") or state.level or silent:
        return False
    match = IMPORT.match(state.src, state.bMarks[start])
    if match is None or state.tShift[start]:
        return False
    state.line = min(line_at(state, start, end, match.end() - 1) + 1, end)
    return True


def _remark_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`%% a remark %%` that begins a line, of any number of lines; what follows it in its last line is text."""
    if state.is_code_block(start) or not line_of(state, start).startswith("%%"):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    close = state.src.find("%%", begin + 2, state.eMarks[end - 1])
    if close < 0:
        last, rest = _end_of_paragraph(state, start, end), ""
    else:
        last = line_at(state, start, end, close + 1)
        rest = state.src[close + 2 : state.eMarks[last]]
    if last == start and rest.strip():
        return False  # the inline rule leaves it out
    if silent:
        return True
    push_block(state, "remark")
    state.line = last if rest.strip() else min(last + 1, end)
    if rest.strip():
        state.bMarks[last], state.tShift[last] = close + 2, len(rest) - len(rest.lstrip())
        state.sCount[last] = state.blkIndent
    return True


def _end_of_paragraph(state: StateBlock, start: int, end: int) -> int:
    return next((line - 1 for line in range(start + 1, end) if state.isEmpty(line)), end - 1)


def _remark(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 -- as markdown-it calls it
    """`%% a remark %%` within a paragraph as nothing."""
    if not state.src.startswith("%%", state.pos):
        return False
    match = REMARK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True
