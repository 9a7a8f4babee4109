"""Is the best good enough, and what of it is shown? Ranked candidates → quotes, or the refusal.

A statement is shown once, from the earliest article that makes it, with the others under "also in"; and every article
has a say before one speaks twice.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import read
from retrieval.answering.deduplicate import Statement, statement
from retrieval.answering.quote_context import with_context
from retrieval.index.bm25 import Index
from retrieval.query.parser import Question
from retrieval.query.phrases import phrase_needs
from retrieval.ranking.confidence import AbstentionThreshold, is_confident, refusal
from retrieval.ranking.reranker import Ranked
from retrieval.records import AlsoIn, Answer, Passage, Quote, Span, quote_id

LOOKED_AT = 20  # candidates that may be quoted, twice as many as quotes can be asked for
RELATED = 6.0  # log-odds by which a further quote may be behind the best


class Spot(NamedTuple):
    """A sentence that is a candidate's, and what it says."""

    passage: Passage
    sentence: Span
    statement: Statement

    @property
    def published(self) -> date:
        """The article's date; an undated one counts as later than all others."""
        return self.passage.article.source.published or date.max


def answer(  # noqa: PLR0913 -- what was asked, what was found, and how it is to be shown
    asked: Question,
    meant: Question,
    ranked: Sequence[Ranked],
    index: Index,
    *,
    limit: int,
    caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
) -> Answer:
    """The answer to a question `asked` and `meant`: at most `limit` quotes of `ranked` candidates."""
    refused = refusal(meant, ranked, caution)
    known = {need: index.knows(need) for need in asked.needs}
    return Answer(
        question=asked.text,
        answered=refused is None,
        quotes=() if refused else tuple(_quotes(meant, ranked, limit, caution)),
        searched_for=meant.text if meant.text != asked.text else None,
        known_terms=tuple(need.text for need in known if known[need]),
        unknown_terms=tuple(need.text for need in known if not known[need]),
        refusal=refused,
        read_as=tuple((own, words if phrase_needs(words, meant.language) else "") for own, words in meant.read_as),
    )


def _quotes(question: Question, ranked: Sequence[Ranked], limit: int, caution: AbstentionThreshold) -> Iterator[Quote]:
    of_passages = [_spots(each.candidate.passage) for each in ranked]
    spots = [spot for found in of_passages for spot in found]
    worth_showing = [
        next(spot for spot in found if spot.sentence == each.sentence)
        for each, found in zip(ranked[:LOOKED_AT], of_passages, strict=False)
        if each.log_odds >= ranked[0].log_odds - RELATED and is_confident(question, each, caution)
    ]
    groups = _distinct([_copies(spot, spots) for spot in worth_showing])
    for shown, *others in _taking_turns(groups)[:limit]:
        yield _quote(shown, others)


def _spots(passage: Passage) -> list[Spot]:
    both = zip(passage.sentences, read(passage), strict=True)
    return [Spot(passage, span, statement(sentence.text, sentence.places)) for span, sentence in both]


def _copies(spot: Spot, spots: Sequence[Spot]) -> list[Spot]:
    """The spots that say what `spot` says, itself included: one an article, the earliest first, then as ranked."""
    same = [spot, *(each for each in spots if each.statement.same_as(spot.statement))]
    one_each: dict[str, Spot] = {}
    for each in same:
        one_each.setdefault(each.passage.article.source.id, each)
    return sorted(one_each.values(), key=lambda each: each.published)


def _distinct(groups: Sequence[list[Spot]]) -> list[list[Spot]]:
    """The groups, each statement once."""
    kept: list[list[Spot]] = []
    for group in groups:
        if not any(group[0].statement.same_as(other[0].statement) for other in kept):
            kept.append(group)
    return kept


def _taking_turns(groups: Sequence[list[Spot]]) -> list[list[Spot]]:
    """The groups in their order, but each article's first before any article's second."""
    turns: list[tuple[int, int]] = []
    shown: list[str] = []
    for order, group in enumerate(groups):
        article = group[0].passage.article.source.id
        turns.append((shown.count(article), order))
        shown.append(article)
    return [groups[order] for _, order in sorted(turns)]


def _quote(spot: Spot, others: Sequence[Spot]) -> Quote:
    article = spot.passage.article
    span = with_context(spot.passage, spot.sentence)
    return Quote(
        id=quote_id(article.source.version, span.start, span.end),
        text=span.of(article.version.text),
        start=span.start,
        end=span.end,
        highlight=(spot.sentence.start, spot.sentence.end),
        article=article.source_at(spot.sentence.start),
        also_in=tuple(map(_place, others)),
    )


def _place(spot: Spot) -> AlsoIn:
    start, end = spot.sentence.start, spot.sentence.end
    return AlsoIn(start=start, end=end, article=spot.passage.article.source_at(start))
