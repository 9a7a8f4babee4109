"""What speaks for a sentence as an answer? The question and a candidate → the signs of each of its sentences.

BM25 counts words in a passage. An answer has the question's words in one sentence, as the question writes them, near
each other, and has what is asked for: a number, a time.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from retrieval.analyse import terms, words
from retrieval.kinds import Kind, has_kind
from retrieval.question import Need, Question
from retrieval.records import Candidate, Span

NEAR = 6  # words; two needs this close together belong together
KEPT = 1 << 12  # sentences whose words are remembered, about 16 MB


class Signs(NamedTuple):
    """What speaks for a sentence; every share is of the question's weight, from 0 to 1."""

    sentence: float  # share that the sentence meets
    around: float  # share that the sentence and its neighbours meet
    passage: float  # share that the passage meets
    article: float  # share that the article's title meets
    written: float  # share met by words as the question writes them, not only by their stems
    near: float  # share of neighbouring needs whose words stand within `NEAR` words
    in_order: float  # share of neighbouring needs whose words stand side by side
    predicate: float  # share of what is no name that the sentence meets; 1 when all is names
    attribute: float  # 1 when every attribute asked for ("born") is there or next to it
    number: float  # 1 when a number is asked for and there
    time: float  # 1 when a time is asked for and there
    name: float  # 1 when a person is asked for and a name is there
    place: float  # 1 when a place is asked for and seems to be there
    bm25: float  # the passage's BM25 score, as a share of the best candidate's


class Sentence(NamedTuple):
    """A sentence's words, ready to be looked for."""

    text: str
    terms: frozenset[str]
    written: frozenset[str]  # the words themselves, in lower case
    places: Mapping[str, Sequence[int]]  # term → where it stands, counted in words


def signs(
    question: Question, candidate: Candidate, weights: Mapping[Need, float], best_score: float
) -> Iterator[tuple[Span, Signs]]:
    """Each sentence of the candidate with its signs; `weights` says how much each need tells."""
    passage = candidate.passage
    sentences = [_read(span.of(passage.article.version.text), passage.article.language) for span in passage.sentences]
    predicates = {need: weight for need, weight in weights.items() if not need.is_name}
    of_passage = frozenset[str]().union(*(sentence.terms for sentence in sentences))
    for at, (span, sentence) in enumerate(zip(passage.sentences, sentences, strict=True)):
        around = frozenset[str]().union(*(near.terms for near in sentences[max(at - 1, 0) : at + 2]))
        yield (
            span,
            Signs(
                sentence=_share(sentence.terms, weights),
                around=_share(around, weights),
                passage=_share(of_passage, weights),
                article=_share(_title_terms(passage.article.source.title, passage.article.language), weights),
                written=_written_share(sentence, weights),
                near=_pairs_share(question.needs, sentence, NEAR),
                in_order=_pairs_share(question.needs, sentence, 1),
                predicate=_share(sentence.terms, predicates) if predicates else 1.0,
                attribute=all(need.met_by(around) for need in weights if need.is_attribute),
                number=_has(Kind.NUMBER, question, sentence),
                time=_has(Kind.TIME, question, sentence),
                name=_has(Kind.PERSON, question, sentence),
                place=_has(Kind.PLACE, question, sentence),
                bm25=candidate.score / best_score,
            ),
        )


@lru_cache(maxsize=KEPT)
def _read(text: str, language: str) -> Sentence:
    places: dict[str, list[int]] = defaultdict(list)
    found = words(text, language)
    for place, word in enumerate(found):
        places[word.term].append(place)
    return Sentence(text, frozenset(places), frozenset(word.text.casefold() for word in found), dict(places))


@lru_cache(maxsize=KEPT)
def _title_terms(title: str | None, language: str) -> frozenset[str]:
    return frozenset(terms(title or "", language))


def _share(present: frozenset[str], weights: Mapping[Need, float]) -> float:
    """Share of the question's weight that the terms meet, from 0 to 1."""
    return sum(weight for need, weight in weights.items() if need.met_by(present)) / sum(weights.values())


def _written_share(sentence: Sentence, weights: Mapping[Need, float]) -> float:
    """Share met by a word as the question writes it, or by an option that is not its stem, such as an age."""
    met = (
        weight
        for need, weight in weights.items()
        if need.text.casefold() in sentence.written or any(option <= sentence.terms for option in need.as_written)
    )
    return sum(met) / sum(weights.values())


def _pairs_share(needs: Sequence[Need], sentence: Sentence, distance: int) -> float:
    """Share of the question's neighbouring needs whose words stand at most `distance` words apart."""
    at = [_places(need, sentence) for need in needs]
    near = [any(abs(left - right) <= distance for left in before for right in here) for before, here in pairwise(at)]
    return sum(near) / len(near) if near else 0.0


def _places(need: Need, sentence: Sentence) -> list[int]:
    """Where a single word meets the need."""
    single = (next(iter(option)) for option in need.options if len(option) == 1)
    return [place for term in single for place in sentence.places.get(term, ())]


def _has(kind: Kind, question: Question, sentence: Sentence) -> bool:
    return question.kind is kind and has_kind(kind, sentence.text)
