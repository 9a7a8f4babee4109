import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from tests.retrieval.ingest.reading import article_in, blocks_in


def rows(data: bytes | str, name: str = "a.csv") -> list[tuple[bool, list[str]]]:
    """Of each row whether it is the header, and its cells."""
    article = article_in(data, name)
    text = article.version.text
    return [(block.is_header, [cell.of(text) for cell in block.cells]) for block in article.version.blocks]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("plot,fee\nsmall,40\n", "a.csv"),
        ("plot;fee\r\nsmall;40\r\n", "a.csv"),
        ("plot\tfee\nsmall\t40\n", "a.tsv"),
        ("\ufeffplot|fee\n\nsmall|40", "a.csv"),
    ],
)
def test_delimiters(source: str, name: str) -> None:
    """Each line is a row, whichever sign stands between its cells, and the first is the header."""
    assert rows(source, name) == [(True, ["plot", "fee"]), (False, ["small", "40"])]


def test_quoted_cells() -> None:
    """Cells may hold the delimiter, quotes and line breaks, which become spaces."""
    assert rows('name,text\na,"b, ""c""\nd"\n')[1] == (False, ["a", 'b, "c" d'])


def test_no_header() -> None:
    """A first line with numbers in it names no columns, and neither does the only one."""
    assert [is_header for is_header, _ in rows("2024,40\n2025,50\n")] == [False, False]
    assert rows("a,b\n") == [(False, ["a", "b"])]


def test_empty() -> None:
    """A table without a cell is one line."""
    with pytest.raises(UnreadableArticleError, match=r"`a\.csv`"):
        rows(",,\n,,\n")


CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=9).filter(str.strip)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_any_cells(table: list[list[str]]) -> None:
    """Every cell is in the text, in order."""
    source = "\n".join("\t".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in table)
    shown = [" ".join(text.split()) for _, text in blocks_in(source, "a.tsv")]
    assert shown == [" ".join(" ".join(row).split()) for row in table]
