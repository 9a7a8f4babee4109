"""How are the marks of site generators read? Hugo's `{{< note >}}`, Liquid's `{% hint %}`, MkDocs' `=== "Tab"`."""

from typing import Final, NamedTuple

import regex
from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination
from markdown_it.helpers.parse_link_destination import _Result
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from retrieval.ingest.markdown.rules import INTERRUPTS, line_at, line_of, push_block

MAX_TAG: Final = 3_000  # characters of one tag
DELIMITERS: Final = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{# ": "#}", "{{/*": "*/}}", "{{": "}}"}
"""What begins a tag, and what ends it; of those that a text begins with, the longest counts."""

OPENINGS: Final = sorted(DELIMITERS, key=len, reverse=True)
NAME: Final = regex.compile(r"[\s-]*(?P<close>/|end)?\s*(?P<name>[\w./-]+)?")
CODE: Final = frozenset("highlight code codeblock code-block raw verbatim mermaid math katex chart plantuml".split())
REMARKS: Final = frozenset("comment".split())
TAB: Final = regex.compile(r"===[!+]?\s+(?:\"(?P<label>[^\"\n]++)\"|'(?P<label>[^'\n]++)')\s*+")
TAB_INDENT: Final = 4  # columns of what stands in a tab
SHOWN: Final = regex.compile(r"\b(?:text|label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Tag(NamedTuple):
    """A tag: where it ends, its name, whether it closes, what stands in it, and whether it is a variable."""

    end: int
    name: str
    is_closing: bool
    content: str
    is_variable: bool


def tag_at(source: str, pos: int, maximum: int) -> Tag | None:
    """The tag that begins at `pos` and ends before `maximum`."""
    opening = next((each for each in OPENINGS if source.startswith(each, pos)), None)
    if opening is None:
        return None
    close = DELIMITERS[opening]
    begin = pos + len(opening)
    end = source.find(close, begin, min(maximum, pos + MAX_TAG))
    if end < 0:
        return None
    content = source[begin:end]
    named = NAME.match(content)
    name = (named["name"] or "").lower() if named else ""
    return Tag(end + len(close), name, bool(named and named["close"]), content, opening == "{{")


def add_templates(parser: MarkdownIt) -> None:
    """Add the rules to a parser."""
    parser.block.ruler.before("fence", "template", _template_block, INTERRUPTS)
    parser.block.ruler.before("fence", "tab", _tab, INTERRUPTS)
    parser.inline.ruler.before("emphasis", "template", _template)


def parse_link_destination(source: str, pos: int, maximum: int) -> _Result:
    """The destination of a link, which may be a tag with spaces and quotes in it, as in Hugo's `{{< ref "a.md" >}}`."""
    if not source.startswith(("{{", "{%"), pos):
        return parseLinkDestination(source, pos, maximum)
    tag = tag_at(source, pos, maximum)
    if tag is None:
        return parseLinkDestination(source, pos, maximum)
    rest = parseLinkDestination(source, tag.end, maximum)
    result = _Result()
    result.ok, result.pos, result.str = True, rest.pos if rest.ok else tag.end, source[pos : tag.end]
    return result


def _template_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """Lines that hold nothing but one tag; with its whole content, where that is code or a comment."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("{{", "{%", "{#"), begin) or state.is_code_block(start):
        return False
    tag = tag_at(state.src, begin, state.eMarks[end - 1])
    if tag is None:
        return False
    last = line_at(state, start, end, tag.end)
    if state.src[tag.end : state.eMarks[last]].strip():
        return False
    if silent:
        return True
    state.line = last + 1
    if tag.name in CODE | REMARKS and not tag.is_closing:
        _push_raw(state, last + 1, end, tag)
    else:
        push_block(state, "template", tag.content, meta={"name": tag.name, "is_closing": tag.is_closing})
    return True


def _push_raw(state: StateBlock, start: int, end: int, tag: Tag) -> None:
    """The lines up to the tag that closes `tag` as code, or as a comment."""
    close = regex.compile(rf"\{{\{{?[<%]?[\s-]*(?:/|end)\s*{regex.escape(tag.name)}\b")
    unclosed = state.env.setdefault("unclosed_templates", set())
    if tag.name in unclosed:
        return
    last = next((line for line in range(start, end) if close.match(line_of(state, line))), None)
    if last is None:
        unclosed.add(tag.name)
        return
    if tag.name not in REMARKS:
        words = tag.content.split()
        push_block(state, "fence", state.getLines(start, last, state.blkIndent, False), info=" ".join(words[1:2]))  # noqa: FBT003 -- positional in markdown-it
    state.line = last + 1


def _template(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """A tag within a paragraph as the text that it states; a variable (`{{ name }}`) stays as it is."""
    if not state.src.startswith(("{{", "{%", "{#"), state.pos):
        return False
    tag = tag_at(state.src, state.pos, state.posMax)
    if tag is None:
        return False
    if not silent:
        if tag.is_variable:
            state.append_pending(state.src[state.pos : tag.end])
        elif shown := SHOWN.search(tag.content):
            state.append_pending(shown[1] or shown[2] or "")
    state.pos = tag.end
    return True


def _tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """A tab of MkDocs: its label is a paragraph, and the indented lines after it are Markdown."""
    match = None if state.is_code_block(start) else TAB.fullmatch(line_of(state, start))
    if match is None or silent:
        return match is not None
    indent, line_max = state.blkIndent, state.lineMax
    state.blkIndent = state.sCount[start] + TAB_INDENT
    after = start + 1
    while after < end and (state.isEmpty(after) or state.sCount[after] >= state.blkIndent):
        after += 1
    _push_paragraph(state, match["label"])
    state.lineMax = after
    state.level += 1
    state.md.block.tokenize(state, start + 1, after)
    state.level -= 1
    state.blkIndent, state.lineMax, state.line = indent, line_max, after
    return True


def _push_paragraph(state: StateBlock, content: str) -> None:
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children = content, []
    state.push("paragraph_close", "p", -1)
