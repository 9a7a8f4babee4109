"""Answers over real files in several languages and releases."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from retrieval.answers import Answer, Quote
from retrieval.importer import READERS
from retrieval.ingest.inputs import Origin
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.library.database import Library
from retrieval.library.store import ReadBatch, store_articles
from retrieval.live import LiveRetriever
from retrieval.retriever import Retriever, retriever_over
from tests.retrieval.stored import PUBLIC

BEGINNING = "# Uploads\n\nMembers upload pictures and sounds to the shelf of their server.\n\n## Limits\n\n"
ENDING = "\n\n## Formats\n\nThe shelf takes pictures as PNG and sounds as OGG, and plays them in every channel.\n"
OTHER = "# Dogs\n\nDogs bark a lot at night. Cats never do, they say, and sleep on the sofa.\n"
QUESTION = "How many uploads may a member have?"

GERMAN = """# Uploads

Mitglieder laden Bilder und Töne in das Regal ihres Servers hoch.

## Grenzen

Ein Mitglied darf höchstens {} Uploads haben, und das Regal löscht die ältesten von ihnen.

## Formate

Das Regal nimmt Bilder als PNG und Töne als OGG und spielt sie in jedem Kanal ab.
"""


def page(limit: int, *, beginning: str = BEGINNING) -> str:
    """The page of a release with this limit."""
    return f"{beginning}A member may have at most {limit} uploads, and the shelf deletes the oldest of them.{ENDING}"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process that reads the files of all of these tests."""
    with Worker() as started:
        yield started


def retriever(worker: Worker, files: Mapping[str, str]) -> Retriever:
    """What answers from these files, and one of dogs."""
    texts = {"dogs.md": OTHER, **files}
    documents = [read(text.encode(), name=name, worker=worker) for name, text in texts.items()]
    return retriever_over([article for document in documents for article in document.articles])


def ask(worker: Worker, files: Mapping[str, str], question: str = QUESTION) -> Answer:
    """The answer over these files, and one of dogs."""
    return retriever(worker, files).ask(question)


def files_of(quotes: Sequence[Quote]) -> list[str | None]:
    """The file of each quote."""
    return [quote.article.file for quote in quotes]


def also_in(quote: Quote) -> list[str | None]:
    """The files that a quote is also in."""
    return [place.article.file for place in quote.also_in]


@pytest.mark.parametrize(
    ("newest", "older"),
    [
        ("v13/uploads.md", ["v12/uploads.md", "v9/uploads.md"]),
        ("docs/13.x/uploads.md", ["docs/2.x/uploads.md", "docs/next/uploads.md"]),
        ("docs/latest/uploads.md", ["docs/v12/uploads.md", "docs/v13/uploads.md"]),
        ("docs/stable/uploads.md", ["docs/latest/uploads.md", "docs/v13/uploads.md"]),
        ("docs/uploads.md", ["docs/v12/uploads.md", "docs/dev/uploads.md"]),
        ("versioned_docs/version-2.1/uploads.md", ["docs/uploads.md", "versioned_docs/version-1.10/uploads.md"]),
        ("uploads-v2.1.md", ["uploads.md", "uploads-v1.md"]),
        ("v10/uploads.html", ["v8/uploads.md", "v9/uploads.md"]),
    ],
)
def test_newest(worker: Worker, newest: str, older: list[str]) -> None:
    """The newest release answers, and what an older one says with other numbers is not quoted."""
    files = {name: page(5 + number) for number, name in enumerate(older)}
    text = page(30) if newest.endswith(".md") else f"<h1>Uploads</h1><h2>Limits</h2><p>{page(30).splitlines()[6]}</p>"
    (quote, *others) = ask(worker, {newest: text, **files}).quotes
    assert quote.article.file == newest
    assert "at most 30 uploads" in quote.text
    assert not [other for other in others if "at most" in other.text]
    assert also_in(quote) == []


def test_same_in_older(worker: Worker) -> None:
    """What several releases say is quoted once, from the newest, and the others are named, newest first."""
    names = [f"v{number}/uploads.md" for number in (8, 9, 10, 11)]
    files = {name: page(5, beginning=f"{BEGINNING}Since release {name[1]}. ") for name in names}
    (quote, *others) = ask(worker, files).quotes
    assert quote.article.file == "v11/uploads.md"
    assert also_in(quote) == ["v10/uploads.md", "v9/uploads.md", "v8/uploads.md"]
    assert not [other for other in others if "at most" in other.text]


@pytest.mark.parametrize(
    ("question", "release"),
    [
        ("How many uploads may a member have in v12?", "12"),
        ("How many uploads may a member have in version 12?", "12"),
        ("How many uploads may a member have in 12.x?", "12"),
        ("v12 uploads of a member", "12"),
        ("How many uploads may a member have in v12.4?", "12"),
        ("How many uploads may a member have in v13?", "13"),
    ],
)
def test_named(worker: Worker, question: str, release: str) -> None:
    """A release that the question names answers, with its own numbers."""
    answer = ask(worker, {f"v{number}/uploads.md": page(number * 3) for number in (12, 13, 14)}, question)
    assert answer.quotes[0].article.file == f"v{release}/uploads.md"
    assert f"at most {int(release) * 3} uploads" in answer.quotes[0].text
    assert len([quote for quote in answer.quotes if "at most" in quote.text]) == 1


def test_many_releases(worker: Worker) -> None:
    """Forty releases of one page leave room for another page that answers, too."""
    files = {f"1.{number}/uploads.md": page(number) for number in range(40)}
    rules = "# Rules\n\nA member may have 99 uploads with the badge, the rules of the uploads say.\n"
    answer = ask(worker, {**files, "rules.md": rules})
    assert files_of(answer.quotes)[0] in {"1.39/uploads.md", "rules.md"}
    assert {"1.39/uploads.md", "rules.md"} <= set(files_of(answer.quotes))
    assert all(file in {"1.39/uploads.md", "rules.md"} for file in files_of(answer.quotes))


def test_only_in_older(worker: Worker) -> None:
    """What only an older release has is quoted from it."""
    (quote, *_) = ask(
        worker,
        {"v12/uploads.md": page(5), "v13/uploads.md": BEGINNING.removesuffix("## Limits\n\n") + ENDING},
    ).quotes
    assert quote.article.file == "v12/uploads.md"


LANGUAGES = [
    ("uploads.md", "uploads.de.md"),
    ("docs/uploads.md", "docs/de/uploads.md"),
    ("en/uploads.md", "de/uploads.md"),
    ("docs/uploads.md", "i18n/de/docusaurus-plugin-content-docs/current/uploads.md"),
    ("uploads_en.md", "uploads_de.md"),
]


@pytest.mark.parametrize(("english", "german"), LANGUAGES)
def test_language(worker: Worker, english: str, german: str) -> None:
    """The translation in the question's language answers, and the other one is named."""
    files = {english: page(5), german: GERMAN.format(5)}
    (quote, *others) = ask(worker, files).quotes
    assert quote.article.file == english
    assert also_in(quote) == [german]
    assert not [other for other in others if other.article.file == german]
    (quote, *others) = ask(worker, files, "Wie viele Uploads darf ein Mitglied haben?").quotes
    assert quote.article.file == german
    assert also_in(quote) == [english]
    assert not [other for other in others if other.article.file == english]


def test_translated_sentence(worker: Worker) -> None:
    """The place in a translation is the sentence that says the same."""
    files = {"uploads.md": page(5), "uploads.de.md": GERMAN.format(5)}
    (place,) = ask(worker, files).quotes[0].also_in
    found = retriever(worker, files).check(
        "Ein Mitglied darf höchstens 5 Uploads haben, und das Regal löscht die ältesten von ihnen."
    )
    assert [(place.start, place.end)] == [(there.start, there.end) for there in found.places]


def test_outdated_translation(worker: Worker) -> None:
    """A translation with another number does not say the same: it is not named, and not quoted."""
    (quote, *others) = ask(worker, {"uploads.md": page(5), "uploads.de.md": GERMAN.format(3)}).quotes
    assert quote.article.file == "uploads.md"
    assert also_in(quote) == []
    assert "uploads.de.md" not in files_of(others)


def test_bare_words(worker: Worker) -> None:
    """A few words that are the same in both languages are answered in the library's first one."""
    files = {"uploads.md": page(5), "uploads.de.md": GERMAN.format(5), "more.md": page(7).replace("shelf", "bin")}
    assert ask(worker, files, "uploads PNG OGG").quotes[0].article.file != "uploads.de.md"


def test_language_and_release(worker: Worker) -> None:
    """The question's language comes before the newest release, also before one that the question names."""
    files = {"v12/uploads.md": page(12), "v13/uploads.md": page(13), "de/v12/uploads.md": GERMAN.format(12)}
    german = "Wie viele Uploads darf ein Mitglied {}haben?"
    assert ask(worker, files, german.format("")).quotes[0].article.file == "de/v12/uploads.md"
    assert ask(worker, files, german.format("in v13 ")).quotes[0].article.file == "de/v12/uploads.md"
    (quote, *_) = ask(worker, files, "How many uploads may a member have in v12?").quotes
    assert quote.article.file == "v12/uploads.md"
    assert also_in(quote) == ["de/v12/uploads.md"]


PASSWORDS = "# Passwords\n\nThe {0} department asks for a password of {1} letters. {2}\n"
FALSE_FRIENDS = [
    ("it/passwords.md", "hr/passwords.md"),
    ("no/passwords.md", "is/passwords.md"),
    ("in/passwords.md", "passwords.md"),
    ("chapter/1/passwords.md", "chapter/2/passwords.md"),
    ("2023/05/passwords.md", "2024/05/passwords.md"),
    ("dev/passwords.md", "passwords.md"),
    ("main/passwords.md", "v1/passwords.md"),
]


@pytest.mark.parametrize(("one", "other"), FALSE_FRIENDS)
def test_false_friends(worker: Worker, one: str, other: str) -> None:
    """Pages that only look like editions of one another, by their addresses, are both quoted."""
    locks = "Doors are locked at six, lights go out at seven, and the guard walks the yard with two old dogs."
    paint = "New colleagues paint their own desk, choose a chair, and learn the names of everybody on the floor."
    files = {one: PASSWORDS.format("red", 10, locks), other: PASSWORDS.format("blue", 20, paint)}
    answer = ask(worker, files, "How many letters has the password of a department?")
    assert {one, other} <= set(files_of(answer.quotes))


def test_lone_marks(worker: Worker) -> None:
    """A folder of a language or a release whose pages have no other edition changes nothing."""
    marked = ask(worker, {"de/v2/uploads.md": page(5), "next/rules.md": page(7)})
    plain = ask(worker, {"x/y/uploads.md": page(5), "z/rules.md": page(7)})
    assert [quote.spans for quote in marked.quotes] == [quote.spans for quote in plain.quotes]


def test_unchanged(library: Library, worker: Worker) -> None:
    """In a library, a page that two releases share is one article: it is quoted from the one that fits the question."""
    shelf = LiveRetriever(library, [PUBLIC])
    for name, limit in (("v12/uploads.md", 5), ("v13/uploads.md", 5)):
        _store(library, worker, name, page(limit))
    shelf.renew()
    assert shelf.ask(QUESTION).quotes[0].article.file == "v13/uploads.md"
    assert shelf.ask(f"{QUESTION} v12").quotes[0].article.file == "v12/uploads.md"
    _store(library, worker, "v14/uploads.md", page(9))
    _store(library, worker, "v11/uploads.md", page(5))
    shelf.renew()
    assert [(quote.article.file, also_in(quote)) for quote in shelf.ask(QUESTION).quotes[:1]] == [
        ("v14/uploads.md", [])
    ]
    for release in (11, 12, 13):
        (quote, *_) = shelf.ask(f"{QUESTION} In v{release}").quotes
        assert quote.article.file == f"v{release}/uploads.md"
        assert "at most 5 uploads" in quote.text


def _store(library: Library, worker: Worker, name: str, text: str) -> None:
    (article,) = read(text.encode(), name=name, worker=worker).articles
    batch = ReadBatch(Origin(address=f"/{name}"), name, article.version.id, {"": article}, readers=READERS)
    store_articles(library, batch, collection=PUBLIC)
