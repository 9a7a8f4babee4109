"""Which lines begin and end a block of AsciiDoc? Four or more of one character, or one of a few short marks."""

from collections.abc import Sequence

import regex

FENCE = regex.compile(
    r"(?P<mark>-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```)(?P<language>(?<=```)[\w+#-]*)?\s*|(?P<table>[|,:!]={3,})\s*"
)


def fence_of(line: str) -> str | None:
    """The kind of block that `line` begins or ends: one character, "--", "```" or "|"; `None` if it does not."""
    match = FENCE.fullmatch(line)
    if match is None:
        return None
    if match["table"]:
        return "|"
    return match["mark"] if match["mark"] in {"--", "```"} else match["mark"][0]


def fenced_language(line: str) -> str:
    """The language in the first line of a block between "```"."""
    match = FENCE.fullmatch(line)
    return (match["language"] or "").strip() if match else ""


def fence_end(lines: Sequence[str], start: int) -> int:
    """The index of the line that ends the block which begins at `start`; the end of `lines` if none does."""
    closing = "```" if fence_of(lines[start]) == "```" else lines[start].rstrip()
    return next((at for at in range(start + 1, len(lines)) if lines[at].rstrip() == closing), len(lines))
