"""The addresses of a documentation's files, from adding it to the link of a quote."""

from pathlib import Path

import pytest

from retrieval.importer import add, refresh
from retrieval.ingest.files import read_folder
from retrieval.ingest.site.configs.content_root import Generator
from retrieval.ingest.site.find import SiteOptions
from retrieval.library.catalog import catalog_entries
from retrieval.library.database import Library
from retrieval.library.passages import change_count
from retrieval.library.quotes import record_sent, sent_quote
from retrieval.reread import reread
from retrieval.retriever import Retriever
from tests.retrieval.stored import PUBLIC, assert_whole, counts, retriever, written

GUIDE = """# The gate

It is old.

## When it's open?

The gate opens at dawn, the keeper said.
"""
BASE = "https://gate.test/docs/"
WHEN = "When does the gate open?"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """The folder of a documentation that MkDocs publishes."""
    (tmp_path / "site/docs/guide").mkdir(parents=True)
    (tmp_path / "site/mkdocs.yml").write_text(f"site_url: {BASE}\n", encoding="utf-8")
    (tmp_path / "site/docs/guide/gate.md").write_text(GUIDE, encoding="utf-8")
    return tmp_path / "site/docs"


def outcomes(library: Library, docs: Path, base: str | None = None, generator: Generator | None = None) -> list[str]:
    """What became of a folder's articles."""
    options = SiteOptions(base, generator)
    return [str(each.outcome) for each in add(library, [str(docs)], collection=PUBLIC, site=options)]


def urls(library: Library) -> list[str | None]:
    """The addresses of the articles."""
    return [each.url for each in catalog_entries(library)]


def link(library: Library) -> str | None:
    """The link of the quote that answers when the gate opens."""
    return retriever(library).ask(WHEN).quotes[0].link


def test_add(library: Library, docs: Path) -> None:
    """A folder's files have the addresses of their site, a note says so, and a quote links to its section."""
    (result,) = add(library, [str(docs)], collection=PUBLIC)
    assert result.notes == (f"addresses of 1 of 1 files: mkdocs.yml, {BASE}",)
    assert urls(library) == [f"{BASE}guide/gate/"]
    assert link(library) == f"{BASE}guide/gate/#when-its-open"
    assert_whole(library)


def test_add_again(library: Library, docs: Path) -> None:
    """Adding the same again changes not a byte."""
    outcomes(library, docs)
    before = counts(library), change_count(library, [PUBLIC]), written(library.path)
    assert outcomes(library, docs) == ["unchanged"]
    assert (counts(library), change_count(library, [PUBLIC]), written(library.path)) == before


def test_kept(library: Library, docs: Path) -> None:
    """A refresh keeps the address, of a changed text, too, and so do reading again and adding the file by itself."""
    outcomes(library, docs, BASE, Generator.MDBOOK)
    (docs.parent / "mkdocs.yml").unlink()
    list(refresh(library))
    list(reread(library))
    assert urls(library) == [f"{BASE}guide/gate.html"]
    (docs / "guide/gate.md").write_text(GUIDE.replace("dawn", "noon"), encoding="utf-8")
    assert [str(each.outcome) for each in refresh(library)] == ["changed"]
    list(add(library, [str(docs / "guide/gate.md")], collection=PUBLIC))
    list(add(library, [str(docs)], collection=PUBLIC))
    assert urls(library) == [f"{BASE}guide/gate.html"]
    assert link(library) == f"{BASE}guide/gate.html#when-its-open"


def test_moved(library: Library, docs: Path) -> None:
    """Another base changes the address and no text: the article and its version stay, and sent quotes link there."""
    outcomes(library, docs)
    (before,) = catalog_entries(library)
    quote = retriever(library).ask(WHEN).quotes[0]
    record_sent(library, [quote])
    assert outcomes(library, docs, "https://new.test/", Generator.VITEPRESS) == ["changed"]
    (after,) = catalog_entries(library)
    assert (after.id, after.version, after.url) == (before.id, before.version, "https://new.test/guide/gate.html")
    assert counts(library)["versions"] == 1
    assert sent_quote(library, quote.id).link == "https://new.test/guide/gate.html#when-it-s-open" == link(library)
    assert_whole(library)


def test_stated_address_stays(library: Library, docs: Path) -> None:
    """A file whose front matter states its own address keeps that one."""
    (docs / "guide/gate.md").write_text(f"---\nurl: https://own.test/x\n---\n{GUIDE}", encoding="utf-8")
    outcomes(library, docs)
    assert urls(library) == ["https://own.test/x"]


def test_front_matter_changes(library: Library, docs: Path) -> None:
    """Where the generator takes the address from the front matter, a refresh follows it."""
    path = docs / "guide/gate.md"
    path.write_text(f"---\nslug: one\n---\n{GUIDE}", encoding="utf-8")
    outcomes(library, docs, BASE, Generator.DOCUSAURUS)
    assert urls(library) == [f"{BASE}guide/one"]
    path.write_text(f"---\nslug: two\n---\n{GUIDE}", encoding="utf-8")
    list(refresh(library))
    assert urls(library) == [f"{BASE}guide/two"]


def test_without_a_library(docs: Path) -> None:
    """A folder that is asked without a library has the same addresses and links."""
    found = read_folder(docs)
    assert [article.source.url for article in found.articles] == [f"{BASE}guide/gate/"]
    assert Retriever.from_folder(docs).ask(WHEN).quotes[0].link == f"{BASE}guide/gate/#when-its-open"
