"""The bot over the five seeds, connected to the double or not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import Pullquote
from retrieval.ingest.text import read_text
from retrieval.retriever import Retriever, retriever_over
from tests.bot.online import online
from tests.discord.conftest import certificate, double, spec
from tests.discord.double import Double

__all__ = ["certificate", "double", "spec"]  # fixtures

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def retriever() -> Retriever:
    """A retriever over the seeds."""
    return retriever_over([read_text(path.read_text(), file=path.name) for path in sorted(SEEDS.iterdir())])


@pytest.fixture
async def bot(double: Double, retriever: Retriever) -> AsyncIterator[Pullquote]:
    """The bot over the seeds, connected to the double."""
    async with online(double, retriever) as connected:
        yield connected
