"""By which words is a phrase found in a question? Phrase → its terms in their order, in each way it may be written."""

from collections.abc import Iterator, Sequence

from retrieval.analysis.tokenizer import COMPOUND
from retrieval.query.parser import Need, needs_of

Key = str
"""The terms of a phrase's words, in their order, with spaces between."""


def keys(phrase: str) -> Iterator[Key]:
    """The terms of a phrase as it may be asked for: with hyphens or without; none where it has no term."""
    return filter(None, dict.fromkeys(key_of(phrase_needs(form)) for form in sorted(_forms(phrase))))


def key_of(needs: Sequence[Need]) -> Key:
    """The terms of needs in a row, each by its first option."""
    return " ".join(min(need.options[0]) for need in needs)


def phrase_needs(phrase: str) -> Sequence[Need]:
    """The needs of a phrase; a small word goes before it, for capitals alone count as shouting, not as an acronym."""
    return needs_of(f"the {phrase}")


def _forms(phrase: str) -> set[str]:
    spaced = COMPOUND.sub(" ", phrase)
    joined = "-".join(spaced.split())
    return {phrase, spaced, joined if joined.count("-") == 1 else phrase}
