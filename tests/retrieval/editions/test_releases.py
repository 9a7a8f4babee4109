import pytest

from retrieval.editions.releases import UNRELEASED, Release, Stage, release_named, releases_in


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("How many files in v12?", (12,)),
        ("how many files in V12", (12,)),
        ("What is the limit in 1.20?", (1, 20)),
        ("limit 1.20.4", (1, 20, 4)),
        ("limit in 13.x?", (13,)),
        ("limit in v13.x?", (13,)),
        ("Which limit has version 13?", (13,)),
        ("Welches Limit hat Version 13?", (13,)),
        ("the limit of release 2.1.", (2, 1)),
        ("discord.js v13: the limit?", (13,)),
    ],
)
def test_named(question: str, numbers: tuple[int, ...]) -> None:
    """A question names a release with "v", with a word, or with dots."""
    assert [release for _, release in releases_in(question)] == [Release(Stage.NUMBERED, numbers)]


@pytest.mark.parametrize(
    "question", ["May 12 players join?", "What comes next?", "rev12", "mp3v2x", "a 10 minute limit", "Who is stable?"]
)
def test_not_named(question: str) -> None:
    """A number alone, or a word that happens to be the name of a stage, names no release."""
    assert not list(releases_in(question))


@pytest.mark.parametrize("question", ["the limit in nightly", "in the next version?", "in the dev build"])
def test_unreleased(question: str) -> None:
    """A question may ask for what is not released."""
    assert [release for _, release in releases_in(question)] == [UNRELEASED]


@pytest.mark.parametrize(
    ("left", "right", "agreement"),
    [("v13", "13.2", 1), ("1.20.4", "1.20", 2), ("1.20", "1.2", 0), ("v13", "latest", 0)],
)
def test_agreement(left: str, right: str, agreement: int) -> None:
    """Releases agree as far as both have numbers, if all of these are equal; symmetric."""
    here, there = release_named(left), release_named(right)
    assert here is not None
    assert there is not None
    assert here.agreement(there) == there.agreement(here) == agreement
