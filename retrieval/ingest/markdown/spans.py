"""How are the extensions inside a line read? Wiki links, highlights, attributes, keys, formulas."""

from typing import Final

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_inline_dollar

WIKI_LINK: Final = regex.compile(r"(!?)\[\[(?=\S)([^\[\]\n|]{1,500})(?:\|([^\[\]\n]{1,500}))?\]\](?!\(|\[|:)")
VALUE: Final = r"(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s\"'{}]++)"
ATTRIBUTES: Final = regex.compile(rf"\{{:?[ ]*+(?:(?:[#.][\w:.-]++|[\w-]++={VALUE}|:toc)[ ]*+)++\}}")
IDENTIFIER: Final = regex.compile(r"[{\s]#([\w:.-]+)")
KEYS: Final = regex.compile(r"\+\+((?:[\w-]|\"[^\"\n]+\")++(?:\+(?:[\w-]|\"[^\"\n]+\")++)*)\+\+")
SNIPPET: Final = regex.compile(r"-{1,2}8<-{1,2}[^\n]*")
FORMULA: Final = regex.compile(r"[\\^_=+<>{}|/*-]|\A\S+\Z")

_dollar_rule = math_inline_dollar(allow_space=False, allow_digits=False)


def add_spans(parser: MarkdownIt) -> None:
    """Add the rules to a parser."""
    before = parser.inline.ruler.before
    before("link", "wiki_link", _wiki_link)
    before("emphasis", "highlight", _highlight)
    before("emphasis", "keys", _keys)
    before("emphasis", "attributes", _attributes)
    parser.inline.ruler.at("math_inline", _formula)


def _wiki_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`[[target|shown]]` as what is shown; `![[embedded]]` as nothing."""
    if state.src[state.pos] not in "![":
        return False
    match = WIKI_LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent and not match[1]:
        state.append_pending((match[3] or match[2].removeprefix("#").replace("#", " > ")).strip())
    state.pos = match.end()
    return True


def _highlight(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 -- as markdown-it calls it
    """The marks of `==highlighted==` text as nothing."""
    source, pos = state.src, state.pos
    if not source.startswith("==", pos) or source.startswith("===", pos):
        return False
    before, after = source[pos - 1 : pos], source[pos + 2 : pos + 3]
    if before == "=" or not (_opens(before, after, source, pos) or _closes(before, after, source, pos)):
        return False
    state.pos += 2
    return True


def _opens(before: str, after: str, source: str, pos: int) -> bool:
    return bool(after.strip()) and not before.isalnum() and source.find("==", pos + 3) > 0


def _closes(before: str, after: str, source: str, pos: int) -> bool:
    return bool(before.strip()) and not after.isalnum() and source.rfind("==", 0, pos - 1) >= 0


def _keys(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`++ctrl+c++` as its keys: Ctrl+C."""
    match = KEYS.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "+" else None
    if match is None:
        return False
    if not silent:
        state.append_pending("+".join(key.strip('"').capitalize() for key in match[1].split("+")))
    state.pos = match.end()
    return True


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`{#id .class key=value}` as nothing that is read, but the id is kept."""
    match = ATTRIBUTES.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "{" else None
    if match is None:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.meta = {"id": stated[1] if (stated := IDENTIFIER.search(match[0])) else None}
    state.pos = match.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- as markdown-it calls it
    """`$x^2$` as a formula; not "$5 and 10$", nor "$HOME/$USER"."""
    source, start = state.src, state.pos
    if source[start] != "$" or source[start - 1 : start].isalnum():
        return False
    end = source.find("$", start + 1, state.posMax)
    if end < 0 or source[end + 1 : end + 2].isalnum() or not FORMULA.search(source, start + 1, end):
        return False
    return _dollar_rule(state, silent)
