import pytest

from retrieval.retriever import Retriever
from tests.bot.conftest import bot, certificate, double, retriever, spec
from tests.bot.online import ASKED
from tests.discord.double import Double
from tests.view.kinds import kinds

__all__ = ["bot", "certificate", "double", "retriever", "spec"]  # fixtures


@pytest.mark.usefixtures("bot")
async def test_wire(double: Double, retriever: Retriever) -> None:
    """What is shown and drawn is the very message that goes over the wire."""
    interaction = await double.slash("ask", {"question": ASKED})
    sent, drawn = await interaction.answered(), kinds(retriever)["answer"].message
    assert {name: sent[name] for name in drawn} == drawn
