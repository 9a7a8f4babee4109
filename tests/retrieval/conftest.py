from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.ingest.files import read_folder
from retrieval.library.database import Library
from retrieval.records import Article

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def seeds() -> dict[str, Article]:
    """The project's five articles, by the number that their file's name begins with."""
    return {article.source.id[:3]: article for article in read_folder(SEEDS).articles}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library in a file of its own."""
    with Library(tmp_path / "library.db", create=True) as opened:
        yield opened
