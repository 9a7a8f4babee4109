"""Articles in real libraries, for the tests: put there, and found wanting or whole."""

from pathlib import Path

from retrieval.analysis.passages import passages
from retrieval.importer import READERS
from retrieval.ingest.inputs import Origin
from retrieval.ingest.readers.text import text_article
from retrieval.library.catalog import CatalogEntry, catalog_entries
from retrieval.library.database import Library
from retrieval.library.origins import Document
from retrieval.library.passages import PassageKey, PassageReader, articles_containing
from retrieval.library.store import ReadBatch, StoreResult, store_articles
from retrieval.retriever import Retriever, retriever_over

PUBLIC = "public"
RAIN = "It was raining in Bonn all day, the keeper said. Nobody saw the river rise."
SNOW = "It was snowing in Rome all night, the mayor said. Nobody saw the river freeze."
WIND = "The wind took the roof of the old mill, the miller said. Nobody was hurt."


def shelve(  # noqa: PLR0913 -- each is what one test is about
    library: Library,
    text: str,
    address: str = "/a.txt",
    *,
    entry: str = "",
    into: str = PUBLIC,
    kept: bytes = b"",
) -> StoreResult:
    """Put a plain text that was read at an address, with the bytes that are `kept` of it; return its outcome."""
    name = Path(address).name
    articles = {entry: text_article(text, file=name)}
    document = Document(kept) if kept else None
    delivery = ReadBatch(Origin(address=address), name, text, articles, readers=READERS, document=document)
    (arrival,) = store_articles(library, delivery, collection=into)
    return arrival


def listed(library: Library, **which: object) -> dict[str, CatalogEntry]:
    """The articles of a library by their addresses, joined where one has several."""
    found = catalog_entries(library, **which)  # type: ignore[arg-type]  # as `entries` takes them
    return {" ".join(place.address for place in entry.origins): entry for entry in found}


def texts(library: Library, *collections: str) -> list[str]:
    """The texts that may be quoted, in order."""
    return sorted(article.version.text for article in articles_containing(library, collections or (PUBLIC,), ""))


def counts(library: Library) -> dict[str, int]:
    """How many rows each table has."""
    tables = [row["name"] for row in library.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {table: library.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608 -- the library's own


def retriever(library: Library) -> Retriever:
    """What answers from the library as it is now."""
    return retriever_over(list(articles_containing(library, [PUBLIC], "")))


def assert_whole(library: Library) -> None:
    """The property of every library: each text is the one that was stored, with its passages, and none is spare."""
    assert [tuple(row) for row in library.rows("PRAGMA integrity_check")] == [("ok",)]
    assert library.rows("PRAGMA foreign_key_check") == []
    reader = PassageReader(library)
    for article in articles_containing(
        library, [row["name"] for row in library.rows("SELECT name FROM collections")], ""
    ):
        ((row,),) = library.rows("SELECT id FROM articles WHERE key = ?", [article.source.id])
        expected = passages(article)
        stored = "SELECT count(*) FROM passages JOIN versions ON versions.id = version WHERE sha256 = ?"
        assert library.rows(stored, [article.source.version])[0][0] == len(expected)
        places = [PassageKey(row, article.source.version, position) for position in range(len(expected))]
        assert reader.passages(places) == list(expected)
    needed = "SELECT version FROM articles WHERE version IS NOT NULL UNION SELECT version FROM quotes"
    assert library.rows(f"SELECT sha256 FROM versions WHERE id NOT IN ({needed})") == []  # noqa: S608 -- above
    assert library.rows("SELECT id FROM documents WHERE id NOT IN (SELECT ifnull(document, 0) FROM origins)") == []
    homeless = "SELECT count(*) FROM articles WHERE removed_at IS NULL AND id NOT IN (SELECT article FROM origins)"
    assert library.rows(homeless)[0][0] == 0


def commits(library: Library) -> int:
    """How many transactions have written to an open library since its log began: the log's frames that end one.

    https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    """
    log = Path(f"{library.path}-wal").read_bytes()
    page_size, salts = int.from_bytes(log[8:12]), log[16:24]
    frames = (log[start : start + 24] for start in range(32, len(log), 24 + page_size))
    return sum(frame[4:8] != bytes(4) and frame[8:16] == salts for frame in frames)


def written(path: Path) -> bytes:
    """All bytes of a library, with its log, the log's index, and the segments."""
    files = [each for each in path.parent.rglob("*") if each.is_file() and path.name in str(each)]
    return b"".join(each.read_bytes() for each in sorted(files))
