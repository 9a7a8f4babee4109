"""Which of the question's needs does a sentence meet? A question and a sentence → the places of the needs in it.

A need counts by its weight, so what is met is a share of the question's weight, from 0 to 1.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise

import regex

from retrieval.analysis.normalizer import stop_words
from retrieval.analysis.sentence_tokens import BEGINNINGS, Sentence, tokens_of
from retrieval.analysis.stopwords import QUESTIONS
from retrieval.query.parser import Need, Question

Met = frozenset[int]
"""The needs that are met, by their places in the question."""

SMALL = 0.3  # nats; what a small word tells, where words stand side by side as in the question
FAMILY = 2  # characters of a term that a word of the same family may lack
SHORTEST_OF_FAMILY = 5  # characters; a shorter term begins like too many others


class Matcher:
    """A question ready to be looked for in sentences; `weights` says how much each need tells."""

    def __init__(self, question: Question, weights: Mapping[Need, float]) -> None:
        self.question = question
        self.needs = tuple(weights)
        self._weights = tuple(weights.values())
        self._total = sum(self._weights)
        self._shares: dict[Met, float] = {}
        self._by_term: dict[str, list[int]] = defaultdict(list)
        self._by_terms: list[tuple[frozenset[str], int]] = []
        for place, need in enumerate(self.needs):
            for option in need.options:
                if len(option) == 1:
                    self._by_term[min(option)].append(place)
                else:
                    self._by_terms.append((option, place))

    def met(self, terms: Collection[str]) -> Met:
        """The needs that are met by `terms`, a set or a mapping."""
        single = [place for term in self._by_term if term in terms for place in self._by_term[term]]
        return frozenset(
            [*single, *(place for option, place in self._by_terms if all(map(terms.__contains__, option)))]
        )

    def as_written(self, sentence: Sentence, met: Met) -> Met:
        """Of the needs that are met, those met by a word as the question writes it, or by what is as good."""
        return frozenset(place for place in met if self._is_as_written(self.needs[place], sentence))

    def by_family(self, sentence: Sentence) -> Met:
        """The needs of which some word of the sentence begins like them: "destruction" after "destroyed"."""
        return frozenset(place for place, start in self._beginnings if start in sentence.beginnings)

    def share(self, met: Met) -> float:
        """The needs' share of the question's weight, from 0 to 1."""
        if met not in self._shares:
            self._shares[met] = sum(self._weights[place] for place in met) / self._total
        return self._shares[met]

    def share_of_names(self, met: Met) -> float:
        """The names' share of the weight of all of the question's names; 1 when it has none."""
        return self.share(met & self.names) / self.share(self.names) if self.names else 1.0

    def places(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Where single words meet needs: the place of the word and that of the need, in the order of the words."""
        found = self._by_term.keys() & sentence.places.keys()
        return sorted((at, need) for term in found for at in sentence.places[term] for need in self._by_term[term])

    def small_words(self, tokens: AbstractSet[str]) -> float:
        """Share of the question's small words that are there, question words apart; 0 when it has none."""
        return len(self._small_words & tokens) / len(self._small_words) if self._small_words else 0.0

    def side_by_side(self, pairs: AbstractSet[tuple[str, str]]) -> float:
        """Share of what the question's neighbouring words tell, that stand so among `pairs`; 0 when it has one word."""
        told = self._told_by_pairs
        return sum(told[pair] for pair in told.keys() & pairs) / sum(told.values()) if told else 0.0

    def unasked(self, text: str) -> str:
        """The text without the question's words, so that what it asks for is not found in what it says itself."""
        return self._own_words.sub("", text)

    @cached_property
    def names(self) -> Met:
        """The needs that are names."""
        return frozenset(place for place, need in enumerate(self.needs) if need.is_name)

    @cached_property
    def attributes(self) -> Met:
        """The needs that only the same word meets, such as "born"."""
        return frozenset(place for place, need in enumerate(self.needs) if need.is_attribute)

    @cached_property
    def _tokens(self) -> tuple[str, ...]:
        """The question's words as written, in lower case, small ones included."""
        return tuple(tokens_of(self.question.text.casefold()))

    @cached_property
    def _own_words(self) -> regex.Pattern[str]:
        telling = set(self._tokens) - stop_words(self.question.language)
        return regex.compile(rf"\b(?:{'|'.join(map(regex.escape, sorted(telling)))})\b", regex.IGNORECASE)

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(self._tokens) & frozenset(stop_words(self.question.language)) - frozenset(QUESTIONS.split())

    @cached_property
    def _told_by_pairs(self) -> Mapping[tuple[str, str], float]:
        told = {need.text.casefold(): weight for need, weight in zip(self.needs, self._weights, strict=True)}
        return {pair: sum(told.get(token, SMALL) for token in pair) for pair in pairwise(self._tokens)}

    @cached_property
    def _beginnings(self) -> list[tuple[int, str]]:
        return list(self._starts())

    def _starts(self) -> Iterator[tuple[int, str]]:
        for term, places in self._by_term.items():
            if len(term) >= SHORTEST_OF_FAMILY and term.isalpha():
                length = min(max(len(term) - FAMILY, BEGINNINGS[0]), BEGINNINGS[-1])
                yield from ((place, term[:length]) for place in places)

    def _is_as_written(self, need: Need, sentence: Sentence) -> bool:
        return need.text.casefold() in sentence.written or any(
            all(map(sentence.places.__contains__, option)) for option in need.as_written
        )
