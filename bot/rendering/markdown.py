r"""What must be written so that Discord shows these very characters, and how much of a text fits?

Between the quote and the message: `escape` turns text into one line of Discord Markdown, `size` measures what was
written, `fitting` says how long a slice may be, and `unescape` reads back what `escape` wrote.

Discord parses Markdown with rules derived from Khan Academy's simple-markdown
(https://github.com/Khan/perseus/tree/main/packages/simple-markdown). Two facts of it carry this module: a backslash
before any ASCII punctuation shows that character and nothing else, and a construct can only begin at its first
character, so escaping that one is enough. Two places know no backslash, so never put escaped text there: an
automatic link (none begins here, its colon is escaped) and the text of a masked link, `[text](address)`.

Not verified against Discord itself: that its clients on every platform keep to these rules, that masked links and old
clients' lists behave as their code reads, that control and format characters arrive and are drawn as nothing, and how
Discord counts characters above U+FFFF (as two, here).
"""

from bisect import bisect_left
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

import regex

_LIVE = regex.compile(
    r"""
      [\\*_~`|]                     # emphasis, strikes, code, spoilers, and the escape itself
    | [<@]                          # mentions, emoji, timestamps, commands, <links>; @everyone
    | \[ | (?<=\])\(                # a masked link: its start, and the joint of one that another [ began
    | :(?=\S)                       # https://…, :emoji:
    | ^(?: \# | > | -(?=\#) )       # heading, block quote, subtext: at the start of a line only
    | (?<!\S)(?:[-+] | [0-9]+\K\.)(?!\S)  # list items; see below why not at the start of a line only
    """,
    regex.VERBOSE,
)
# simple-markdown takes "start of line" for "all that was parsed just before is spaces", which is also true after an
# escaped character and a space: `\! - so` would be a list. Discord's newer clients know better, older ones do not.

_ESCAPED = regex.compile(r"\\(.)")
_GRAPHEME = regex.compile(r"\X")

NEAR = 40
"""How many code points `fitting` gives up at most so as not to cut inside a word."""


class Budget(NamedTuple):
    """Room for text, or room that a text takes: Discord limits both measures."""

    characters: int
    bytes: int

    def minus(self, taken: "Budget") -> "Budget":
        """What is left when `taken` is used up; below 0 when it was more than there is."""
        return Budget(self.characters - taken.characters, self.bytes - taken.bytes)

    def holds(self, wanted: "Budget") -> bool:
        """Whether `wanted` fits by both measures."""
        return wanted.characters <= self.characters and wanted.bytes <= self.bytes


def escape(text: str) -> str:
    r"""One line of Discord Markdown that shows exactly `text`, runs of white space folded to one space, ends stripped.

    It may stand at the start of a line, after `> `, `-# ` or other text and a space, and between `**` and `**` when it
    is not empty. Never put it into a masked link's text or into code: there the backslashes would be seen.

    Example: `escape("1. *Not* a\nlist")` is `1\. \*Not\* a list`.
    """
    return _LIVE.sub(r"\\\g<0>", " ".join(text.split()))


def unescape(markdown: str) -> str:
    """The text that `escape` wrote as `markdown`."""
    return _ESCAPED.sub(r"\g<1>", markdown)


def size(markdown: str) -> Budget:
    """The room that `markdown` takes: UTF-16 units (never fewer than code points) and bytes of UTF-8."""
    units = len(markdown.encode("utf-16-le", "surrogatepass")) // 2
    return Budget(units, len(markdown.encode("utf-8", "surrogatepass")))


def fitting(text: str, budget: Budget) -> int:
    """How many code points of `text`, from its start, fit into `budget` once escaped; 0 when none do.

    The slice ends where a grapheme ends, and where a word ends if one does within `NEAR` of the last possible place.
    """
    most = _most(text, budget)
    ends = list(takewhile(lambda end: end <= most, (match.end() for match in _GRAPHEME.finditer(text))))
    if not ends or ends[-1] == len(text):
        return max(ends, default=0)
    words = [end for end in ends if end >= ends[-1] - NEAR and _ends_word(text, end)]
    return words[-1] if words else ends[-1]


def _most(text: str, budget: Budget) -> int:
    """The greatest number of code points that fit; escaping one more never takes less room, so bisection finds it."""

    def fits(length: int) -> bool:
        return budget.holds(size(escape(text[:length])))

    beyond = 64
    while beyond < len(text) and fits(beyond):
        beyond *= 2
    return bisect_left(range(1, min(beyond, len(text)) + 1), x=1, key=lambda length: not fits(length))


def _ends_word(text: str, end: int) -> bool:
    return text[end].isspace() and not text[end - 1].isspace()


def ago(moment: str) -> str:
    """The time in Markdown, such as "3 days ago"."""
    return f"<t:{int(datetime.fromisoformat(moment).timestamp())}:R>"
