"""How does the question read with other words? Some words of a question → the question with others in their place."""

from collections.abc import Sequence

import regex

from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.query.answer_type import Kind, kind_of
from retrieval.query.parser import Need, Question, needs_of

BETWEEN = r"\b.{0,12}?\b"  # the needs of a phrase: small words may stand there, which no need remembers


def reworded(question: Question, needs: Sequence[Need], words: str) -> Question:
    """The question with `words` in place of `needs`, which stand in a row.

    Where nothing would be left to search for, only its text changes: it may lean on the question before.
    """
    lightest = min(need.lightness for need in needs)
    new = [need._replace(lightness=min(need.lightness, lightest)) for need in needs_of(words, question.language)]
    at = question.needs.index(needs[0])
    left = [*question.needs[:at], *new, *question.needs[at + len(needs) :]]
    text = _pattern(needs).sub(lambda _: words, question.text)
    kind = question.kind if question.kind is not Kind.ANY else kind_of(text)[0]
    read_as = tuple(dict.fromkeys([*question.read_as, *((need.text, words) for need in needs)]))
    distinct = {need.options[0]: need for need in left or question.needs}
    return question._replace(text=text, kind=kind, needs=tuple(distinct.values()), read_as=read_as)


def _pattern(needs: Sequence[Need]) -> regex.Pattern[str]:
    words = BETWEEN.join(regex.escape(POSSESSIVE.sub("", need.text)) for need in needs)
    return regex.compile(rf"\b{words}\b")
