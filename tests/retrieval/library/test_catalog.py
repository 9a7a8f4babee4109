from pathlib import Path

import pytest

from retrieval.analysis.passages import passages
from retrieval.errors import NotInLibraryError
from retrieval.ingest.inputs import address_of
from retrieval.library.articles import remove_articles
from retrieval.library.catalog import article_details, catalog_entries, find_article
from retrieval.library.database import Library
from retrieval.library.origins import readable_addresses, record_gone
from retrieval.library.quotes import record_sent
from tests.retrieval.samples import article
from tests.retrieval.stored import RAIN, SNOW, WIND, retriever, shelve

TITLED = f"A Day In May\n\n2024-05-22\n\n{RAIN}"


def test_listed(library: Library) -> None:
    """An article is listed with what it states, and where it is from, in the order of arrival."""
    shelve(library, TITLED, "/notes/may.txt")
    shelve(library, SNOW, "/b.txt", into="members")
    first, second = catalog_entries(library)
    assert (first.title, str(first.published), first.file) == ("A Day In May", "2024-05-22", "may.txt")
    assert [origin.address for origin in first.origins] == ["/notes/may.txt"]
    assert (first.collection, second.collection) == ("public", "members")
    assert (first.passages, first.language, first.is_gone, first.removed_at) == (1, "en", False, None)
    assert first.read_at
    assert [entry.id for entry in catalog_entries(library, collection="members")] == [second.id]


def test_gone(library: Library) -> None:
    """An article is gone when all of its addresses are."""
    shelve(library, RAIN)
    shelve(library, RAIN, "/b.txt")
    first, second = readable_addresses(library)
    record_gone(library, first)
    assert [entry.is_gone for entry in catalog_entries(library)] == [False]
    record_gone(library, second)
    (entry,) = catalog_entries(library)
    assert entry.is_gone
    assert all(origin.gone_at for origin in entry.origins)


def test_whole(library: Library) -> None:
    """An article is shown with its text, its passages, and its versions, the current one first."""
    key = shelve(library, RAIN).key
    record_sent(library, retriever(library).ask("Where was it raining?").quotes)
    shelve(library, TITLED)
    found = article_details(library, key)
    assert found.text == TITLED
    assert found.passages == tuple(passage.span for passage in passages(article(TITLED)))
    assert [version.is_kept for version in found.versions] == [True, True]
    assert found.article.version == found.versions[0].version


@pytest.mark.parametrize(
    "name", ["{key}", "{upper}", "{beginning}", "/notes/may.txt", "may.txt", "A Day In May", "a day in may"]
)
def test_found(library: Library, name: str) -> None:
    """An article is found by its id or the beginning of it, its address, its file and its title."""
    key = shelve(library, TITLED, "/notes/may.txt").key
    shelve(library, SNOW, "/b.txt")
    assert find_article(library, name.format(key=key, upper=key.upper(), beginning=key[:4])) == key


def test_found_by_path(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is found by its path from the folder that one is in."""
    key = shelve(library, RAIN, address_of(tmp_path / "notes" / "may.txt")).key
    monkeypatch.chdir(tmp_path)
    assert find_article(library, "notes/may.txt") == find_article(library, "./notes/../notes/may.txt") == key


@pytest.mark.parametrize("name", ["", "%", "_", "nothing", "zzzzzz", "'; DROP TABLE articles; --"])
def test_not_found(library: Library, name: str) -> None:
    """A name that is no article's is one clear line."""
    shelve(library, RAIN)
    with pytest.raises(NotInLibraryError, match="no article is called"):
        find_article(library, name)


def test_several(library: Library) -> None:
    """A name that several articles have is one clear line that tells how to name one of them."""
    keys = [shelve(library, text, address).key for text, address in ((RAIN, "/a/x.txt"), (SNOW, "/b/x.txt"))]
    with pytest.raises(NotInLibraryError, match="could be 2 articles") as caught:
        find_article(library, "x.txt")
    assert all(key in caught.value.hint for key in keys)


def test_several_collections(library: Library) -> None:
    """The hint for an article in two collections names the collections, which tell them apart."""
    for collection in ("public", "members"):
        shelve(library, RAIN, "/a/x.txt", into=collection)
    with pytest.raises(NotInLibraryError) as caught:
        find_article(library, "x.txt")
    assert ", in public)" in caught.value.hint
    assert ", in members)" in caught.value.hint


def test_removed_is_found_only_where_it_may_be(library: Library) -> None:
    """A removed article is found by those who ask for removed ones."""
    key = shelve(library, RAIN).key
    record_sent(library, retriever(library).ask("Where was it raining?").quotes)
    remove_articles(library, [key])
    shelve(library, WIND)
    with pytest.raises(NotInLibraryError):
        find_article(library, key)
    assert find_article(library, key, removed=True) == key
