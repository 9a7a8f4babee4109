"""How well does each sentence of the candidates fit the question? Question and candidates → features for the reranker.

BM25 counts words in a passage. An answer has the question's words in one sentence and around it, as the question writes
them, near each other, under a fitting title, and it has what is asked for: a number, a time.

A new feature is one entry of `SENTENCE_FEATURES` or `PASSAGE_FEATURES`: its name and how to compute it.
`benchmarks/fit` fits a weight for every entry; without one in `reranker.WEIGHTS` a feature does not change the order.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log
from statistics import fmean
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import Sentence, heading_terms, terms_above, tokenized_sentences
from retrieval.query.answer_type import AnswerType, has_answer_of, has_year
from retrieval.query.parser import QueryTerm, Question
from retrieval.ranking.matcher import Matcher, Matches
from retrieval.records import Candidate, Span

NEAR = 6  # words; the longest distance at which two words count as near each other
FRAGMENT = 3  # words with a term; a sentence or item of no more is a name in a list rather than a statement
BEST_OF_ARTICLE = 3  # candidates by whose BM25 scores an article is compared with others

Features = Mapping[str, float]
"""The value of each feature of a sentence, its passage's included, by its name."""


class PassageMatches(NamedTuple):
    """What a candidate matches: the inputs that the features of its sentences have in common."""

    matcher: Matcher
    score: float  # its BM25 score, as a share of the best candidate's
    article_score: float  # its article's BM25 scores, as a share of the best article's
    sentences: Sequence[Sentence]
    by_sentence: Sequence[Matches]
    prefix_by_sentence: Sequence[Matches]
    exact_by_sentence: Sequence[Matches]
    anywhere: Matches  # in any sentence
    or_above: Matches  # in any sentence or in what stands above: title, headings, lead-in
    above: Matches  # in what stands above: title, headings, lead-in
    heading: Matches  # in the nearest heading
    heading_share: float  # the share of the nearest heading's terms that the question has
    or_by_prefix: Matches  # in any sentence, prefix matches included
    exact: Matches  # in any sentence, written as in the question


class SentenceMatches(NamedTuple):
    """What a sentence matches: the inputs of its features."""

    passage: PassageMatches
    matcher: Matcher
    share: Callable[[Matches], float]  # `matcher.share`: the share of the question's weight that matches
    position: int  # in the passage, from 0
    sentence: Sentence
    here: Matches
    around: Matches  # here or in a neighbouring sentence
    or_by_prefix: Matches  # here, prefix matches included
    exact: Matches  # here, written as in the question
    text: str  # without the question's own words; empty when no kind of answer is asked for
    kind: AnswerType  # of answer that is asked for and found in `text`; `AnswerType.ANY` when nothing is


SENTENCE_FEATURES: Mapping[str, Callable[[SentenceMatches], float]] = {
    # Shares of the question's weight, from 0 to 1:
    "sentence": lambda at: at.share(at.here),  # matched by the sentence
    "around": lambda at: at.share(at.around),  # by the sentence and its two neighbours
    "so_far": lambda at: at.share(_union(at.passage.by_sentence[: at.position + 1])),  # by the passage up to here
    "family": lambda at: at.share(at.or_by_prefix),  # by the sentence, by words that only begin alike, too
    "written": lambda at: at.share(at.exact),  # by words of the sentence written as in the question
    # Other shares, from 0 to 1:
    "near": lambda at: _near_share(at.matcher, at.sentence),  # neighbouring query terms within `NEAR` words
    "small_words": lambda at: at.matcher.stop_word_share(at.sentence.tokens),  # stop words in the sentence
    "with_above": lambda at: at.share(
        at.here | at.passage.above
    ),  # by the sentence, the title, the headings, the lead-in
    "predicate": lambda at: _predicate_share(at.matcher, at.here),  # what is no name; 1 when all are names
    # What is asked for, 1 when it is there, else 0:
    "attribute": lambda at: float(at.matcher.attributes <= at.around),  # every attribute ("born"), here or next to it
    "number": lambda at: float(at.kind is AnswerType.NUMBER),
    "time": lambda at: float(at.kind is AnswerType.TIME),
    # a year for a time
    "year": lambda at: float(at.matcher.question.answer_type is AnswerType.TIME and has_year(at.text)),
    "name": lambda at: float(at.kind is AnswerType.PERSON),
    "place": lambda at: float(at.kind is AnswerType.PLACE),
    "reason": lambda at: float(at.kind is AnswerType.REASON),
    # What does not depend on the question:
    "late": lambda at: at.position / max(len(at.passage.sentences) - 1, 1),  # 0 for the first sentence, 1 for the last
    "words": lambda at: log(1 + at.sentence.length),
}
"""How each feature of a sentence is computed, by its name."""

PASSAGE_FEATURES: Mapping[str, Callable[[PassageMatches], float]] = {
    # Shares of the question's weight, from 0 to 1:
    "passage": lambda at: at.matcher.share(at.anywhere),  # matched by the passage
    "titled": lambda at: at.matcher.share(
        at.or_above
    ),  # by the passage, the article's title, the headings and the lead-in
    "passage_family": lambda at: at.matcher.share(at.or_by_prefix),  # by words that only begin alike, too
    "passage_written": lambda at: at.matcher.share(at.exact),  # by words written as in the question
    "above": lambda at: at.matcher.share(at.above),  # by the title, the headings and the lead-in
    "heading": lambda at: at.matcher.share(at.heading),  # by the nearest heading
    "subject": lambda at: at.matcher.share(at.heading) * at.heading_share,  # as much as the heading is what is asked
    # Other shares, from 0 to 1:
    "heading_asked": lambda at: at.heading_share,  # the nearest heading's terms that the question has
    "side_by_side": lambda at: at.matcher.pair_share(_pairs(at.sentences)),  # neighbouring words that are so here, too
    "names": lambda at: at.matcher.name_share(at.or_above),  # names; 1 when there are none
    "bm25": lambda at: at.score,
    "article": lambda at: at.article_score,
    # What does not depend on the question:
    "fragments": lambda at: fmean(sentence.length <= FRAGMENT for sentence in at.sentences),  # share of a few words
    "passage_words": lambda at: log(1 + sum(sentence.length for sentence in at.sentences)),
}
"""How each feature that all sentences of a passage have in common is computed, by its name."""


def feature_names() -> tuple[str, ...]:
    """The names of all features, in the order of their values in `Features`."""
    return (*SENTENCE_FEATURES, *PASSAGE_FEATURES)


def features(
    question: Question, candidates: Sequence[Candidate], weights: Mapping[QueryTerm, float]
) -> Iterator[list[tuple[Span, Features]]]:
    """The sentences of each candidate with their features; `weights` is the weight of each query term, in nats."""
    matcher = Matcher(question, weights)
    best_score = max(candidate.score for candidate in candidates)
    article_scores = _article_scores(candidates)
    for candidate in candidates:
        article_score = article_scores[candidate.passage.article.source.id]
        passage = _passage_matches(matcher, candidate, candidate.score / best_score, article_score)
        in_common = {name: compute(passage) for name, compute in PASSAGE_FEATURES.items()}
        spans = candidate.passage.sentences
        yield [
            (span, _features(_sentence_matches(passage, position), in_common)) for position, span in enumerate(spans)
        ]


def _features(sentence: SentenceMatches, in_common: dict[str, float]) -> Features:
    return {name: compute(sentence) for name, compute in SENTENCE_FEATURES.items()} | in_common


def _article_scores(candidates: Sequence[Candidate]) -> Mapping[str, float]:
    """The summed BM25 scores of each article's best candidates, as a share of the best article's, by its id."""
    scores: dict[str, list[float]] = defaultdict(list)
    for candidate in candidates:
        scores[candidate.passage.article.source.id].append(candidate.score)
    sums = {article: sum(sorted(of_article)[-BEST_OF_ARTICLE:]) for article, of_article in scores.items()}
    best = max(sums.values())
    return {article: total / best for article, total in sums.items()}


def _passage_matches(matcher: Matcher, candidate: Candidate, score: float, article_score: float) -> PassageMatches:
    sentences = tokenized_sentences(candidate.passage)
    by_sentence = [matcher.matches(sentence.positions) for sentence in sentences]
    anywhere = _union(by_sentence)
    above = matcher.matches(terms_above(candidate.passage))
    heading = heading_terms(candidate.passage)
    by_prefix = [matcher.prefix_matches(sentence) for sentence in sentences]
    exact = [matcher.exact_matches(sentence, here) for sentence, here in zip(sentences, by_sentence, strict=True)]
    return PassageMatches(
        matcher,
        score,
        article_score,
        sentences,
        by_sentence,
        by_prefix,
        exact,
        anywhere,
        or_above=anywhere | above,
        above=above,
        heading=matcher.matches(heading),
        heading_share=matcher.term_share(heading),
        or_by_prefix=anywhere | _union(by_prefix),
        exact=_union(exact),
    )


def _sentence_matches(passage: PassageMatches, position: int) -> SentenceMatches:
    matcher, sentence, here = passage.matcher, passage.sentences[position], passage.by_sentence[position]
    asked = matcher.question.answer_type
    text = "" if asked is AnswerType.ANY else matcher.without_question_words(sentence.text)
    return SentenceMatches(
        passage,
        matcher,
        matcher.share,
        position,
        sentence,
        here,
        around=_union(passage.by_sentence[max(position - 1, 0) : position + 2]),
        or_by_prefix=here | passage.prefix_by_sentence[position],
        exact=passage.exact_by_sentence[position],
        text=text,
        kind=asked if has_answer_of(asked, text) else AnswerType.ANY,
    )


def _pairs(sentences: Sequence[Sentence]) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words of all sentences."""
    return frozenset().union(*(sentence.bigrams for sentence in sentences))


def _union(parts: Sequence[Matches]) -> Matches:
    return frozenset().union(*parts)


def _near_share(matcher: Matcher, sentence: Sentence) -> float:
    """The share of neighbouring query terms whose words are at most `NEAR` words apart; 0 for a single term."""
    if len(matcher.query_terms) == 1:
        return 0.0
    positions: dict[int, list[int]] = defaultdict(list)
    for position, index in matcher.positions(sentence):
        positions[index].append(position)
    near = [index for index in positions if _are_near(positions[index], positions.get(index + 1, ()))]
    return len(near) / (len(matcher.query_terms) - 1)


def _are_near(left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether any of the one's positions is at most `NEAR` from one of the other's; both are in ascending order."""
    firsts = (bisect_left(right, position - NEAR) for position in left)
    return any(first < len(right) and right[first] <= at + NEAR for at, first in zip(left, firsts, strict=True))


def _predicate_share(matcher: Matcher, matches: Matches) -> float:
    """The share of the weight of the query terms that are no names that matches; 1 when all are names."""
    if len(matcher.names) == len(matcher.query_terms):
        return 1.0
    return matcher.share(matches - matcher.names) / (1 - matcher.share(matcher.names))
