from contextlib import suppress
from time import process_time

import pytest

from retrieval.errors import UnreadableArticleError
from tests.retrieval.ingest.html.page import PARAGRAPHS, document, page

MANY = 100_000
HOSTILE = {
    "comments": "<!---->" * MANY,
    "nested": "<div>" * MANY,
    "nested in line": "<span>" * MANY,
    "attributes": "<p " + " ".join(f'a{number}="1"' for number in range(MANY)) + ">",
    "lists": "<ul><li>" * MANY,
    "tables": "<table><tr><td>" * (MANY // 10),
    "open tags": "<a " * MANY,
    "angle brackets": "<" * MANY,
    "superscripts": "<sup>" * (MANY // 100) + "2",
    "quotations": "<q>" * (MANY // 10) + "x",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_bounded(hostile: str) -> None:
    """Hostile markup after the article is read, or refused, in bounded time."""
    start = process_time()
    with suppress(UnreadableArticleError):
        document(page(f"{PARAGRAPHS}{hostile}"))
    assert process_time() - start < 20
