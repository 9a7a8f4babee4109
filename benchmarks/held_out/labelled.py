"""What is asked? Questions with the texts that answer them, as they stand in the articles.

`questions.jsonl` has a line a question: `file`, the article without its suffix that it was written from; `kind`, where
the answer stands, or `none`; `style`, how it is asked; `answers`, texts any of which must be in what is shown.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import regex

from benchmarks.communities.labelled import CommunityQuestion

WORDING = "asked"  # the only one in which a question is asked
FILE = Path(__file__).parent / "questions.jsonl"


class HeldOutQuestion(NamedTuple):
    """A question with its answers; those that should be refused have none.

    Attributes:
        file: the article without its suffix; for what should be refused, the beginning of the articles' names.
        kind: `prose`, `list`, `table`, `code` or `none`.
        style: `short`, `how` or `fact`.
        written: the day on which it was written.
    """

    question: str
    file: str
    answers: tuple[str, ...]
    kind: str
    style: str
    written: str

    def labelled(self, number: int) -> CommunityQuestion:
        """The question as the benchmark of communities asks it: white space in answers does not matter."""
        patterns = tuple(regex.compile(spaced(answer), regex.IGNORECASE) for answer in self.answers)
        return CommunityQuestion(f"{self.file}-{number}", {WORDING: self.question}, (self.kind, self.style), patterns)


def spaced(answer: str) -> str:
    """A regular expression for the text, with any white space between its words."""
    return r"\s+".join(regex.escape(word) for word in answer.split())


def held_out_questions(path: Path = FILE) -> tuple[HeldOutQuestion, ...]:
    """The questions in the file, in order."""
    return tuple(_question(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def _question(row: Mapping[str, str | Sequence[str]]) -> HeldOutQuestion:
    words = {name: str(row[name]) for name in ("question", "file", "kind", "style", "written")}
    return HeldOutQuestion(answers=tuple(row["answers"]), **words)
