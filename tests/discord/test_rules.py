from typing import Any

import pytest

from tests.discord import rules
from tests.discord.command_rules import command_problems
from tests.discord.message_rules import COMPONENTS_V2, message_problems, overweight

Json = dict[str, Any]


def v2(*components: Json, **rest: Any) -> Json:  # noqa: ANN401  # any other field of a message
    """A V2 message of these components."""
    return {"flags": COMPONENTS_V2, "components": list(components), **rest}


def text(content: str) -> Json:
    """A text display."""
    return {"type": 10, "content": content}


def row(*components: Json) -> Json:
    """An action row."""
    return {"type": 1, "components": list(components)}


def button(**properties: Any) -> Json:  # noqa: ANN401  # any property of a button
    """A button."""
    return {"type": 2, "style": 1, "label": "More", **properties}


def command(**properties: Any) -> Json:  # noqa: ANN401  # any property of a command
    """A slash command."""
    return {"type": 1, "name": "ask", "description": "Ask.", **properties}


def option(number: int, **properties: Any) -> Json:  # noqa: ANN401  # any property of an option
    """A string option of a command."""
    return {"type": 3, "name": f"option{number}", "description": "An option.", **properties}


MESSAGES = [
    ({"content": "x" * 2001}, "content has 2001 characters, at most 2000 are allowed"),
    ({"content": "😀" * 1001}, "content has 2002 characters, at most 2000 are allowed"),
    ({"content": ""}, "the message is empty"),
    (v2(text("a"), content="b"), "the `content` field cannot be used with IS_COMPONENTS_V2"),
    (v2(text("a"), embeds=[{"title": "b"}]), "the `embeds` field cannot be used with IS_COMPONENTS_V2"),
    (v2(text("a"), poll={"question": {}}), "the `poll` field cannot be used with IS_COMPONENTS_V2"),
    ({"components": [text("a")]}, "components of type [10] need the flag IS_COMPONENTS_V2"),
    ({"components": [button(custom_id="a")]}, "a component of type 2 stands outside an action row"),
    (
        v2({"type": 17, "components": [text("a")] * 40}),
        "41 components, at most 40 are allowed, nested ones counted",
    ),
    (
        v2(text("a" * 2000), {"type": 17, "components": [text("b" * 2001)]}),
        "the text displays have 4001 characters, at most 4000 are allowed together",
    ),
    (
        v2({"type": 9, "components": [text("😀" * 2001)], "accessory": button(custom_id="a")}),
        "the text displays have 4002 characters, at most 4000 are allowed together",
    ),
    (v2(text("")), "a text display is empty"),
    (v2(row(button(custom_id="a"), button(custom_id="a"))), "custom_id `a` is used 2 times"),
    (v2(row(button(custom_id="a" * 101))), "a custom_id has 101 characters, at most 100 are allowed"),
    (
        v2(row(button(custom_id="a", label="b" * 81))),
        "a button label has 81 characters, at most 80 are allowed",
    ),
    (v2(row(button(style=5))), "a link button has no url"),
    (v2(row(button())), "a button has no custom_id"),
    (
        v2(row(*(button(custom_id=str(n)) for n in range(6)))),
        "an action row has 6 components, at most 5 are allowed",
    ),
    (
        v2(row({"type": 3, "custom_id": "a", "options": [{}] * 26})),
        "a select has 26 options, at most 25 are allowed",
    ),
    (
        {"embeds": [{"description": "a" * 3000, "fields": [{"name": "b", "value": "c"}]}, {"title": "d" * 2999}]},
        "the embeds have 6001 characters, at most 6000 are allowed together",
    ),
    ({"embeds": [{"title": "a"}] * 11}, "11 embeds, at most 10 are allowed"),
]

COMMANDS = [
    ([command(name="Ask")], "command `Ask`: the name `Ask` is not made of lower-case letters, digits, - and _"),
    ([command(name="a b")], "command `a b`: the name `a b` is not made of lower-case letters, digits, - and _"),
    ([command(name="a" * 33)], f"command `{'a' * 33}`: the name `{'a' * 33}` has 33 characters, 1 to 32 are allowed"),
    ([command(description="")], "command `ask`: the description of `ask` has 0 characters, 1 to 100 are allowed"),
    ([command(options=[option(n) for n in range(26)])], "command `ask`: 26 options, at most 25 are allowed"),
    (
        [command(options=[option(1, choices=[{"name": "a", "value": "b"}] * 26)])],
        "command `ask`: option `option1` has 26 choices, at most 25 are allowed",
    ),
    (
        [command(options=[option(1, choices=[{"name": "a", "value": "b"}], autocomplete=True)])],
        "command `ask`: option `option1` has both choices and autocomplete",
    ),
    (
        [command(options=[option(1), option(2, required=True)])],
        "command `ask`: a required option comes after an optional one",
    ),
    (
        [command(options=[option(1, choices=[{"name": "a" * 100, "value": "b" * 100}] * 25)] * 2)],
        "command `ask`: 10041 characters in all, at most 8000 are allowed",
    ),
    ([command(), command()], "command `ask` is there 2 times"),
    (
        [{"type": 3, "name": f"Command {n}"} for n in range(16)],
        "16 commands of type 3, at most 15 are allowed",
    ),
]

RESPONSES = [
    ({"type": 99}, "99 is not a type of response"),
    ({"type": 5, "flags": 64}, "`flags` is not a property of this body"),
    ({"type": 4, "data": {"contents": "a", "content": "b"}}, "`contents` is not a property of this body"),
    ({"type": 8, "data": {"choices": [{"name": "a"}] * 26}}, "26 choices, at most 25 are allowed"),
    ({"type": 8, "data": {"choices": [{"name": "a" * 101}]}}, "a choice has 101 characters, 1 to 100 are allowed"),
    (
        {"type": 9, "data": {"custom_id": "a", "title": "b", "components": [{}] * 6}},
        "the modal has 6 items, 1 to 5 are allowed",
    ),
    (
        {"type": 9, "data": {"custom_id": "a", "title": "b" * 46, "components": [{}]}},
        "the modal's title has 46 characters, at most 45 are allowed",
    ),
]

ALLOWED = [
    {"content": "x" * 2000},
    {"content": "😀" * 1000},
    v2(text("a" * 4000)),
    v2({"type": 17, "components": [text("a")] * 39}),
    v2(row(button(style=5, url="https://example.org"))),
    {"embeds": [{"title": "a" * 256}] * 10},
]


@pytest.mark.parametrize(("message", "problem"), MESSAGES, ids=[problem for _, problem in MESSAGES])
def test_messages(message: Json, problem: str) -> None:
    """A message over one limit breaks that rule alone, and the sentence says what was found."""
    assert message_problems(message) == [problem]


@pytest.mark.parametrize(("commands", "problem"), COMMANDS, ids=[problem for _, problem in COMMANDS])
def test_commands(commands: list[Json], problem: str) -> None:
    """Commands over one limit break that rule alone."""
    assert command_problems(commands) == [problem]


@pytest.mark.parametrize(("body", "problem"), RESPONSES, ids=[problem for _, problem in RESPONSES])
def test_responses(body: Json, problem: str) -> None:
    """A first response over one limit breaks that rule alone."""
    assert rules.response(body) == [problem]


@pytest.mark.parametrize("message", ALLOWED)
def test_allowed(message: Json) -> None:
    """A message at a limit breaks no rule."""
    assert message_problems(message) == []


def test_misspelt_property() -> None:
    """A property that Discord does not know is named."""
    assert rules.created({"content": "a", "embed": {}}, rules.CREATE) == ["`embed` is not a property of this body"]


def test_weight() -> None:
    """Four thousand characters of three bytes each weigh too much."""
    assert overweight(v2(text("語" * 4000))) == "the text displays weigh 12012 bytes, Discord answers 500 above 10170"
    assert overweight(v2(text("語" * 3386))) == ""


def test_flag_stays() -> None:
    """The V2 flag cannot be taken from a message."""
    existing = v2(text("a"))
    problems = rules.edited({"flags": 0}, existing)
    assert problems == ["IS_COMPONENTS_V2 cannot be removed from a message"]


def test_edit_of_v2() -> None:
    """An edit without flags of a V2 message still must do without content."""
    problems = rules.edited({"content": "b"}, v2(text("a")))
    assert problems == ["the `content` field cannot be used with IS_COMPONENTS_V2"]


def test_edit_to_v2() -> None:
    """An edit that makes a V2 message of one with content must empty the content."""
    existing = {"content": "a", "flags": 0}
    assert rules.edited(v2(text("b")), existing) == ["the `content` field cannot be used with IS_COMPONENTS_V2"]
    assert rules.edited(v2(text("b"), content=None), existing) == []
