import pytest

from retrieval.editions.addresses import Edition, edition_at
from retrieval.editions.releases import FIRST, UNRELEASED, Release, release_named


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("setup.md", "setup.de.md"),
        ("setup.md", "setup-de.md"),
        ("setup.html", "setup_de.html"),
        ("guide/setup.md", "de/guide/setup.md"),
        ("docs/setup.md", "docs/de/setup.md"),
        ("docs/en/docs/setup.md", "docs/de/docs/setup.md"),
        ("content/en/setup.md", "content/de/setup.md"),
        ("docs/setup.md", "i18n/de/docs/setup.md"),
        ("docs/setup.md", "i18n/de/docusaurus-plugin-content-docs/current/setup.mdx"),
        ("community/rules.md", "i18n/de/docusaurus-plugin-content-docs-community/current/rules.md"),
        ("README.md", "translations/README.de.md"),
        ("README.md", "README-DE.md"),
        ("docs-en/setup.md", "docs-de/setup.md"),
        ("rules/en.md", "rules/de.md"),
        ("manual_english.pdf", "manual_deutsch.pdf"),
        ("https://example.org/setup", "https://example.org/de/setup/"),
        ("https://www.example.org/setup", "https://de.example.org/setup.html"),
        ("https://example.org/setup?page=2", "https://example.org/setup?page=2&lang=de"),
        ("https://example.org/en-US/docs/setup", "https://example.org/de/docs/setup"),
    ],
)
def test_translations(address: str, other: str) -> None:
    """Addresses that differ in the mark of their language are of one work."""
    here, there = edition_at(address, "en"), edition_at(other, "de")
    assert here.work == there.work
    assert there.language == "de"
    assert here.marks != there.marks
    assert here.release is there.release is None


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("README.zh-CN.md", "zh"),
        ("README_CN.md", "zh"),
        ("README.zh_Hant_TW.md", "zh"),
        ("zh-Hans/README.md", "zh"),
        ("README.pt-br.md", "pt"),
        ("pt_BR/README.md", "pt"),
        ("README.br.md", "pt"),
        ("README_JP.md", "ja"),
        ("README-es-419.md", "es"),
        ("README.french.md", "fr"),
        ("nb/README.md", "da"),
    ],
)
def test_languages(name: str, language: str) -> None:
    """A language is named by its code, with region and script, by its country, or by its name."""
    found = edition_at(name, language)
    assert found.work == "/readme"
    assert found.language == ("no" if language == "da" else language)


@pytest.mark.parametrize(
    "address",
    [
        "it/passwords.md",
        "no/passwords.md",
        "is/passwords.md",
        "in/passwords.md",
        "hr/passwords.md",
        "de/passwords.md",
        "make-it.md",
        "why-not-to.md",
        "it.md",
    ],
)
def test_false_languages(address: str) -> None:
    """What looks like the mark of a language is none where the text is in another one."""
    assert edition_at(address, "en") == Edition("/" + address.removesuffix(".md"))


@pytest.mark.parametrize(
    ("addresses", "work"),
    [
        (["v12/setup.md", "v13/setup.md", "14.x/setup.md", "latest/setup.md", "next/setup.md"], "/setup"),
        (["docs/12/setup.md", "docs/v1.2/setup.md", "docs/setup.md", "docs/current/setup.md"], "/docs/setup"),
        (["docs/setup.md", "versioned_docs/version-2.1/setup.md", "docs/version/3/setup.md"], "/docs/setup"),
        (["api/setup.md", "api_versioned_docs/version-2.1/setup.md"], "/api/setup"),
        (["django-5.0/setup.html", "django-4.2/setup.html"], "/django/setup"),
        (["rules.pdf", "rules-v2.pdf", "rules_1.2.pdf", "rules 3.x.pdf"], "/rules"),
        (
            ["https://a.org/docs/12/setup", "https://a.org/docs/12.1/setup.html", "https://a.org/docs/setup/"],
            "/a.org/docs/setup",
        ),
        (["https://v2.vuejs.org/guide", "https://vuejs.org/guide"], "/vuejs.org/guide"),
        (
            ["https://x.readthedocs.io/en/stable/setup.html", "https://x.readthedocs.io/en/v1.0-rc1/setup.html"],
            "/x/readthedocs.io/setup",
        ),
    ],
)
def test_releases(addresses: list[str], work: str) -> None:
    """Addresses that differ in the mark of their release are of one work, with different releases."""
    found = [edition_at(address, "en") for address in addresses]
    assert {edition.work for edition in found} == {work}
    assert len({edition.marks for edition in found}) == len(found)


@pytest.mark.parametrize(
    "address",
    [
        "2024/05/notes.md",
        "chapter/2/notes.md",
        "notes-2024.05.01.md",
        "01.05.2024/notes.md",
        "changelog/1.20.md",
        "upgrade-v2.md",
        "release-notes-1.2.md",
        "session-12.md",
        "covid-19.md",
        "next.md",
        "latest.md",
    ],
)
def test_false_releases(address: str) -> None:
    """Dates, chapters, counted files, and files about one release each, are no releases."""
    assert edition_at(address, "en").release is None


def test_language_and_release() -> None:
    """An address may have both marks."""
    found = edition_at("i18n/de/docusaurus-plugin-content-docs/version-2.1/setup.md", "de")
    assert found.work == "/docs/setup"
    assert found.language == "de"
    assert found.release == release_named("2.1")


def test_without_mark() -> None:
    """The folder beside Docusaurus' releases is not released; a file beside "rules-v2" comes before it."""
    assert edition_at("versioned_docs/version-2.1/setup.md", "en").unmarked == UNRELEASED
    assert edition_at("rules-v2.md", "en").unmarked == FIRST


ORDER = ["nightly", "v1.0-rc1", "1.2", "1.10", "v2", "2.1.x", "version-13", "latest", "stable"]


def test_order() -> None:
    """Releases are in the order of their numbers, after what is not released and before the latest and stable ones."""
    found = [release for name in ORDER if (release := release_named(name))]
    assert len(found) == len(ORDER)
    by_stage = sorted(found[:2])
    assert [*by_stage, *found[2:]] == sorted(found)
    assert release_named("v1.0-rc1") < release_named("v1.0")  # type: ignore[operator]  # neither is None
    unmarked = edition_at("setup.md", "en").unmarked
    assert isinstance(unmarked, Release)
    assert max(found[:-2]) < unmarked < found[-1]
