"""Finds the passages of articles that best answer a question, and quotes them exactly.

    from retrieval import Retriever

    with Retriever.from_folder("wiki") as retriever:
        answer = retriever.ask("Who may open the gate?")

What `__all__` names is the public interface; `docs/python.md` says what of it is stable. Each name is imported when it
is first used, so `import retrieval` loads nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from retrieval.answering.followup import PreviousTurn
    from retrieval.answering.verify_text import Check, Compared, Verdict
    from retrieval.answers import AlsoIn, Answer, Quote, Refusal
    from retrieval.errors import (
        ArticlesError,
        CollectionError,
        DamagedSegmentError,
        LibraryError,
        PullquoteError,
        QuestionError,
        SynonymsError,
        UnreadableArticleError,
    )
    from retrieval.ranking.confidence import AbstentionThreshold
    from retrieval.records import Article, Source, Span, Version
    from retrieval.retriever import Retriever
    from retrieval.rewrite.synonyms import read_synonyms

__all__ = [
    "AbstentionThreshold",
    "AlsoIn",
    "Answer",
    "Article",
    "ArticlesError",
    "Check",
    "CollectionError",
    "Compared",
    "DamagedSegmentError",
    "LibraryError",
    "PreviousTurn",
    "PullquoteError",
    "QuestionError",
    "Quote",
    "Refusal",
    "Retriever",
    "Source",
    "Span",
    "SynonymsError",
    "UnreadableArticleError",
    "Verdict",
    "Version",
    "read_synonyms",
]

_MODULES: Final = {
    "AbstentionThreshold": "retrieval.ranking.confidence",
    "AlsoIn": "retrieval.answers",
    "Answer": "retrieval.answers",
    "Check": "retrieval.answering.verify_text",
    "Compared": "retrieval.answering.verify_text",
    "PreviousTurn": "retrieval.answering.followup",
    "Quote": "retrieval.answers",
    "Refusal": "retrieval.answers",
    "Retriever": "retrieval.retriever",
    "Verdict": "retrieval.answering.verify_text",
    "read_synonyms": "retrieval.rewrite.synonyms",
}
"""Where each name is defined, unless it is an error or a record of articles."""

if not TYPE_CHECKING:  # to a type checker this function would make every name an attribute of the package

    def __getattr__(name: str) -> object:
        """The exported object of this name, imported at its first use (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        errors_or_records = "retrieval.errors" if name.endswith("Error") else "retrieval.records"
        value = getattr(import_module(_MODULES.get(name, errors_or_records)), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
