"""Every kind of message, whatever others write: Discord takes it, and nothing in it is more than text."""

from collections.abc import Callable
from functools import lru_cache

import pytest
import regex
from discord import ui
from hypothesis import example, given, settings

from bot.corpora.autocomplete import SourceNames
from bot.rendering.layout import Layout
from tests.bot.every_kind import Message, Texts, exact_line, kinds, world
from tests.bot.hostile import SNIPPETS, hostile
from tests.bot.online import MESSAGES, ORIGINAL
from tests.bot.reader import seen
from tests.discord import rules
from tests.discord.message_rules import COMPONENTS_V2, message_problems, overweight, texts
from tests.discord.openapi import Document
from tests.discord.traffic import Json
from tests.tiers import examples

OURS = {"blockQuote", "strong", "strike", "subtext", "text", "newline"}
TIMES, CODE, MENTION, LISTS, LINK = {"timestamp"}, {"code"}, {"mention"}, {"list"}, {"link"}
MORE = {
    **dict.fromkeys(("too many", "unanswered"), TIMES),
    "list": TIMES,
    **dict.fromkeys(("how to ask", "unreadable", "help", "empty list", "not in the library", "changed"), CODE),
    **{f"job {kind}": CODE for kind in ("add", "file", "feed", "refresh", "reread")},
    "help": CODE | LISTS,
    "elsewhere": MENTION,
    "posted": LINK,
}
"""What some kinds have beside that, in the bot's own words."""

ATTACK = " ".join(SNIPPETS)
TURNING = regex.compile(r"[\u202A-\u202E\u2066-\u2069]")
ISOLATED = regex.compile(r"(?:[^\u202A-\u202E\u2066-\u2069]|\u2068(?R)\u2069)*")


@lru_cache
def constructs(markdown: str) -> frozenset[str]:
    """The kinds of construct that a reader sees; the same text stands in many kinds of message."""
    return seen(markdown).kinds


def body(message: Message) -> Json:
    """The message as it goes to Discord."""
    layout = message if isinstance(message, ui.LayoutView) else Layout(message)
    return {"flags": COMPONENTS_V2, "components": layout.to_components()}  # type: ignore[no-untyped-call]  # discord.py leaves it so


@pytest.fixture(scope="module")
def problems(spec: Document | None) -> Callable[[Json], list[str]]:
    """What Discord holds against a message, by its document and by the limits beside it."""

    def found(message: Json) -> list[str]:
        routes = (("POST", MESSAGES), ("PATCH", ORIGINAL))
        by_document = [each for route in routes for each in spec.problems(*route, message)] if spec else []
        return [*by_document, *message_problems(message), *filter(None, [overweight(message)])]

    return found


@given(hostile, hostile, hostile)
@example("漢" * 4000, "漢" * 500, "漢" * 500)
@example("*" * 4000, "*" * 500, "*" * 500)
@example("👩‍👩‍👧‍👦" * 1000, "👩‍👩‍👧‍👦" * 200, "👩‍👩‍👧‍👦" * 62)
@example("e" + "\u0301" * 9000, "e" + "\u0301" * 500, "e" + "\u0301" * 499)
@example("\u202eשלום עולם " * 900, "\u202eשלום " * 100, "\u202eשלום " * 80)
@example("\u200b\u200d\ufeff" * 300, "\u200b" * 300, "\u200b\u2066" * 200)
@example(ATTACK, ATTACK, ATTACK)
@settings(deadline=None, max_examples=examples(25))
def test_every_kind(problems: Callable[[Json], list[str]], article: str, name: str, asked: str) -> None:
    """Every message is valid and within all limits, becomes nothing but text, and turns no line that is the bot's."""
    with world(Texts(article, name, asked)) as here:
        for kind, said in kinds(here):
            message = body(said)
            assert problems(message) == [], kind
            for text in texts(message):
                assert constructs(text) <= OURS | MORE.get(kind, set()), (kind, text)
                own = [line for line in text.split("\n") if not line.startswith("> ")]
                assert all(ISOLATED.fullmatch(line) for line in own), (kind, text)


@given(hostile, hostile)
@example("*" * 4000, "*" * 500)
@example("\u202eשלום עולם " * 900, "\u202eשלום " * 100)
@settings(deadline=None, max_examples=examples(20))
def test_file_and_choices(problems: Callable[[Json], list[str]], article: str, name: str) -> None:
    """The line above an exact text fits into a classic message, and a source can be offered while somebody types."""
    with world(Texts(article, name, "?")) as here:
        line = exact_line(here)
        choices = SourceNames(here.servers.library).matching("", here.place.collections)
    assert problems({"content": line}) == []
    assert constructs(line) <= OURS
    assert all(ISOLATED.fullmatch(each) for each in line.split("\n"))
    (choice,) = choices
    assert not TURNING.search(choice.label)
    assert rules.response({"type": rules.CHOICES, "data": {"choices": [{"name": choice.label}]}}) == []
