"""How are the tags of site generators read? Hugo's `{{< note >}}`, Liquid's and Jinja's `{% hint %}` and `{{ name }}`."""

from typing import Final

import regex
from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination
from markdown_it.helpers.parse_link_destination import _Result
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from retrieval.ingest.readers.markdown_rules import INTERRUPTS, line_at, line_of, push_block

MAX_TAG: Final = 3_000  # characters of one tag
TAG: Final = regex.compile(
    r"\{\{<(?P<a>(?:(?!>\}\}).)*+)>\}\}|\{\{%(?P<b>(?:(?!%\}\}).)*+)%\}\}|\{%(?P<c>(?:(?!%\}).)*+)%\}"
    r"|\{#\s(?:(?!#\}).)*+#\}|\{\{/\*(?:(?!\*/\}\}).)*+\*/\}\}|\{\{(?P<d>(?:(?!\}\}).)*+)\}\}",
    regex.DOTALL,
)
NAME: Final = regex.compile(r"[\s-]*(?P<close>/|end)?\s*(?P<name>[\w./-]+)?")
ARGUMENT: Final = regex.compile(r"\b(?:text|title|label|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”)")
CODE: Final = frozenset("highlight code codeblock code-block raw verbatim mermaid math katex chart plantuml".split())
REMARKS: Final = frozenset("comment".split())
SHOWN: Final = regex.compile(r"\b(?:text|label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def add_templates(parser: MarkdownIt) -> None:
    """Add the rules to a parser."""
    parser.block.ruler.before("fence", "template", _template_block, INTERRUPTS)
    parser.inline.ruler.before("emphasis", "template", _template)


def parse_link_destination(source: str, pos: int, maximum: int) -> _Result:
    """The destination of a link, which may be a tag with spaces and quotes in it, as in Hugo's `{{< ref "a.md" >}}`."""
    if not source.startswith(("{{", "{%"), pos):
        return parseLinkDestination(source, pos, maximum)
    match = TAG.match(source, pos, min(maximum, pos + MAX_TAG))
    if match is None:
        return parseLinkDestination(source, pos, maximum)
    rest = parseLinkDestination(source, match.end(), maximum)
    result = _Result()
    result.ok, result.pos, result.str = True, rest.pos if rest.ok else match.end(), match[0]
    return result


def _template_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """Lines that hold nothing but one tag; with its whole content, where that is code or a comment."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("{{", "{%", "{#"), begin) or state.is_code_block(start):
        return False
    match = TAG.match(state.src, begin, min(state.eMarks[end - 1], begin + MAX_TAG))
    if match is None:
        return False
    last = line_at(state, start, end, match.end())
    if state.src[match.end() : state.eMarks[last]].strip():
        return False
    if silent:
        return True
    name, is_closing, content = _parts(match)
    state.line = last + 1
    if name in CODE | REMARKS and not is_closing:
        _push_raw(state, last + 1, end, name, content)
    else:
        push_block(state, "template", content, meta={"name": name, "is_closing": is_closing})
    return True


def _parts(match: regex.Match[str]) -> tuple[str, bool, str]:
    """The name of a tag, whether it closes, and its content."""
    content = next(filter(None, match.group("a", "b", "c", "d")), "")
    named = NAME.match(content)
    if named is None:
        return "", False, content
    return (named["name"] or "").lower(), bool(named["close"]), content


def _push_raw(state: StateBlock, start: int, end: int, name: str, content: str) -> None:
    """The lines up to the closing tag of `name` as code, or as a comment."""
    close = regex.compile(rf"\{{\{{?[<%]?[\s-]*(?:/|end)\s*{regex.escape(name)}\b")
    last = next((line for line in range(start, end) if close.match(line_of(state, line))), None)
    if last is None:
        return
    if name not in REMARKS:
        words = content.split()
        push_block(state, "fence", state.getLines(start, last, state.blkIndent, False), info=" ".join(words[1:2]))  # noqa: FBT003 -- positional in markdown-it
    state.line = last + 1


def _template(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """A tag within a paragraph as the text that it states; a variable (`{{ name }}`) stays as it is."""
    if not state.src.startswith(("{{", "{%", "{#"), state.pos):
        return False
    match = TAG.match(state.src, state.pos, min(state.posMax, state.pos + MAX_TAG))
    if match is None:
        return False
    if not silent:
        if match["d"]:
            state.append_pending(match[0])
        elif shown := SHOWN.search(match[0]):
            state.append_pending(shown[1] or shown[2] or "")
    state.pos = match.end()
    return True
