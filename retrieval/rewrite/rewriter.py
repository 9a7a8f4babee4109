"""What does the question mean in the words of the articles? A question → spelling corrected, and expanded.

The rewritten question decides what is searched for; what is quoted stays the articles' own text.
"""

from collections.abc import Sequence

from retrieval.index.bm25 import Index
from retrieval.query.parser import Question
from retrieval.rewrite.acronyms import Acronyms, Texts
from retrieval.rewrite.background import with_background
from retrieval.rewrite.compounds import with_joined_compounds
from retrieval.rewrite.expansion import QueryExpansion, SynonymPair, phrase_entries
from retrieval.rewrite.spelling import SpellingCorrector
from retrieval.rewrite.suggestions import suggestions


class QueryRewriter:
    """Rewrites questions by the words of an index and the operator's `synonyms`.

    `texts` gives the first passages' texts, where there is a faster way than `index.texts`.
    """

    def __init__(self, index: Index, synonyms: Sequence[SynonymPair] = (), *, texts: Texts | None = None) -> None:
        acronyms = Acronyms(index.abbreviations, texts or index.texts)
        self._index = index
        self._corrector = SpellingCorrector(index, acronyms, [word for word, _ in synonyms])
        self._acronyms = QueryExpansion(acronyms.phrase_entries, index.languages)
        self._synonyms = {
            language: QueryExpansion(phrase_entries(synonyms, language), index.languages)
            for language in index.languages
        }

    def rewrite(self, question: Question) -> Question:
        """The question in the articles' words; its text changes only where they lack one of its words."""
        synonyms = self._synonyms[question.language]
        substituted = synonyms.substitute(question, self._index)
        corrected = synonyms.substitute(self._corrector.correct(substituted), self._index)
        expanded = synonyms.expand(corrected, is_as_written=False)
        joined = with_joined_compounds(self._acronyms.expand(expanded, is_as_written=True), self._index)
        return with_background(joined, self._index)

    def suggestions(self, question: Question) -> tuple[str, ...]:
        """Words of the articles that are close to those of the rewritten question that they lack."""
        unknown = [query_term for query_term in question.query_terms if not self._index.knows(query_term)]
        return suggestions(unknown, question, self._corrector.vocabulary)
