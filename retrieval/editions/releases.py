"""Which release does a text name, and which is newer? "13.x", "version-2.1", "latest" or "next" → a release.

"latest" and "stable" are newer than any number, and what is not released is older: nobody has it.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import Final, NamedTuple

import regex

NUMBER: Final = r"\d{1,4}(?:\.\d{1,4})*"
NAMES: Final = {
    "UNRELEASED": "next dev devel develop development nightly unreleased edge canary main master trunk head snapshot"
    " alpha beta preview insiders experimental".split(),
    "LATEST": "latest current lts".split(),
    "STABLE": ["stable"],
}
NUMBERED_PART: Final = regex.compile(  # bounded, because the ways to end are tried one after the other
    r"(?=.{1,100}\Z)(?:"
    rf"(?:(?:v|ver|version|release|rel)[-_.]?)(?P<number>{NUMBER})(?P<any>\.x)?(?P<early>[-.]?(?:a|b|alpha|beta|rc|pre|dev)[-.]?\d*)?"
    r"|(?P<number>\d{1,4}(?:\.\d{1,4})+)(?P<any>\.x)?(?P<early>[-.]?(?:a|b|alpha|beta|rc|pre|dev)[-.]?\d*)?"
    r"|(?P<number>\d{1,4})(?P<any>\.x))",
    regex.IGNORECASE,
)
DATE: Final = regex.compile(r"(?:19|20)\d\d\.\d\d?\.\d\d?|\d\d?\.\d\d?\.(?:19|20)\d\d")
PLAIN_NUMBER: Final = regex.compile(r"\d{1,3}")
IN_QUESTION: Final = regex.compile(
    rf"(?<![\w.])(?:(?:version|release|ver\.?|versión|versão|версия|версии|バージョン|版本)\s*v?|v\.?)({NUMBER})(?:\.x)?(?![\w])"
    rf"|(?<![\w.])(\d{{1,4}}(?:\.\d{{1,4}})+)(?:\.x)?(?!\w)|(?<![\w.])(\d{{1,4}})\.x(?!\w)",
    regex.IGNORECASE,
)
UNRELEASED_IN_QUESTION: Final = regex.compile(
    r"\b(?:nightly|unreleased|canary|(?:next|dev|development|beta|preview) (?:version|release|build))\b",
    regex.IGNORECASE,
)


class Stage(IntEnum):
    """How far a release has come; of two releases, the one of the higher stage answers first."""

    UNRELEASED = 0
    NUMBERED = 1
    LATEST = 2  # whatever is the newest, by its name or for want of one
    STABLE = 3


class Release(NamedTuple):
    """A release of a work; releases compare by age, the newest last."""

    stage: Stage
    numbers: tuple[int, ...] = ()

    def agreement(self, other: "Release") -> int:
        """How many leading numbers they share, if one has no others; else 0. That is 1 where both are unreleased."""
        if not self.numbers or not other.numbers:
            return int(self.stage is other.stage is Stage.UNRELEASED)
        length = min(len(self.numbers), len(other.numbers))
        return length if self.numbers[:length] == other.numbers[:length] else 0


LATEST: Final = Release(Stage.LATEST)
UNRELEASED: Final = Release(Stage.UNRELEASED)
FIRST: Final = Release(Stage.NUMBERED, (1, 1))
"""What "rules" is beside "rules-v1" and "rules-v2": newer than the one, older than the other."""


def release_named(part: str, *, allows_plain_number: bool = False) -> Release | None:
    """The release that the whole of an address's part names, or `None`; a plain number only where that is allowed."""
    named = next((stage for stage in NAMES if part.casefold() in NAMES[stage]), None)
    if named:
        return Release(Stage[named])
    match = NUMBERED_PART.fullmatch(part)
    if match and not DATE.fullmatch(match["number"]):
        return Release(Stage.UNRELEASED if match["early"] else Stage.NUMBERED, _numbers(match["number"]))
    return Release(Stage.NUMBERED, _numbers(part)) if allows_plain_number and PLAIN_NUMBER.fullmatch(part) else None


def releases_in(question: str) -> Iterator[tuple[str, Release]]:
    """The releases that a question may name, each with the words that name it: ("v12", the release 12)."""
    for match in IN_QUESTION.finditer(question):
        yield match[0], Release(Stage.NUMBERED, _numbers(next(filter(None, match.groups()))))
    yield from ((match[0], UNRELEASED) for match in UNRELEASED_IN_QUESTION.finditer(question))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))
