from pathlib import Path

import pytest

from retrieval.ingest.folder import read_folder
from retrieval.records import Article

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def seeds() -> dict[str, Article]:
    """The project's five articles, by the number that their file's name begins with."""
    return {article.source.id[:3]: article for article in read_folder(SEEDS).articles}
