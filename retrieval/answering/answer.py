"""Which quotes make the answer? Ranked candidates → at most so many quotes, or the refusal.

A statement is shown once, from the earliest article that makes it, with the other articles as `also_in`. Every section
of an article, which is the whole article where it has no headings, is quoted once before any is quoted twice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import tokenized_sentences
from retrieval.answering.deduplicate import Statement, statement
from retrieval.answering.quote_context import with_context
from retrieval.answers import AlsoIn, Answer, Quote, quote_id, quote_spans
from retrieval.index.bm25 import Index
from retrieval.query.parser import Question
from retrieval.query.phrases import phrase_terms
from retrieval.ranking.confidence import AbstentionThreshold, is_confident, refusal
from retrieval.ranking.reranker import Ranked
from retrieval.records import Passage, Span

QUOTE_DEPTH = 20  # candidates that may be quoted, twice as many as the quotes that can be asked for
MAX_BEHIND_BEST = 6.0  # log-odds by which a further quote may rank behind the best


class PassageSentence(NamedTuple):
    """A sentence of a candidate, and the statement that it makes."""

    passage: Passage
    sentence: Span
    statement: Statement

    @property
    def published(self) -> date:
        """The article's date; undated articles count as later than all others."""
        return self.passage.article.source.published or date.max

    @property
    def section(self) -> tuple[str, ...]:
        """What tells its section from all others: the id of its article, and the headings above it."""
        return (self.article_id, *self.passage.section)

    @property
    def article_id(self) -> str:
        """The id of the article."""
        return self.passage.article.source.id


def answer(  # noqa: PLR0913 -- the question in both forms, what was found, and how to answer
    asked: Question,
    searched_for: Question,
    ranked: Sequence[Ranked],
    index: Index,
    *,
    limit: int,
    caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
) -> Answer:
    """The answer to the question `asked`, with at most `limit` quotes of the candidates for `searched_for`."""
    refused = refusal(searched_for, ranked, caution)
    known = {query_term: index.knows(query_term) for query_term in asked.query_terms}
    language = searched_for.language
    return Answer(
        question=asked.message or asked.text,
        asked=asked.text if asked.message not in {"", asked.text} else "",
        further=asked.further,
        answered=refused is None,
        quotes=() if refused else tuple(_quotes(searched_for, ranked, limit, caution)),
        searched_for=searched_for.text if searched_for.text != asked.text else None,
        known_terms=tuple(query_term.text for query_term in known if known[query_term]),
        unknown_terms=tuple(query_term.text for query_term in known if not known[query_term]),
        refusal=refused,
        read_as=tuple(
            (word, read_as if phrase_terms(read_as, language) else "") for word, read_as in searched_for.read_as
        ),
    )


def _quotes(question: Question, ranked: Sequence[Ranked], limit: int, caution: AbstentionThreshold) -> Iterator[Quote]:
    by_candidate = [_passage_sentences(each.candidate.passage) for each in ranked]
    sentences = [sentence for of_candidate in by_candidate for sentence in of_candidate]
    quotable = [
        next(sentence for sentence in of_candidate if sentence.sentence == each.sentence)
        for each, of_candidate in zip(ranked[:QUOTE_DEPTH], by_candidate, strict=False)
        if each.log_odds >= ranked[0].log_odds - MAX_BEHIND_BEST and is_confident(question, each, caution)
    ]
    groups = _distinct([_copies(sentence, sentences) for sentence in quotable])
    for shown, *others in _round_robin(groups)[:limit]:
        yield _quote(shown, others)


def _passage_sentences(passage: Passage) -> list[PassageSentence]:
    pairs = zip(passage.sentences, tokenized_sentences(passage), strict=True)
    return [PassageSentence(passage, span, statement(sentence.text, sentence.positions)) for span, sentence in pairs]


def _copies(sentence: PassageSentence, sentences: Sequence[PassageSentence]) -> list[PassageSentence]:
    """The sentences with the same statement as `sentence`, one an article, the earliest first, ties as ranked."""
    same = [sentence, *(other for other in sentences if other.statement.same_as(sentence.statement))]
    by_article: dict[str, PassageSentence] = {}
    for each in same:
        by_article.setdefault(each.article_id, each)
    return sorted(by_article.values(), key=lambda each: each.published)


def _distinct(groups: Sequence[list[PassageSentence]]) -> list[list[PassageSentence]]:
    """The groups without those whose statement an earlier group makes."""
    distinct: list[list[PassageSentence]] = []
    for group in groups:
        if not any(group[0].statement.same_as(other[0].statement) for other in distinct):
            distinct.append(group)
    return distinct


def _round_robin(groups: Sequence[list[PassageSentence]]) -> list[list[PassageSentence]]:
    """The first group of each section of an article, in their order, then the second of each, and so on."""
    rounds: list[tuple[int, int]] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for order, group in enumerate(groups):
        section = group[0].section
        rounds.append((seen[section], order))
        seen[section] += 1
    return [groups[order] for _, order in sorted(rounds)]


def _quote(sentence: PassageSentence, others: Sequence[PassageSentence]) -> Quote:
    article = sentence.passage.article
    spans, answering = with_context(sentence.passage, sentence.sentence)
    return Quote(
        id=quote_id(article.source.version, spans),
        text=answering.of(article.version.text),
        start=answering.start,
        end=answering.end,
        section=sentence.passage.section_below_title,
        spans=quote_spans(article.version.text, spans),
        highlight=(sentence.sentence.start, sentence.sentence.end),
        article=article.source_at(sentence.sentence.start),
        also_in=tuple(map(_also_in, others)),
    )


def _also_in(sentence: PassageSentence) -> AlsoIn:
    start, end = sentence.sentence.start, sentence.sentence.end
    return AlsoIn(start=start, end=end, article=sentence.passage.article.source_at(start))
