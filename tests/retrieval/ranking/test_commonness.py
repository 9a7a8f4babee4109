from math import inf, log

import pytest

from benchmarks.common_words import frequencies
from retrieval.ranking.commonness import FOLDER, LANGUAGES, PASSAGE, general_idf


@pytest.mark.parametrize(("word", "language"), [("fine", "en"), ("Idea", "en"), ("besser", "de"), ("maison", "fr")])
def test_common(word: str, language: str) -> None:
    """A word that everybody says has an idf of its own, however it is written."""
    assert 2 < general_idf(word, language) < 8


@pytest.mark.parametrize(
    ("word", "language"), [("fireball", "en"), ("despawn", "en"), ("1.20", "en"), ("fine", "hi"), ("問題", "zh")]
)
def test_rare(word: str, language: str) -> None:
    """Nothing is known of a rare word, nor of the words of a language without a list."""
    assert general_idf(word, language) == inf


def test_order() -> None:
    """The commoner the word, the lower its idf."""
    found = [general_idf(word, "en") for word in ("really", "help", "worth", "damage", "fireball")]
    assert found == sorted(found)


def test_lists() -> None:
    """There is a list for each language, and no other, and no word stands in it twice."""
    assert {path.stem for path in FOLDER.iterdir()} == LANGUAGES
    for language in LANGUAGES:
        lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        words = [word for line in lines if not line.startswith("#") for word in line.split()[1:]]
        assert len(words) == len(set(words)) > 2_000


def test_source() -> None:
    """The list has the frequencies of the package that it is made of, to a tenth."""
    found = frequencies("en")
    for word in ("fine", "idea", "damage"):
        probability = 1 - (1 - 10 ** (round(found[word], 1) - 9)) ** PASSAGE
        assert general_idf(word, "en") == pytest.approx(-log(probability))
