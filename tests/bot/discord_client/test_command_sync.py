import pytest

from retrieval.retriever import Retriever
from tests.bot.online import ASKED, COMMANDS, PARDONS, check, online
from tests.discord.double import Double
from tests.discord.traffic import Json


async def test_sync_once(double: Double, retriever: Retriever) -> None:
    """The commands are sent to Discord once, and not again when Discord has them."""
    for _ in range(2):
        async with online(double, retriever):
            pass
    assert len(double.requests_to("GET", COMMANDS)) == 2
    assert len(double.requests_to("PUT", COMMANDS)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"description": "Another."},
        {"description_localizations": {"de": "Fragen."}},
        {"contexts": [0]},
        {"options": []},
        {"name": "other"},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_sync_when_different(double: Double, retriever: Retriever, change: Json) -> None:
    """The commands are sent again when Discord has others."""
    async with online(double, retriever):
        pass
    double.commands.replace([double.commands.stored[0] | change])
    async with online(double, retriever):
        pass
    assert len(double.requests_to("PUT", COMMANDS)) == 2


async def test_sync_refused(double: Double, retriever: Retriever, caplog: pytest.LogCaptureFixture) -> None:
    """When Discord refuses the commands, the log says so, and mentions are answered all the same."""
    double.fail_next("PUT", COMMANDS, status=400, code=30034)
    async with online(double, retriever):
        assert PARDONS in check(await (await double.mention(ASKED)).reply())
    assert "Discord refused them" in caplog.text
