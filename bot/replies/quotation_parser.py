"""Which words does a message quote? Its Markdown → what stands in quotation marks, as block quotes or as code.

Discord's marks are taken off, for people set a quote in bold and bots escape it. Where something is left out, `[…]`,
one quotation ends and the next begins.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

import regex

from bot.rendering.bidi import without_isolates
from retrieval.analysis.tokenizer import has_word

MARKS: Final = regex.compile(
    r"""
      “([^“”]+)”  |  „([^„“”]+)[“”]  |  «([^«»]+)»  |  »([^«»]+)«  |  「([^「」]+)」
    | (?<![\w"])"([^"\n]+)"(?![\w"])
    """,
    regex.VERBOSE,
)
OMISSION: Final = regex.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
BLOCK: Final = regex.compile(r"^ *> ")
BLOCK_TO_THE_END: Final = regex.compile(r"(?m)^ *>>> ")
FENCED: Final = regex.compile(r"(?m)^```[\w+.#-]*\n((?:(?!```)[^\n]*\n)++)```$")
SUBTEXT: Final = regex.compile(r" *-# ")

ESCAPED: Final = regex.compile(r"\\([!-/:-@\[-`{-~])")
HIDE: Final = 0xDC00  # while marks are taken off, what is escaped is half of a surrogate pair, which no text has
HIDDEN: Final = regex.compile(r"[\uDC21-\uDC7E]")
LINE_MARK: Final = regex.compile(r"(?m)^[ \u2003]*(?:\#{1,3}|[-*•]) +")
LINK: Final = regex.compile(r"\[([^\[\]]++)\]\(<?https?://[^\s()<>]++>?\)")
PAIRED: Final = regex.compile(
    r"""
      (?<mark>\*{1,3})     (?!\s) (?<text>[^*]++) (?<!\s) (?P=mark)
    | (?<mark>__)          (?!\s) (?<text>[^_]++) (?<!\s) (?P=mark)
    | (?<mark>~~)          (?!\s) (?<text>[^~]++) (?<!\s) (?P=mark)
    | (?<mark>\|\|)        (?!\s) (?<text>[^|]++) (?<!\s) (?P=mark)
    | (?<mark>`{1,3})      (?!\s) (?<text>[^`]++) (?<!\s) (?P=mark)
    | (?<!\w)(?<mark>_)    (?!\s) (?<text>[^_]++) (?<!\s) (?P=mark)(?!\w)
    """,
    regex.VERBOSE,
)
DEEPEST: Final = 4  # marks within marks


class Quotation(NamedTuple):
    """What a message quotes: as it reads, and as it was `written`, in case the marks belong to it."""

    text: str
    written: str


def quotations(markdown: str) -> tuple[Quotation, ...]:
    """What the message quotes, in its order and each once; all of the message where it quotes nothing.

    It is empty where there is no word at all.
    """
    return _read(_quoted(markdown)) or _read([markdown])


def unescaped_text(markdown: str) -> str:
    r"""The text that Discord makes of the Markdown: no marks, and no backslashes before what they escape.

    Example: `unmarked(r"**Bold** and \*not\*")` is `Bold and *not*`.
    """
    text = ESCAPED.sub(lambda match: chr(HIDE + ord(match[1])), markdown)
    text = LINE_MARK.sub("", LINK.sub(r"\1", text))
    for _ in range(DEEPEST):
        text = PAIRED.sub(r"\g<text>", text)
    return HIDDEN.sub(lambda match: chr(ord(match[0]) - HIDE), text)


def _read(written: Iterable[str]) -> tuple[Quotation, ...]:
    """The pieces that have words, without what is left out between them."""
    pieces = [piece.strip() for each in written for piece in OMISSION.split(each)]
    found = (Quotation(without_isolates(unescaped_text(piece)).strip(), piece) for piece in pieces)
    return tuple(dict.fromkeys(each for each in found if has_word(each.text)))


def _quoted(markdown: str) -> Iterator[str]:
    """Block quotes, and between them what stands in quotation marks."""
    for text, is_block in _stretches(markdown):
        if is_block:
            yield text
        else:
            yield from (next(filter(None, match.groups())) for match in MARKS.finditer(text))


def _stretches(markdown: str) -> Iterator[tuple[str, bool]]:
    """Lines that belong together, without their `>` or fence, and whether they are quoted; small print is left out."""
    before, *after = BLOCK_TO_THE_END.split(markdown, maxsplit=1)
    for number, piece in enumerate(FENCED.split(before)):
        if number % 2:
            yield piece, True
            continue
        lines = (line for line in piece.splitlines() if not SUBTEXT.match(line))
        for is_block, group in groupby(lines, key=lambda line: BLOCK.match(line) is not None):
            yield "\n".join(BLOCK.sub("", line) for line in group), is_block
    yield from ((text, True) for text in after)
