"""The same article is the same in every format: its sentences, and so what answers with them."""

from collections.abc import Iterator

import pytest

from retrieval.analysis.passages import passages
from retrieval.ingest.document.paragraphs import paragraphs
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.records import Article, BlockKind
from retrieval.retriever import retriever_over
from tests.retrieval.documents import as_docx, as_html, as_markdown, as_pdf
from tests.retrieval.test_seeds import NUMBERS

QUESTION = "Who was super honored to be here?"


def written(article: Article) -> dict[str, bytes]:
    """The article in every format, by the name of its file; all but PDF mark its headings: none is guessed."""
    text = article.version.text
    parts = [span.of(text) for span in paragraphs(text)]
    marked = {block.of(text) for block in article.version.blocks if block.kind is BlockKind.HEADING}
    headings = marked | {article.source.title}
    return {
        "a.md": as_markdown([f"# {part}" if part in headings else part for part in parts]),
        "a.html": as_html(parts, headings=headings),
        "a.docx": as_docx(parts, headings=headings),
        "a.pdf": as_pdf(parts),
        "columns.pdf": as_pdf(parts, columns=2),
    }


def sentences(article: Article) -> list[str]:
    """Every sentence of an article, on one line each."""
    text = article.version.text
    return [" ".join(span.of(text).split()) for passage in passages(article) for span in passage.sentences]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process that reads for all of these tests, as one reads for all files of an import."""
    with Worker() as started:
        yield started


@pytest.mark.parametrize("number", NUMBERS)
def test_same_sentences(seeds: dict[str, Article], worker: Worker, number: str) -> None:
    """An article has the same sentences in every format, in the same order."""
    for name, data in written(seeds[number]).items():
        (article,) = read(data, name=name, worker=worker).articles
        assert sentences(article) == sentences(seeds[number]), name


def test_shown_once(seeds: dict[str, Article], worker: Worker) -> None:
    """With an article in all formats at once, an answer shows each statement once, and names the other files."""
    copies = [read(data, name=name, worker=worker).articles[0] for name, data in written(seeds["001"]).items()]
    answer = retriever_over([*seeds.values(), *copies]).ask(QUESTION)
    honored = [quote for quote in answer.quotes if "super honored" in quote.text]
    assert len(honored) == 1
    assert {place.article.file for place in honored[0].also_in} >= {copy.source.file for copy in copies} - {
        honored[0].article.file
    }
    assert len({quote.text for quote in answer.quotes}) == len(answer.quotes)
