"""Which query terms does a sentence match? A question and a sentence → indices of the question's terms.

A query term (`QueryTerm`) matches by any of its alternatives. It counts by its weight, so what matches is measured as a
share of the question's total weight, from 0 to 1.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise

import regex

from retrieval.analysis.normalizer import stop_words
from retrieval.analysis.sentence_tokens import PREFIX_LENGTHS, Sentence, tokens_of
from retrieval.analysis.stopwords import QUESTIONS
from retrieval.query.parser import QueryTerm, Question

Matches = frozenset[int]
"""The query terms that match, by their indices in the question."""

STOP_WORD_WEIGHT = 0.3  # nats; the weight of a stop word in a pair of neighbouring words
SUFFIX = 2  # characters at the end of a term in which a word of the same family may differ
SHORTEST_PREFIXED = 5  # characters; shorter terms begin like too many unrelated words


class Matcher:
    """A question prepared for matching against sentences; `weights` is the weight of each query term, in nats."""

    def __init__(self, question: Question, weights: Mapping[QueryTerm, float]) -> None:
        self.question = question
        self.query_terms = tuple(weights)
        self._weights = tuple(weights.values())
        self._total = sum(self._weights)
        self._shares: dict[Matches, float] = {}
        self._by_term: dict[str, list[int]] = defaultdict(list)
        self._by_terms: list[tuple[frozenset[str], int]] = []
        for index, query_term in enumerate(self.query_terms):
            for option in query_term.alternatives:
                if len(option) == 1:
                    self._by_term[min(option)].append(index)
                else:
                    self._by_terms.append((option, index))

    def matches(self, terms: Collection[str]) -> Matches:
        """The query terms that match `terms`, a set or a mapping."""
        single = [index for term in self._by_term if term in terms for index in self._by_term[term]]
        return frozenset(
            [*single, *(index for option, index in self._by_terms if all(map(terms.__contains__, option)))]
        )

    def exact_matches(self, sentence: Sentence, matches: Matches) -> Matches:
        """Those of `matches` that the sentence writes as the question does, or in an equivalent form."""
        return frozenset(index for index in matches if self._is_exact(self.query_terms[index], sentence))

    def prefix_matches(self, sentence: Sentence) -> Matches:
        """The query terms that begin like some word of the sentence: "destroyed" matches "destruction"."""
        return frozenset(index for index, prefix in self._prefixes if prefix in sentence.prefixes)

    def share(self, matches: Matches) -> float:
        """The share of the question's weight that matches, from 0 to 1."""
        share = self._shares.get(matches)
        if share is None:
            share = self._shares[matches] = sum(self._weights[index] for index in matches) / self._total
        return share

    def term_share(self, terms: Collection[str]) -> float:
        """The share of `terms` that some alternative of the question has, from 0 to 1; 0 when there are none."""
        return len(self._terms.intersection(terms)) / len(terms) if terms else 0.0

    def name_share(self, matches: Matches) -> float:
        """The share of the weight of the question's names that matches, from 0 to 1; 1 when it has no names."""
        return self.share(matches & self.names) / self.share(self.names) if self.names else 1.0

    def positions(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Pairs of a word's position in the sentence and the query term it matches, in the order of the words."""
        terms = self._by_term.keys() & sentence.positions.keys()
        return sorted((at, index) for term in terms for at in sentence.positions[term] for index in self._by_term[term])

    def stop_word_share(self, tokens: AbstractSet[str]) -> float:
        """The share of the question's stop words, without question words, among `tokens`; 0 when it has none."""
        return len(self._stop_words & tokens) / len(self._stop_words) if self._stop_words else 0.0

    def pair_share(self, pairs: AbstractSet[tuple[str, str]]) -> float:
        """The weighted share of the question's pairs of neighbouring words among `pairs`; 0 when it has one word."""
        weights = self._pair_weights
        return sum(weights[pair] for pair in weights.keys() & pairs) / sum(weights.values()) if weights else 0.0

    def without_question_words(self, text: str) -> str:
        """The text without the question's own words, which are not the number, name or place it asks for."""
        return self._question_words.sub("", text)

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset().union(*(option for each in self.query_terms for option in each.alternatives))

    @cached_property
    def names(self) -> Matches:
        """The query terms that are names."""
        return frozenset(index for index, query_term in enumerate(self.query_terms) if query_term.is_name)

    @cached_property
    def attributes(self) -> Matches:
        """The query terms that only the same word answers, such as "born"."""
        return frozenset(index for index, query_term in enumerate(self.query_terms) if query_term.is_attribute)

    @cached_property
    def _tokens(self) -> tuple[str, ...]:
        """The question's words as written, stop words included, case folded."""
        return tuple(tokens_of(self.question.text.casefold()))

    @cached_property
    def _question_words(self) -> regex.Pattern[str]:
        content_words = set(self._tokens) - stop_words(self.question.language)
        return regex.compile(rf"\b(?:{'|'.join(map(regex.escape, sorted(content_words)))})\b", regex.IGNORECASE)

    @cached_property
    def _stop_words(self) -> frozenset[str]:
        return frozenset(self._tokens) & frozenset(stop_words(self.question.language)) - frozenset(QUESTIONS.split())

    @cached_property
    def _pair_weights(self) -> Mapping[tuple[str, str], float]:
        weights = {
            query_term.text.casefold(): weight
            for query_term, weight in zip(self.query_terms, self._weights, strict=True)
        }
        return {pair: sum(weights.get(token, STOP_WORD_WEIGHT) for token in pair) for pair in pairwise(self._tokens)}

    @cached_property
    def _prefixes(self) -> list[tuple[int, str]]:
        return list(self._prefixes_of_terms())

    def _prefixes_of_terms(self) -> Iterator[tuple[int, str]]:
        """Each query term with a prefix that a word of the same family has, cut to a length that sentences index."""
        for term, indices in self._by_term.items():
            if len(term) >= SHORTEST_PREFIXED and term.isalpha():
                length = min(max(len(term) - SUFFIX, PREFIX_LENGTHS[0]), PREFIX_LENGTHS[-1])
                yield from ((index, term[:length]) for index in indices)

    def _is_exact(self, query_term: QueryTerm, sentence: Sentence) -> bool:
        return query_term.text.casefold() in sentence.word_forms or any(
            all(map(sentence.positions.__contains__, option)) for option in query_term.written_alternatives
        )
