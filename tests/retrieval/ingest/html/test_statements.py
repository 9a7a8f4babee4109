import pytest

from retrieval.ingest.html.statements import clean_author
from tests.retrieval.ingest.html.page import PARAGRAPHS, document, page


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("Username", None),
        ("Laura June Topolsky July", "Laura June Topolsky"),
        ("Nathan Willis March 2015", "Nathan Willis"),
        ("Joe Wee Monday; February", "Joe Wee"),
        ("Jeffrey Gettleman; JEFFREY GETTLEMAN", "Jeffrey Gettleman"),
        ("Jane Doe; Username", "Jane Doe"),
        ("April Smith", "April Smith"),
        ("Theresa May", "Theresa May"),
        ("admin", None),
        (None, None),
    ],
)
def test_author(stated: str | None, author: str | None) -> None:
    """An author is a name, without a date beside it and no placeholder."""
    assert clean_author(stated) == author


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Costs - The Club</title>", "<h1>The Club</h1><main><h1>Costs</h1>{}</main>"),
        ("<title>Costs | The Club</title>", "<main><h1>Costs</h1>{}</main>"),
        ("<title>The Club</title>", "<main><h1>Costs</h1>{}</main>"),
        ("", "<main><h1>Costs</h1>{}</main>"),
    ],
)
def test_title(head: str, body: str) -> None:
    """The page's own heading is its title, before the name of the site."""
    assert document(page(body.format(PARAGRAPHS), head=head)).articles[0].source.title == "Costs"
