import pytest

from bot.corpora.guilds import GuildCorpora
from tests.bot.conftest import certificate, double, paged, seeds, spec
from tests.bot.online import ASKED
from tests.discord.double import Double
from tests.view.kinds import kinds

__all__ = ["certificate", "double", "paged", "seeds", "spec"]  # fixtures


@pytest.mark.usefixtures("paged")
async def test_wire(double: Double, seeds: GuildCorpora) -> None:
    """What is shown and drawn is the very message that goes over the wire."""
    interaction = await double.slash("ask", {"question": ASKED})
    sent, drawn = await interaction.answered(), kinds(seeds)["answer"].message
    assert {name: sent[name] for name in drawn} == drawn
