import pytest

from retrieval.ingest.document.document import build_article
from retrieval.ingest.document.metadata import SourceMetadata
from retrieval.records import Block, Version

GERMAN = "Der Wärter des Leuchtturms schlief, und niemand sah, wie das Wasser in der Nacht über die Ufer stieg. "


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        (GERMAN * 4, "en", "de"),
        (GERMAN * 4, None, "de"),
        (GERMAN * 4, "sw", "sw"),
        (GERMAN[:30], "fr", "fr"),
        ("The keeper slept, and nobody saw how the water rose in the night. " * 5, "de", "en"),
    ],
)
def test_language(text: str, stated: str | None, language: str) -> None:
    """A long text tells its language itself; what is stated counts for a short one, and for what texts do not tell."""
    version = Version(text=text, blocks=(Block(start=0, end=len(text)),))
    assert build_article(version, SourceMetadata(language=stated), name="a.html").language == language
