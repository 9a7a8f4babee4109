"""Which words stand for one another? Pairs of phrases → further options of a question's needs.

A phrase is a word or several in a row. Where the question has all words of a phrase, each of them is also met by what
the phrase stands for: "Small Business Administration" by "SBA", and "SBA" by the three words together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from retrieval.index.bm25 import Index
from retrieval.query.parser import Need, Question
from retrieval.query.phrases import Key, key_of, keys, phrase_needs, reworded

Pair = tuple[str, str]
"""Two phrases, of which the first is also met by the second."""


def keyed(pairs: Iterable[Pair], language: str) -> Iterator[tuple[Key, str]]:
    """Each pair, its first phrase by every key that a question in `language` may have for it."""
    return ((key, other) for phrase, other in pairs for key in keys(phrase, language))


class Equivalents:
    """What stands for what, looked up by the terms of a question's words in a row.

    `languages` are those of the articles, by any of which these may write what stands for a phrase.
    """

    def __init__(self, known: Iterable[tuple[Key, str]], languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self._others: dict[Key, list[str]] = defaultdict(list)
        for key, other in known:
            self._others[key].append(other)
        self._longest = max((key.count(" ") + 1 for key in self._others), default=0)

    def of(self, needs: Sequence[Need]) -> Sequence[str]:
        """The phrases that stand for these needs together, in the order in which they came."""
        return tuple(dict.fromkeys(self._others.get(key_of(needs), ())))

    def met(self, question: Question, *, is_as_written: bool) -> Question:
        """The question with its phrases also met by what stands for them, as well as by its own words or less so."""
        needs = list(question.needs)
        for start, end in self._stretches(len(needs)):
            options = [
                option
                for other in self.of(question.needs[start:end])
                for option in self._options(other, self._languages)
            ]
            for place in range(start, end) if options else ():
                needs[place] = _with(needs[place], options, is_as_written=is_as_written)
        return question._replace(needs=tuple(needs))

    def in_place(self, question: Question, index: Index) -> Question:
        """The question, each phrase that the articles lack replaced by the first one in its stead that they have."""
        for start, end in sorted(self._stretches(len(question.needs)), key=lambda each: each[0] - each[1]):
            needs = question.needs[start:end]
            known = [other for other in self.of(needs) if self._is_known(other, index)]
            if known and not all(map(index.knows, needs)):
                return self.in_place(self._replaced(question, needs, known), index)
        return question

    def _is_known(self, phrase: str, index: Index) -> bool:
        """Whether the articles have all words of the phrase, as one of their languages reads them."""
        readings = filter(None, (phrase_needs(phrase, language) for language in self._languages))
        return any(all(map(index.knows, needs)) for needs in readings)

    def _stretches(self, count: int) -> Iterable[tuple[int, int]]:
        """Every run of words that may be a phrase, half-open."""
        return (
            (start, end) for start in range(count) for end in range(start + 1, min(start + self._longest, count) + 1)
        )

    def _replaced(self, question: Question, needs: Sequence[Need], others: Sequence[str]) -> Question:
        """The question with the first of the `others` in place of the needs, and also met by the rest of them."""
        reads = reworded(question, needs, others[0])
        put_in = {need.options[0] for need in phrase_needs(others[0], question.language)}
        foreign = [language for language in self._languages if language != question.language]
        further = [self._options(others[0], foreign), *(self._options(other, self._languages) for other in others[1:])]
        options = [option for each in further for option in each]
        met = [_with(need, options, is_as_written=False) if need.options[0] in put_in else need for need in reads.needs]
        return reads._replace(needs=tuple(met))

    @staticmethod
    def _options(phrase: str, languages: Sequence[str]) -> Iterable[frozenset[str]]:
        """The sets of terms of a text in one of `languages` with the phrase, a compound as one word or as its parts."""
        readings = [phrase_needs(phrase, language) for language in languages]
        return dict.fromkeys(
            frozenset[str]().union(*(need.options[at] for need in needs)) for needs in readings for at in (0, -1)
        )


def _with(need: Need, options: Sequence[frozenset[str]], *, is_as_written: bool) -> Need:
    new = tuple(option for option in dict.fromkeys(options) if option and option not in need.options)
    said_otherwise = need.said_otherwise if is_as_written else need.said_otherwise | frozenset(new)
    return need._replace(options=need.options + new, said_otherwise=said_otherwise)
