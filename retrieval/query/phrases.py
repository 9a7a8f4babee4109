"""How is a phrase found in a question, and replaced there? Phrase → its terms in order, and question → question.

Acronyms, synonyms and spelling corrections all look up or replace a run of words of the question.
"""

from collections.abc import Iterator, Sequence

import regex

from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.analysis.tokenizer import COMPOUND
from retrieval.query.answer_type import Kind, kind_of
from retrieval.query.parser import Need, Question, needs_of

Key = str
"""The terms of a phrase's words, in their order, with spaces between."""

BETWEEN = r"\b.{0,12}?\b"  # the needs of a phrase: small words may stand there, which no need remembers


def keys(phrase: str, language: str) -> Iterator[Key]:
    """The keys of a phrase as a question in `language` may write it, with hyphens or without; none without a term."""
    return filter(None, dict.fromkeys(key_of(phrase_needs(form, language)) for form in sorted(_forms(phrase))))


def key_of(needs: Sequence[Need]) -> Key:
    """The terms of needs in a row, each by its first option."""
    return " ".join(min(need.options[0]) for need in needs)


def phrase_needs(phrase: str, language: str) -> Sequence[Need]:
    """The needs of a phrase read in `language`; one that is all in capitals is an acronym, not shouted."""
    return needs_of(phrase, language, is_shouted=False)


def _forms(phrase: str) -> set[str]:
    spaced = COMPOUND.sub(" ", phrase)
    joined = "-".join(spaced.split())
    return {phrase, spaced, joined if joined.count("-") == 1 else phrase}


def reworded(question: Question, needs: Sequence[Need], words: str) -> Question:
    """The question with `words` in place of `needs`, which stand in a row.

    Where nothing would be left to search for, only its text changes: it may lean on the question before.
    """
    lightest = min(need.lightness for need in needs)
    new = [need._replace(lightness=min(need.lightness, lightest)) for need in phrase_needs(words, question.language)]
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
