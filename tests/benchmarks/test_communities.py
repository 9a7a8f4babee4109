from pathlib import Path

import pytest

from benchmarks.communities.labelled import communities
from retrieval.errors import ArticlesError


def test_no_communities(tmp_path: Path) -> None:
    """A folder without questions is one clear line, and not a measurement of nothing."""
    with pytest.raises(ArticlesError, match="has no communities") as raised:
        communities(tmp_path)
    assert "PULLQUOTE_DATA" in str(raised.value)
