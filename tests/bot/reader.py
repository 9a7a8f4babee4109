r"""What would a Discord reader see? A small model of Discord's parser, written apart from `bot.rendering.markdown`.

It works as simple-markdown does: at each place the first rule that matches takes its capture, the inside of a construct
is read the same way, and text runs to the next place where a rule could match. Where clients are known or suspected to
differ, the model takes the reading that makes *more* of a text, so that what passes here is safe everywhere:

- A line starts at the start of any construct's inside, and a list wherever nothing but spaces was captured just before.
- Ids have any number of digits and names any characters; every `:name:` is an emoji; `+` makes lists too.
- A masked link's brackets are counted without regard to backslashes, as simple-markdown counts them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple


class Rule(NamedTuple):
    """One construct: where it may begin, judged by the capture before, and what it looks like.

    The pattern's group 1, if it has one, is what is read further, or shown as it stands when `raw`; without a group the
    reader sees something of Discord's own making.
    """

    kind: str
    pattern: re.Pattern[str]
    after: re.Pattern[str] = re.compile("")
    raw: bool = False


class Seen(NamedTuple):
    """The characters a reader sees, and the kinds of construct that they stand in."""

    text: str
    kinds: frozenset[str]


ISOLATED = re.compile(r"(?m)^> \u2068(.*)\u2069$")
LINE_START = re.compile(r"\A\Z|\n *\Z")
LIST_START = re.compile(r"(?:\A|\n) *\Z")
INSIDE_LINK = r"(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*"


def _rule(kind: str, pattern: str, after: re.Pattern[str] | None = None, *, raw: bool = False) -> Rule:
    return Rule(kind, re.compile(pattern, re.ASCII), after or re.compile(""), raw)


RULES = (
    _rule("codeBlock", r"```(?:[0-9A-Za-z_+.#-]+?\n)?\n*([^\n][\s\S]*?)\n*```", raw=True),
    _rule("customEmoji", r"<a?:\w+:\d+>"),
    _rule("heading", r" *#{1,3}[\s\ufeff]+([^\n]+)\n?", LINE_START),
    _rule("subtext", r" *-# +([^\n]+)\n?", LINE_START),
    _rule("blockQuote", r" *>>> +([\s\S]*)", LINE_START),
    _rule("blockQuote", r" *> +([^\n]*)\n?", LINE_START),
    _rule("list", r" *(?:[*+-]|\d+\.) +([^\n]+)\n?", LIST_START),
    _rule("text", r"\\([^0-9A-Za-z\s])", raw=True),
    _rule("link", r"<([^: >]+:/[^ >]+)>", raw=True),
    _rule("mailto", r"<([^\s<>]+@[^\s<>]+)>", raw=True),
    _rule("telephone", r"<((?:tel:|sms:)?\+?[-0-9(). /]+)>", raw=True),
    _rule("link", r"((?:https?|steam)://[^\s<]+)", raw=True),
    _rule("link", rf"\[({INSIDE_LINK})\]\(\s*[^)]+\)"),
    _rule("strong", r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"),
    _rule("underline", r"__((?:\\[\s\S]|[^\\])+?)__(?!_)"),
    _rule("emphasis", r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
    _rule("emphasis", r"_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)"),
    _rule("strike", r"~~([\s\S]+?)~~(?!_)"),
    _rule("code", r"(?:`+)([\s\S]*?[^`])`+", raw=True),
    _rule("spoiler", r"\|\|([\s\S]+?)\|\|"),
    _rule("mention", r"<(?:@[!&]?|#)\d+>|@(?:everyone|here|silent|Clyde)"),
    _rule("timestamp", r"<t:-?\d+(?::\w)?>"),
    _rule("command", r"</[^<>:\n]+:\d+>"),
    _rule("navigation", r"<id:[^<>\s]+>"),
    _rule("sound", r"<sound:[\d:]+>"),
    _rule("emoji", r":[^\s:]+(?:::skin-tone-\d)?:"),
    _rule("shrug", r"(¯\\_\(ツ\)_/¯)", raw=True),
    _rule("newline", r"(\n)", raw=True),
    _rule("text", r"([\s\S]+?)(?=[^0-9A-Za-z\s]|\n|\w+:\S|[0-9]+\.|\Z)", raw=True),
)


def _joined(rules: Iterable[tuple[int, Rule]]) -> re.Pattern[str]:
    """One pattern of these rules in their order, each a group named by its number: far quicker than one by one."""
    return re.compile("|".join(f"(?P<rule{number}>{rule.pattern.pattern})" for number, rule in rules), re.ASCII)


JOINED = [(after, _joined(rules)) for after, rules in groupby(enumerate(RULES), key=lambda numbered: numbered[1].after)]
"""Neighbouring rules that may begin after the same, as one pattern."""


def seen(markdown: str) -> Seen:
    """What a reader sees of `markdown`, and all kinds of construct in it, nested ones too."""
    pieces = list(_pieces(markdown))
    return Seen("".join(piece.text for piece in pieces), frozenset().union(*(piece.kinds for piece in pieces)))


def unisolated(markdown: str) -> str:
    """Block quotes without the two marks, which nobody sees, round a line that could turn others."""
    return ISOLATED.sub(r"> \1", markdown)


def _pieces(markdown: str) -> Iterator[Seen]:
    position, before = 0, ""
    while position < len(markdown):
        rule, match = _first(markdown, position, before)
        before, position = match[0], match.end()
        yield _piece(rule, match)


def _first(markdown: str, position: int, before: str) -> tuple[Rule, re.Match[str]]:
    for after, pattern in JOINED:
        match = pattern.match(markdown, position) if after.search(before) else None
        if match:
            return RULES[int(str(match.lastgroup).removeprefix("rule"))], match
    raise AssertionError(f"no rule matches at {position} of {markdown!r}")


def _piece(rule: Rule, match: re.Match[str]) -> Seen:
    if not rule.pattern.groups:
        return Seen(f"<{rule.kind}>", frozenset({rule.kind}))
    captured = match[match.re.groupindex[str(match.lastgroup)] + 1]
    inside = Seen(captured, frozenset()) if rule.raw else seen(captured)
    return Seen(inside.text, inside.kinds | {rule.kind})
