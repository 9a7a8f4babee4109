"""Which phrases stand for one another? Pairs of phrases → further alternatives of a question's query terms.

A phrase is one word or several in a row. Where the question has all words of a phrase, each of them is also matched by
what the phrase stands for: "Small Business Administration" by "SBA", and "SBA" by the three words together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from retrieval.index.bm25 import Index
from retrieval.query.parser import QueryTerm, Question
from retrieval.query.phrases import PhraseKey, key_of, phrase_keys, phrase_terms, with_replacement

SynonymPair = tuple[str, str]
"""Two phrases: a search for the first also matches the second."""


def phrase_entries(pairs: Iterable[SynonymPair], language: str) -> Iterator[tuple[PhraseKey, str]]:
    """The entries of a `QueryExpansion`: each pair, under each key that its first phrase has in `language`."""
    return ((key, other) for phrase, other in pairs for key in phrase_keys(phrase, language))


class QueryExpansion:
    """Phrases that stand for others, looked up by the terms of consecutive words of a question.

    `languages` are those of the articles; a phrase matches in the forms of any of them.
    """

    def __init__(self, entries: Iterable[tuple[PhraseKey, str]], languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self._phrases: dict[PhraseKey, list[str]] = defaultdict(list)
        for key, phrase in entries:
            self._phrases[key].append(phrase)
        self._longest = max((key.count(" ") + 1 for key in self._phrases), default=0)

    def phrases_for(self, query_terms: Sequence[QueryTerm]) -> Sequence[str]:
        """The phrases that stand for these query terms together, in the order of the entries."""
        return tuple(dict.fromkeys(self._phrases.get(key_of(query_terms), ())))

    def expand(self, question: Question, *, is_as_written: bool) -> Question:
        """The question with its phrases also matched by those that stand for them.

        `is_as_written` says whether these count as forms of the question's own words, or as synonyms.
        """
        query_terms = list(question.query_terms)
        for start, end in self._spans(len(query_terms)):
            phrases = self.phrases_for(question.query_terms[start:end])
            alternatives = [each for phrase in phrases for each in _alternatives(phrase, self._languages)]
            for place in range(start, end) if alternatives else ():
                query_terms[place] = _with(query_terms[place], alternatives, is_as_written=is_as_written)
        return question._replace(query_terms=tuple(query_terms))

    def substitute(self, question: Question, index: Index) -> Question:
        """The question with each phrase that the articles lack replaced by the first for it that they have."""
        for start, end in sorted(self._spans(len(question.query_terms)), key=lambda span: span[0] - span[1]):
            query_terms = question.query_terms[start:end]
            known = [phrase for phrase in self.phrases_for(query_terms) if self._is_known(phrase, index)]
            if known and not all(map(index.knows, query_terms)):
                return self.substitute(self._substituted(question, query_terms, known), index)
        return question

    def _is_known(self, phrase: str, index: Index) -> bool:
        """Whether the articles have all words of the phrase, in the forms of one of their languages."""
        readings = filter(None, (phrase_terms(phrase, language) for language in self._languages))
        return any(all(map(index.knows, query_terms)) for query_terms in readings)

    def _spans(self, count: int) -> Iterable[tuple[int, int]]:
        """The spans, half-open, of at most as many of `count` query terms as the longest phrase has."""
        return (
            (start, end) for start in range(count) for end in range(start + 1, min(start + self._longest, count) + 1)
        )

    def _substituted(self, question: Question, replaced: Sequence[QueryTerm], phrases: Sequence[str]) -> Question:
        """The question with the first of the phrases in place of query terms, and also matched by the others."""
        first, *others = phrases
        result = with_replacement(question, replaced, first)
        new = {each.alternatives[0] for each in phrase_terms(first, question.language)}
        foreign = [language for language in self._languages if language != question.language]
        alternatives = list(_alternatives(first, foreign))
        for phrase in others:
            alternatives += _alternatives(phrase, self._languages)
        query_terms = (
            _with(each, alternatives, is_as_written=False) if each.alternatives[0] in new else each
            for each in result.query_terms
        )
        return result._replace(query_terms=tuple(query_terms))


def _alternatives(phrase: str, languages: Sequence[str]) -> Iterable[frozenset[str]]:
    """The sets of terms by which a text in one of `languages` has the phrase, a compound in it whole or in parts."""
    readings = [phrase_terms(phrase, language) for language in languages]
    return dict.fromkeys(
        frozenset[str]().union(*(each.alternatives[at] for each in query_terms))
        for query_terms in readings
        for at in (0, -1)
    )


def _with(query_term: QueryTerm, alternatives: Sequence[frozenset[str]], *, is_as_written: bool) -> QueryTerm:
    """The query term with further alternatives, without empty ones and those that it has."""
    new = tuple(each for each in dict.fromkeys(alternatives) if each and each not in query_term.alternatives)
    synonyms = query_term.synonym_alternatives if is_as_written else query_term.synonym_alternatives | frozenset(new)
    return query_term._replace(alternatives=query_term.alternatives + new, synonym_alternatives=synonyms)
