import json
from typing import Any

import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.records import BlockKind
from tests.retrieval.ingest.reading import article_in

GATE = "The north gate opens at seven in the morning."


def notebook(*cells: dict[str, Any], **metadata: Any) -> bytes:  # noqa: ANN401 -- JSON
    """A notebook of these cells."""
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def markdown(*lines: str) -> dict[str, Any]:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "source": list(lines)}


def test_cells() -> None:
    """Text is read as Markdown, and code is a block of its own; what the code printed is no text."""
    code = {"cell_type": "code", "source": "x = '```'\nprint(x)", "outputs": [{"text": "printed"}]}
    article = article_in(notebook(markdown("# Rules\n", "\n", GATE), code, markdown("And *so* on.")), "a.ipynb")
    assert article.source.title == "Rules"
    assert article.version.quotable[0].of(article.version.text) == GATE
    assert ("x = '```'\nprint(x)", BlockKind.CODE) in [
        (block.of(article.version.text), block.kind) for block in article.version.blocks
    ]
    assert "printed" not in article.version.text


def test_metadata() -> None:
    """A notebook may state its title and authors."""
    article = article_in(
        notebook(markdown(GATE), title="A talk", authors=[{"name": "Ada"}, {"name": "Bob"}]), "a.ipynb"
    )
    assert (article.source.title, article.author) == ("A talk", "Ada, Bob")


def test_by_content() -> None:
    """A notebook is recognised whatever it is called."""
    assert GATE in article_in(notebook(markdown(GATE)), "a.json").version.text


def test_old_notebook() -> None:
    """Before version 4, cells stood in worksheets."""
    old = {"worksheets": [{"cells": [markdown(GATE)]}], "nbformat": 3, "metadata": {}}
    assert GATE in article_in(json.dumps(old), "a.ipynb").version.text


@pytest.mark.parametrize("end", [30, 60, -2])
def test_cut_off(end: int) -> None:
    """A notebook that is cut off is one line."""
    with pytest.raises(UnreadableArticleError, match=r"`a\.ipynb` is "):
        article_in(notebook(markdown(GATE))[:end], "a.ipynb")


def test_no_text() -> None:
    """A notebook without a cell is one line."""
    with pytest.raises(UnreadableArticleError, match="without text"):
        article_in(notebook(), "a.ipynb")
