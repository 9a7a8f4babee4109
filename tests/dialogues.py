"""Labelled dialogues over the seeds, each with what its last question was answered.

One a line: `questions`, the last one is judged; `quotes`, any of which its right first quote has in it, none where
it must be refused; or `fresh`, where its answer must be the one it gets with nothing before it. `full` is that question
asked in full, which tells a miss of the ranking from one of the follow-up.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from retrieval.answering.followup import turn_from
from retrieval.answers import Answer
from retrieval.retriever import Retriever


class Dialogue(NamedTuple):
    """The questions of a dialogue, what its last answer should be, and the answers."""

    questions: tuple[str, ...]
    quotes: tuple[str, ...]
    is_fresh: bool
    answer: Answer
    alone: Answer  # to the last question with nothing before it
    in_full: Answer | None  # to the last question asked in full, where it is written out

    @property
    def is_right(self) -> bool:
        """Whether the last answer is what the label wants."""
        return self.answer == self.alone if self.is_fresh else self._answers(self.answer)

    @property
    def is_right_in_full(self) -> bool:
        """Whether the question asked in full is answered as the label wants."""
        return self.in_full is not None and self._answers(self.in_full)

    def _answers(self, answer: Answer) -> bool:
        if not self.quotes:
            return not answer.answered
        return answer.answered and any(quote in answer.quotes[0].text for quote in self.quotes)

    def __str__(self) -> str:
        wanted = "(as if asked alone)" if self.is_fresh else " | ".join(self.quotes) or "(refusal)"
        got = self.answer.quotes[0].text if self.answer.answered else "(refused)"
        lines = [" → ".join(self.questions), f"searched for: {self.answer.searched_for}"]
        lines += [f"wanted: {wanted}", f"got:    {got}"]
        return "\n    ".join(
            lines + ["right in full" if self.is_right_in_full else "wrong in full"] * bool(self.in_full)
        )


def dialogues(path: Path, retriever: Retriever) -> Iterator[Dialogue]:
    """Each dialogue of a file with its last answers."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        before = None
        for question in row["questions"]:
            answer = retriever.ask(question, after=before)
            before = turn_from(answer, before)
        alone = retriever.ask(row["questions"][-1])
        in_full = retriever.ask(row["full"]) if "full" in row else None
        quotes = tuple(row.get("quotes", ()))
        yield Dialogue(tuple(row["questions"]), quotes, row.get("fresh", False), answer, alone, in_full)


def report(found: list[Dialogue]) -> str:
    """How many are right, and every miss."""
    misses = [str(each) for each in found if not each.is_right]
    return "\n".join([f"{len(found) - len(misses)} of {len(found)} right", *misses])
