"""Which phrases does the operator declare synonyms? A TOML file → pairs of phrases.

    "VP" = ["vice president"]
    "lawyer" = ["attorney", "counsel"]

A phrase and each phrase of its list stand for one another; the phrases of one list do not.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from retrieval.analysis.language import ENGLISH
from retrieval.errors import SynonymsError
from retrieval.query.phrases import phrase_terms
from retrieval.rewrite.expansion import SynonymPair

LONGEST = 100  # characters of a word or phrase
WANTED = 'write one word a line with what means the same, such as `"VP" = ["vice president"]`'


def read_synonyms(path: Path) -> tuple[SynonymPair, ...]:
    """The pairs of phrases in the file, each in both directions.

    Raises:
        SynonymsError: the file cannot be read or is not of this form; the message names file and key.
    """
    return tuple(pair for word, other in _stated_pairs(path) for pair in ((word, other), (other, word)))


def _stated_pairs(path: Path) -> Iterator[SynonymPair]:
    for word, others in _table(path).items():
        if not isinstance(others, list) or not others:
            raise SynonymsError(f"`{path}`: `{word}` has no list of words", WANTED)
        for other in others:
            yield _checked(path, word, word), _checked(path, word, other)


def _checked(path: Path, key: str, word: object) -> str:
    if not isinstance(word, str):
        raise SynonymsError(f"`{path}`: `{key}` has `{word}` in its list, which is no text", WANTED)
    if len(word) > LONGEST:
        raise SynonymsError(f"`{path}`: `{key}` has a phrase of over {LONGEST} characters", WANTED)
    if not phrase_terms(word, ENGLISH):
        raise SynonymsError(f"`{path}`: `{key}` has `{word}`, which is no word to search for", WANTED)
    return word


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SynonymsError(f"`{path}` cannot be read: {error.strerror}", "give a TOML file") from error
    except UnicodeDecodeError as error:
        raise SynonymsError(f"`{path}` is not UTF-8", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SynonymsError(f"`{path}` is not TOML: {error}", WANTED) from error
