"""How do people wrap a question? The templates of `wraps.toml` → questions as they are written."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

WRAPS: Final = Path(__file__).with_name("wraps.toml")
ANY: Final = "any"
CIRCUMSTANCES: Final = "circumstances"
SHORT_POST, LONG_POST = 600, 2_900  # characters of circumstances


def wraps(language: str) -> Mapping[str, str]:
    """The templates for questions in a language, by their names."""
    found = _read()
    return {**_templates(found, ANY), **_templates(found, language)}


def wrapped(question: str, template: str, language: str) -> str:
    """The question in a template."""
    bare = question.strip().rstrip("?？।.！!")
    lines = _read()[CIRCUMSTANCES].get(language, [])
    return template.format(
        q=question,
        bare=bare,
        lower=question.lower(),
        lower_bare=bare.lower(),
        a=_repeated(lines, SHORT_POST),
        b=_repeated(lines, LONG_POST),
    )


def _read() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(WRAPS.read_text(encoding="utf-8"))


def _templates(found: Mapping[str, Mapping[str, object]], language: str) -> dict[str, str]:
    return {name: str(template) for name, template in found.get(language, {}).items()}


def _repeated(lines: object, length: int) -> str:
    """The sentences again and again, up to `length` characters; without any, nothing."""
    sentences: Sequence[str] = list(map(str, lines)) if isinstance(lines, list) else []
    text = ""
    while sentences and len(text) < length:
        for sentence in sentences:
            if len(text) + len(sentence) >= length:
                return text
            text = f"{text} {sentence}".strip()
    return text
