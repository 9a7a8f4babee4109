from typing import Any

import discord
import pytest

from tests.discord.double import Double
from tests.discord.openapi import Document
from tests.discord.payloads import THREAD_ID
from tests.discord.test_double import running

CREATE = ("POST", "/channels/{channel_id}/messages")
EDIT = ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")

LONG = "a" * 101


@pytest.fixture
def document(spec: Document | None) -> Document:
    """The official document; the test is skipped without it."""
    if spec is None:
        pytest.skip("PULLQUOTE_DATA does not say where Discord's OpenAPI document is")
    return spec


def in_row(*components: dict[str, Any]) -> dict[str, Any]:
    """A message of one action row."""
    return {"components": [{"type": 1, "components": list(components)}]}


REFUSED = [
    (EDIT, {"content": "a" * 2001}, "content: ", "longer than 2000 characters"),
    (CREATE, {"embeds": [{"title": "a" * 257}]}, "embeds.0.title: ", "longer than 256 characters"),
    (CREATE, in_row({"type": 2, "style": 1, "custom_id": LONG}), "components.0.components.0.custom_id: ", "longer"),
    (CREATE, {"components": [{"type": 10, "content": ""}]}, "components.0.content: ", "shorter than 1"),
    (CALLBACK, {"type": 8, "data": {"choices": [{"name": LONG, "value": "a"}]}}, "data.choices.0.name: ", "longer"),
    (CALLBACK, {"type": 4, "data": {"content": "a" * 2001}}, "data.content: ", "longer than 2000 characters"),
]


@pytest.mark.parametrize(("route", "body", "place", "problem"), REFUSED, ids=[place for _, _, place, _ in REFUSED])
def test_refused(document: Document, route: tuple[str, str], body: dict[str, Any], place: str, problem: str) -> None:
    """A body that breaks the document is refused with the place and the limit, not with a list of alternatives."""
    found = document.problems(*route, body)
    assert len(found) == 1
    assert found[0].startswith(place)
    assert problem in found[0]


ACCEPTED = [
    (CREATE, {"content": "a", "message_reference": {"message_id": 1, "channel_id": 2}}),
    (EDIT, {"flags": 1 << 15, "components": [{"type": 17, "components": [{"type": 10, "content": "a"}]}]}),
    (CALLBACK, {"type": 5}),
    (CALLBACK, {"type": 5, "data": {"flags": 64}}),
    (("POST", "/nowhere"), {"anything": True}),
]


@pytest.mark.parametrize(("route", "body"), ACCEPTED)
def test_accepted(document: Document, route: tuple[str, str], body: dict[str, Any]) -> None:
    """A body that keeps the document's rules, or has none there, passes."""
    assert document.problems(*route, body) == []


async def test_own_answers(document: Document, double: Double) -> None:
    """What the double answers to a real client is what the document says that Discord answers."""
    async with running(double) as bot:
        await (await double.slash("ask", {"question": "why?"})).answered()
        await (await double.slash("twice")).acknowledged()
        answer = await (await double.mention("hello", channel_id=THREAD_ID)).answer()
        double.messages.thread_made_from(await (await double.mention("hello")).answer())
        thread = await bot.fetch_channel(int(THREAD_ID))
        assert isinstance(thread, discord.Thread)
        assert [str(each.id) async for each in thread.history()][1] == answer["id"]
        await thread.fetch_message(int(answer["id"]))
        await bot.tree.fetch_commands()
    found = [(request, double.route(request)) for request in double.requests if request.status == 200]
    for request, route in found:
        assert document.answer_problems(request.method, route, request.answer) == []
    assert len({route for _, route in found}) == 9


def test_compiled_once(document: Document) -> None:
    """An endpoint's validator is compiled only the first time."""
    document.problems(*CREATE, {"content": "a"})
    before = dict(document._validators)
    document.problems(*CREATE, {"content": "b"})
    assert document._validators == before
