"""What do members ask, and what answers it? The questions of a community, each in several wordings, with its answers.

A folder has `docs/`, as the community wrote it, and `questions.jsonl`, a line a question: `q` as a sentence, `kw` in
keywords, `typed` in a hurry; `kind`, where the answer stands, or `none`; `answers`, regular expressions of which one
must match what is shown; `note`, which is "heading" where only a heading names the subject.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import regex

from retrieval.errors import ArticlesError

WORDINGS = ("q", "kw", "typed")
NONE = "none"
HEADING = "heading"
FILE = "questions.jsonl"
SECONDS = 5  # that one pattern may search for


class CommunityQuestion(NamedTuple):
    """A question; `kinds` are those of the places where its answer stands."""

    id: str
    wordings: Mapping[str, str]
    kinds: tuple[str, ...]
    answers: tuple[regex.Pattern[str], ...]

    @property
    def is_answerable(self) -> bool:
        """Whether the documentation answers it."""
        return self.kinds[0] != NONE

    def is_answered_by(self, shown: str) -> bool:
        """Whether what is shown holds an answer."""
        line = " ".join(shown.split())
        return any(pattern.search(line, timeout=SECONDS) for pattern in self.answers)


class Community(NamedTuple):
    """A community: the folder of its documentation, and its questions."""

    name: str
    docs: Path
    questions: Sequence[CommunityQuestion]


def communities(folder: Path, names: Sequence[str] = ()) -> list[Community]:
    """The communities in `folder`, of these names or all, in the order of their names.

    Raises:
        ArticlesError: there is none.
    """
    paths = [path.parent for path in sorted(folder.glob(f"*/{FILE}"))]
    chosen = [path for path in paths if path.name in names or not names]
    if not chosen:
        raise ArticlesError(
            f"`{folder}` has no communities: no file NAME/{FILE}", "set PULLQUOTE_DATA, or name a folder that has some"
        )
    return [Community(path.name, path / "docs", _questions(path / FILE)) for path in chosen]


def _questions(path: Path) -> list[CommunityQuestion]:
    return [_question(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _question(row: Mapping[str, object]) -> CommunityQuestion:
    wordings = {name: str(row[name]) for name in WORDINGS}
    kinds = (str(row["kind"]), *([HEADING] if row.get("note") == HEADING else []))
    answers = row["answers"]
    patterns = answers if isinstance(answers, list) else []
    return CommunityQuestion(
        str(row["id"]),
        wordings,
        kinds,
        tuple(regex.compile(each, regex.IGNORECASE | regex.DOTALL) for each in patterns),
    )
