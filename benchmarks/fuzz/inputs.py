"""What is fed in? Pieces of every format's syntax, of words and of awkward characters, joined, repeated and cut."""

from random import Random
from typing import Final

SYNTAX: Final = (
    "---|+++|{|}|[|]|title: a|date: 2024-13-01|url: [a|\n|\n\n|\r\n|\t| |# |## A|- |1. |> |```|~~~|`|**|__|*|_|<!--|"
    "-->|"
    "<p>|</p>|<table>|<tr><td>|</table>|<script>|&amp;|&#0;|&#x110000;|[a](b)|![a](b)|[^1]|[^1]: x|:::|.. note::|::|"
    "====|----|=|== A ==|{{a|}}|[[A|]]|<ref>|</ref>|,|;|\"|'|“|”|«|»|(|)|. |.|!|?|…|A. |e.g. |Mr. |1.5 |Dr. No |"
    "What |is |the |keeper |of |rain |Who |when |not |and |$1 |www.e.x|https://e.x/a?b#c|@everyone|<@1>|<t:1:R>|:a:|"
    "||x||\\|\x00|\x1b[31m|\u200b|\u200f|\u202e|\ufeff|\u00a0|\u3000|é|é|ß|İ|😀|👩\u200d👩|漢字|。|ไทย|हिन्दी|"
    "שלום|\ud800|\U0010ffff|pq1:|nearest|more:|back:|:0:1:2|<?xml?>|<rss>|<item>|WEBVTT|00:00:01,000 --> |"
    '{"cells": []}|{"messages": [{}]}|%PDF|PK\x03\x04|'
)
PIECES: Final = ("|", "||", *SYNTAX.split("|"))
LONGEST: Final = 24  # pieces
RARELY: Final = (True, *(False,) * 9)
REPEATS: Final = (1, 1, 1, 1, 2, 3, 40)


def random_text(random: Random) -> str:
    """A text of at most a few thousand characters."""
    pieces = [random.choice(PIECES) * random.choice(REPEATS) for _ in range(random.randint(0, LONGEST))]
    return "".join(pieces)


def random_bytes(random: Random) -> bytes:
    """A text in some encoding, at times with bytes cut off or changed."""
    codec = random.choice(("utf-8", "utf-8", "utf-16", "latin-1", "cp1252"))
    data = bytearray(random_text(random).encode(codec, "replace"))
    for _ in range(random.choice((0, 0, 0, 1, 5))):
        if data:
            data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data[: random.randint(0, len(data))] if random.choice(RARELY) else data)
