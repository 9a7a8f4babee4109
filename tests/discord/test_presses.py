import aiohttp
import pytest

from tests.discord.commands import invocation
from tests.discord.double import Double
from tests.discord.message_rules import EPHEMERAL
from tests.discord.payloads import CHANNEL_ID, PERSON_ID
from tests.discord.presses import press, pressable
from tests.discord.traffic import Json

BUTTON = {"type": 2, "style": 1, "label": "More", "custom_id": "more"}
MENU = {"type": 3, "custom_id": "menu", "min_values": 1, "max_values": 1, "options": [{"label": "A", "value": "a"}]}
COMMAND: Json = {"type": 1, "name": "add", "description": "Add.", "options": []}
FILE = {"type": 11, "name": "file", "description": "A file."}


def message(*parts: Json) -> Json:
    """A message of the bot's with these components in a row."""
    return {"id": "1", "components": [{"type": 1, "components": list(parts)}]}


def test_pressable() -> None:
    """A button is found by its label, a menu by its id."""
    assert pressable(message(BUTTON, MENU), "More") == BUTTON
    assert pressable(message(BUTTON, MENU), "menu") == MENU


@pytest.mark.parametrize("label", ["Less", "more or less"])
def test_not_there(label: str) -> None:
    """Nobody can press what is not there, or is disabled."""
    with pytest.raises(AssertionError, match="there is no"):
        pressable(message(BUTTON), label)
    with pytest.raises(AssertionError, match="disabled"):
        pressable(message(BUTTON | {"disabled": True}), "More")


@pytest.mark.parametrize("chosen", [[], ["b"], ["a", "a"]])
async def test_not_offered(double: Double, chosen: list[str]) -> None:
    """Nobody can choose what a menu does not offer, or more or less of it than it takes."""
    with pytest.raises(AssertionError, match="nobody can choose"):
        await press(double, message(MENU), "menu", chosen)


@pytest.mark.parametrize("value", ["a.txt", 5])
def test_no_file(value: object) -> None:
    """Nobody can give words for a file, nor a file for words."""
    with pytest.raises(AssertionError, match="nobody can give"):
        invocation({**COMMAND, "id": "1", "options": [FILE]}, [], {"file": value})


def test_file(double: Double) -> None:
    """A file comes as its id, and what is known of it beside."""
    upload = double.uploads.sent("a b.txt", b"It was.")
    data = invocation({**COMMAND, "id": "1", "options": [FILE]}, [], {"file": upload})
    assert data["options"][0]["value"] == upload.id
    assert data["resolved"]["attachments"][upload.id]["size"] == 7


async def test_download(double: Double) -> None:
    """A file is downloaded from Discord's own host, one that is lost is not."""
    upload = double.uploads.sent("ä b.txt", b"It was.")
    url = upload.payload()["url"]
    async with aiohttp.ClientSession(connector=double.connector()) as session:
        async with session.get(url) as response:
            assert await response.read() == b"It was."
        double.uploads.lost.add(upload.path)
        async with session.get(url) as response:
            assert response.status == 404


async def test_permissions(double: Double) -> None:
    """A command is offered to those alone who have the permissions that it asks for."""
    double.commands.replace([{**COMMAND, "default_member_permissions": 1 << 5}])
    assert double.commands.stored[0]["default_member_permissions"] == "32"
    with pytest.raises(AssertionError, match="who have the permissions 32"):
        await double.slash("add", person_id=PERSON_ID)


async def test_private_message(double: Double) -> None:
    """A private message cannot be edited with the bot's own token."""
    private = double.messages.create(CHANNEL_ID, {}, EPHEMERAL)
    url = f"https://discord.com/api/v10/channels/{CHANNEL_ID}/messages/{private['id']}"
    headers = {"Authorization": f"Bot {double.token}"}
    async with (
        aiohttp.ClientSession(connector=double.connector()) as session,
        session.patch(url, json={"content": "x"}, headers=headers) as response,
    ):
        assert (await response.json())["code"] == 10008
