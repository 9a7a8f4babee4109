r"""Which Markdown makes Discord show exactly these characters, and how much of a text fits?

Between the quote and the message: `escape` turns text into one line of Discord Markdown, `size` measures Markdown,
`fitting` is how long a slice may be, and `unescape` reverses `escape`.

Discord parses Markdown with rules derived from Khan Academy's simple-markdown
(https://github.com/Khan/perseus/tree/main/packages/simple-markdown). This module relies on two of them: a backslash
before any ASCII punctuation shows just that character, and a construct can only begin at its first character, so
escaping that one is enough. In two places a backslash does not escape, so never put escaped text there: an automatic
link (none begins here, its colon is escaped) and the text of a masked link, `[text](address)`.

Not verified against Discord itself: that its clients on every platform follow these rules, that masked links and the
lists of old clients behave as their code says, that control and format characters arrive and are invisible, and how
Discord counts characters above U+FFFF (here: as two).
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
"""How many code points `fitting` may drop so as not to cut inside a word."""


class Budget(NamedTuple):
    """An amount of text, available or used, in UTF-16 units and bytes: Discord limits both."""

    characters: int
    bytes: int

    def minus(self, taken: "Budget") -> "Budget":
        """What is left after `taken` is used; negative where that is more than there is."""
        return Budget(self.characters - taken.characters, self.bytes - taken.bytes)

    def holds(self, wanted: "Budget") -> bool:
        """Whether `wanted` fits by both measures."""
        return wanted.characters <= self.characters and wanted.bytes <= self.bytes


def escape(text: str) -> str:
    r"""One line of Discord Markdown that shows exactly `text`, with white space collapsed to single spaces.

    Valid at the start of a line, after `> `, `-# ` or other text and a space, and, unless empty, between `**` and `**`.
    Never put it into the text of a masked link or into code: the backslashes would be visible there.

    Example: `escape("1. *Not* a\nlist")` is `1\. \*Not\* a list`.
    """
    return _LIVE.sub(r"\\\g<0>", " ".join(text.split()))


def unescape(markdown: str) -> str:
    """The text that `escape` turns into `markdown`."""
    return _ESCAPED.sub(r"\g<1>", markdown)


def size(markdown: str) -> Budget:
    """The size of `markdown` in UTF-16 units (never fewer than code points) and bytes of UTF-8."""
    units = len(markdown.encode("utf-16-le", "surrogatepass")) // 2
    return Budget(units, len(markdown.encode("utf-8", "surrogatepass")))


def fitting(text: str, budget: Budget) -> int:
    """How many code points of `text`, from its start, fit into `budget` once escaped; 0 when none do.

    The slice ends where a grapheme ends, and where a word ends if one does within `NEAR` code points of the limit.
    """
    most = _most(text, budget)
    ends = list(takewhile(lambda end: end <= most, (match.end() for match in _GRAPHEME.finditer(text))))
    if not ends or ends[-1] == len(text):
        return max(ends, default=0)
    words = [end for end in ends if end >= ends[-1] - NEAR and _ends_word(text, end)]
    return words[-1] if words else ends[-1]


def _most(text: str, budget: Budget) -> int:
    """The greatest number of code points that fit, by bisection: the escaped size never shrinks with one more."""

    def fits(length: int) -> bool:
        return budget.holds(size(escape(text[:length])))

    beyond = 64
    while beyond < len(text) and fits(beyond):
        beyond *= 2
    return bisect_left(range(1, min(beyond, len(text)) + 1), x=1, key=lambda length: not fits(length))


def _ends_word(text: str, end: int) -> bool:
    return text[end].isspace() and not text[end - 1].isspace()


def ago(moment: str) -> str:
    """Markdown that Discord shows as a relative time, such as "3 days ago"; `moment` is in ISO 8601."""
    return f"<t:{int(datetime.fromisoformat(moment).timestamp())}:R>"
