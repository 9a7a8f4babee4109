"""What does the question mean in the words of the articles? Mended, its phrases met by what stands for them.

Nothing of this changes a quote: only what is searched for.
"""

from collections.abc import Sequence

from retrieval.index.bm25 import Index
from retrieval.query.parser import Question
from retrieval.rewrite.acronyms import Acronyms, Texts
from retrieval.rewrite.compounds import joined
from retrieval.rewrite.expansion import Equivalents, Pair, keyed
from retrieval.rewrite.spelling import Speller
from retrieval.rewrite.suggestions import suggestions


class Meaning:
    """Reads questions in the words of an index, and of the operator's `synonyms`.

    `texts` gives the first passages sooner than the index does.
    """

    def __init__(self, index: Index, synonyms: Sequence[Pair] = (), *, texts: Texts | None = None) -> None:
        acronyms = Acronyms(index.defined, texts or index.texts)
        self._index = index
        self._speller = Speller(index, acronyms, [word for word, _ in synonyms])
        self._acronyms = Equivalents(acronyms.known, index.languages)
        self._synonyms = {
            language: Equivalents(keyed(synonyms, language), index.languages) for language in index.languages
        }

    def of(self, asked: Question) -> Question:
        """The question as it was meant: its text changes only where the articles lack a word of it."""
        synonyms = self._synonyms[asked.language]
        known = synonyms.in_place(asked, self._index)
        mended = synonyms.in_place(self._speller.mend(known), self._index)
        other = synonyms.met(mended, is_as_written=False)
        return joined(self._acronyms.met(other, is_as_written=True), self._index)

    def suggestions(self, meant: Question) -> tuple[str, ...]:
        """Words of the articles that are near those of a question that they lack."""
        unknown = [need for need in meant.needs if not self._index.knows(need)]
        return suggestions(unknown, meant, self._speller.lexicon)
