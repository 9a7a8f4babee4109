import pytest

from benchmarks.common_words import frequencies
from retrieval.ranking.commonness import COMMONEST, FOLDER, LANGUAGES, LOST, RAREST, telling_share


@pytest.mark.parametrize(("word", "language"), [("fine", "en"), ("Idea", "en"), ("besser", "de"), ("maison", "fr")])
def test_common(word: str, language: str) -> None:
    """A word that everybody says keeps a part of its weight, however it is written."""
    assert 1 - LOST <= telling_share(word, language) < 1


@pytest.mark.parametrize(
    ("word", "language"), [("fireball", "en"), ("despawn", "en"), ("1.20", "en"), ("fine", "hi"), ("問題", "zh")]
)
def test_telling(word: str, language: str) -> None:
    """A rare or unknown word keeps all of its weight, and so does every word of a language without a list."""
    assert telling_share(word, language) == 1


def test_order() -> None:
    """The commoner the word, the less it keeps."""
    shares = [telling_share(word, "en") for word in ("really", "help", "worth", "damage", "fireball")]
    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(1 - LOST)


def test_files() -> None:
    """There is a list for each language, and no other, and no word stands in it twice."""
    assert {path.stem for path in FOLDER.iterdir()} == LANGUAGES
    for language in LANGUAGES:
        lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        words = [word for line in lines if not line.startswith("#") for word in line.split()[1:]]
        assert len(words) == len(set(words)) > 2_000


def test_source() -> None:
    """The list has the frequencies of the package that it is made of."""
    found = frequencies("en")
    for word in ("fine", "idea", "damage"):
        frequency = round(found[word], 1)
        assert telling_share(word, "en") == pytest.approx(
            1 - LOST * min((frequency - RAREST) / (COMMONEST - RAREST), 1)
        )
