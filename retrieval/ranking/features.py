"""What speaks for a sentence as an answer? The question and its candidates → the signs of each of their sentences.

BM25 counts words in a passage. An answer has the question's words in one sentence and around it, as the question writes
them, near each other, under a fitting title, and has what is asked for: a number, a time.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import Sentence, read, title_terms
from retrieval.query.answer_type import Kind, has_kind, has_year
from retrieval.query.parser import Need, Question
from retrieval.ranking.matcher import Matcher, Met
from retrieval.records import Candidate, Span

NEAR = 6  # words; two needs this close together belong together
VOICES = 3  # of an article's candidates, by whose scores it is judged


class Signs(NamedTuple):
    """What speaks for a sentence; every share is of the question's weight, from 0 to 1."""

    sentence: float  # share that the sentence meets
    around: float  # share that the sentence and its neighbours meet
    so_far: float  # share that the passage meets from its beginning to the end of the sentence
    passage: float  # share that the passage meets
    titled: float  # share that the passage and the article's title meet
    family: float  # share met by the sentence, or by words in it that only begin alike
    passage_family: float  # the same in the whole passage
    written: float  # share that the sentence meets by words as the question writes them, not only by their stems
    passage_written: float  # the same in the whole passage
    near: float  # share of neighbouring needs whose words stand within `NEAR` words
    side_by_side: float  # share of the question's neighbouring words, small ones included, that do so in the passage
    small_words: float  # share of the question's small words, question words apart, that are in the sentence
    predicate: float  # share of what is no name that the sentence meets; 1 when all is names
    names: float  # share of its names that the passage and the article's title meet; 1 when it has none
    attribute: float  # 1 when every attribute asked for ("born") is there or next to it
    number: float  # 1 when a number is asked for and there
    time: float  # 1 when a time is asked for and there
    year: float  # 1 when a time is asked for and a year is there
    name: float  # 1 when a person is asked for and a name is there
    place: float  # 1 when a place is asked for and seems to be there
    reason: float  # 1 when a reason is asked for and seems to be there
    bm25: float  # the passage's BM25 score, as a share of the best candidate's
    article: float  # the scores of the article's best `VOICES` candidates, as a share of the best article's
    late: float  # 0 for the passage's first sentence, 1 for its last
    words: float  # natural logarithm of the sentence's words
    passage_words: float  # the same of the passage's


class _Passage(NamedTuple):
    """What a candidate's sentences have in common, and what each of them meets."""

    candidate: Candidate
    sentences: Sequence[Sentence]
    met: Sequence[Met]


def signs(
    question: Question, candidates: Sequence[Candidate], weights: Mapping[Need, float]
) -> Iterator[list[tuple[Span, Signs]]]:
    """For each candidate its sentences with their signs; `weights` says how much each need tells."""
    matcher = Matcher(question, weights)
    best_score = max(candidate.score for candidate in candidates)
    articles = _articles(candidates)
    for candidate in candidates:
        sentences = read(candidate.passage)
        passage = _Passage(candidate, sentences, [matcher.met(sentence.places) for sentence in sentences])
        article = articles[candidate.passage.article.source.id]
        found = _of_passage(matcher, passage, best_score, article)
        yield list(zip(candidate.passage.sentences, found, strict=True))


def _articles(candidates: Sequence[Candidate]) -> Mapping[str, float]:
    """How well each article does by its best candidates, as a share of the best one."""
    scores: dict[str, list[float]] = defaultdict(list)
    for candidate in candidates:
        scores[candidate.passage.article.source.id].append(candidate.score)
    sums = {article: sum(sorted(each)[-VOICES:]) for article, each in scores.items()}
    best = max(sums.values())
    return {article: each / best for article, each in sums.items()}


def _of_passage(matcher: Matcher, passage: _Passage, best_score: float, article: float) -> Iterator[Signs]:
    candidate, sentences, met = passage
    source = candidate.passage.article
    everywhere = _union(met)
    families = [matcher.by_family(sentence) for sentence in sentences]
    written = [matcher.as_written(sentence, each) for sentence, each in zip(sentences, met, strict=True)]
    of_title = matcher.met(title_terms(source.source.title, source.language))
    told = everywhere | of_title
    common = {
        "names": matcher.share_of_names(told),
        "passage": matcher.share(everywhere),
        "titled": matcher.share(told),
        "passage_family": matcher.share(everywhere | _union(families)),
        "passage_written": matcher.share(_union(written)),
        "side_by_side": matcher.side_by_side(frozenset().union(*(sentence.pairs for sentence in sentences))),
        "bm25": candidate.score / best_score,
        "article": article,
        "passage_words": log(1 + sum(sentence.length for sentence in sentences)),
    }
    for at, sentence in enumerate(sentences):
        around = _union(met[max(at - 1, 0) : at + 2])
        yield Signs(
            sentence=matcher.share(met[at]),
            around=matcher.share(around),
            so_far=matcher.share(_union(met[: at + 1])),
            family=matcher.share(met[at] | families[at]),
            written=matcher.share(written[at]),
            near=_near(matcher, sentence),
            small_words=matcher.small_words(sentence.tokens),
            predicate=_predicate(matcher, met[at]),
            attribute=float(matcher.attributes <= around),
            late=at / max(len(sentences) - 1, 1),
            words=log(1 + sentence.length),
            **_kinds(matcher.question.kind, matcher.unasked(sentence.text)),
            **common,
        )


def _union(parts: Sequence[Met]) -> Met:
    return frozenset().union(*parts)


def _near(matcher: Matcher, sentence: Sentence) -> float:
    """Share of the question's neighbouring needs whose words stand at most `NEAR` words apart."""
    if len(matcher.needs) == 1:
        return 0.0
    at: dict[int, list[int]] = defaultdict(list)
    for place, need in matcher.places(sentence):
        at[need].append(place)
    near = [
        need for need in at if any(abs(left - right) <= NEAR for left in at[need] for right in at.get(need + 1, ()))
    ]
    return len(near) / (len(matcher.needs) - 1)


def _predicate(matcher: Matcher, met: Met) -> float:
    """Share of what is no name that is met; 1 when all is names."""
    names = matcher.share(matcher.names)
    return matcher.share(met - matcher.names) / (1 - names) if len(matcher.names) < len(matcher.needs) else 1.0


def _kinds(asked: Kind, text: str) -> Mapping[str, float]:
    there = has_kind(asked, text)
    return {
        "number": float(asked is Kind.NUMBER and there),
        "time": float(asked is Kind.TIME and there),
        "year": float(asked is Kind.TIME and has_year(text)),
        "name": float(asked is Kind.PERSON and there),
        "place": float(asked is Kind.PLACE and there),
        "reason": float(asked is Kind.REASON and there),
    }
