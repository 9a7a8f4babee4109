"""Which quotes make the answer? Ranked candidates → at most so many quotes, or the refusal.

A statement is shown once, from the earliest article that makes it, with the other articles as `also_in`; of the
editions of one work from the best for the question, and what another says differently is not quoted. Every section of
an article, which is the whole article where it has no headings, is quoted once before any is quoted twice. Below a
refusal the same is done, if asked for, with the candidates that were not good enough.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from retrieval.analysis.sections import section_anchor
from retrieval.analysis.sentence_tokens import tokenized_sentences
from retrieval.answering.deduplicate import Statement, statement
from retrieval.answering.quote_context import with_context
from retrieval.answers import AlsoIn, Answer, Quote, Refusal, quote_id, quote_spans, section_link
from retrieval.editions.selection import is_outdated
from retrieval.editions.translations import translated
from retrieval.editions.works import Ranks, source_of_edition
from retrieval.index.bm25 import Index
from retrieval.query.parser import Question
from retrieval.query.phrases import phrase_terms
from retrieval.ranking.confidence import AbstentionThreshold, is_confident, refusal
from retrieval.ranking.reranker import Ranked
from retrieval.ranking.searcher import SearchResult
from retrieval.records import Article, Passage, Span

MOST_NEAREST = 3  # quotes of what comes nearest
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
    result: SearchResult,
    ranked: Sequence[Ranked],
    index: Index,
    *,
    limit: int,
    caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
    nearest: bool = False,
) -> Answer:
    """The answer to the question `asked`, with at most `limit` quotes of the candidates of `result`, as `ranked`.

    With `nearest`, a refusal has quotes of the best candidates beside it, at most `limit` and `MOST_NEAREST`.
    """
    searched_for = result.question
    refused = refusal(searched_for, ranked, caution)
    has_nearest = refused is Refusal.NOT_FOUND and bool(ranked)
    known = {query_term: index.knows(query_term) for query_term in asked.query_terms}
    language = searched_for.language
    return Answer(
        question=asked.text,
        answered=refused is None,
        quotes=()
        if refused
        else tuple(_quotes(result, ranked, limit, lambda each: is_confident(searched_for, each, caution))),
        nearest=tuple(_quotes(result, ranked, min(limit, MOST_NEAREST))) if nearest and has_nearest else (),
        searched_for=searched_for.text if searched_for.text != asked.text else None,
        known_terms=tuple(query_term.text for query_term in known if known[query_term]),
        unknown_terms=tuple(query_term.text for query_term in known if not known[query_term]),
        refusal=refused,
        has_nearest=has_nearest,
        read_as=tuple(
            (word, read_as if phrase_terms(read_as, language) else "") for word, read_as in searched_for.read_as
        ),
    )


def _quotes(
    result: SearchResult,
    ranked: Sequence[Ranked],
    limit: int,
    is_quotable: Callable[[Ranked], bool] = lambda _: True,
) -> Iterator[Quote]:
    """At most `limit` quotes of those candidates that are not far behind the best and that `is_quotable` accepts."""
    by_candidate = [_passage_sentences(each.candidate.passage) for each in ranked]
    others = [_passage_sentences(passage) for passage in result.superseded]
    sentences = [sentence for of_passage in (*by_candidate, *others) for sentence in of_passage]
    quotable = [
        next(sentence for sentence in of_candidate if sentence.sentence == each.sentence)
        for each, of_candidate in zip(ranked[:QUOTE_DEPTH], by_candidate, strict=False)
        if each.log_odds >= ranked[0].log_odds - MAX_BEHIND_BEST and is_quotable(each)
    ]
    current = _current(quotable, result.editions)
    groups = _distinct([_copies(sentence, sentences, result.editions) for sentence in current])
    articles = {each.article_id: each.passage.article for each in sentences if each.article_id in result.editions}
    for shown, *copies in _round_robin(groups)[:limit]:
        places = [_also_in(each.passage.article, each.sentence, result.editions) for each in copies]
        translations = _translations(shown, articles, result.editions)
        yield _quote(shown, [*places, *translations], result.editions)


def _passage_sentences(passage: Passage) -> list[PassageSentence]:
    pairs = zip(passage.sentences, tokenized_sentences(passage), strict=True)
    return [PassageSentence(passage, span, statement(sentence.text, sentence.positions)) for span, sentence in pairs]


def _current(quotable: Sequence[PassageSentence], ranks: Ranks) -> Sequence[PassageSentence]:
    """The sentences without those of an edition that is worse for the question than one that has an answer, too."""
    if not ranks:
        return quotable
    passages = [each.passage for each in quotable]
    return [each for each in quotable if not is_outdated(each.passage, passages, ranks)]


def _copies(sentence: PassageSentence, sentences: Sequence[PassageSentence], ranks: Ranks) -> list[PassageSentence]:
    """The sentences with the same statement as `sentence`, one an article, the earliest first, ties as ranked.

    The editions of a work stand together, the best for the question first, where the earliest of them would stand.
    """
    same = [sentence, *(other for other in sentences if other.statement.same_as(sentence.statement))]
    by_article: dict[str, PassageSentence] = {}
    for each in same:
        by_article.setdefault(each.article_id, each)
    works: dict[str, list[PassageSentence]] = {}
    for key, each in by_article.items():
        works.setdefault(ranks[key].work if key in ranks else key, []).append(each)
    in_order = sorted(works.values(), key=lambda editions: min(each.published for each in editions))
    return [each for editions in in_order for each in _best_first(editions, ranks)]


def _best_first(editions: Sequence[PassageSentence], ranks: Ranks) -> Sequence[PassageSentence]:
    if len(editions) == 1:
        return editions
    return sorted(editions, key=lambda each: ranks[each.article_id], reverse=True)


def _translations(sentence: PassageSentence, articles: Mapping[str, Article], ranks: Ranks) -> Iterator[AlsoIn]:
    """Where the translations of an article say the same: the best edition in each other language."""
    article, rank = sentence.passage.article, ranks.get(sentence.article_id)
    seen = {article.language}
    for key in sorted(articles, key=lambda key: ranks[key], reverse=True) if rank else ():
        other = articles[key]
        if rank and ranks[key].work == rank.work and other.language not in seen:
            seen.add(other.language)
            if span := translated(article, sentence.sentence, other):
                yield _also_in(other, span, ranks)


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


def _quote(sentence: PassageSentence, also_in: Sequence[AlsoIn], ranks: Ranks) -> Quote:
    article = sentence.passage.article
    spans, answering = with_context(sentence.passage, sentence.sentence)
    source = source_of_edition(article.source_at(sentence.sentence.start), ranks)
    return Quote(
        id=quote_id(article.source.version, spans),
        text=answering.of(article.version.text),
        start=answering.start,
        end=answering.end,
        section=sentence.passage.section_below_title,
        spans=quote_spans(article.version.text, spans),
        highlight=(sentence.sentence.start, sentence.sentence.end),
        article=source,
        link=section_link(source, section_anchor(article.version.blocks, sentence.sentence.start)),
        also_in=tuple(also_in),
    )


def _also_in(article: Article, sentence: Span, ranks: Ranks) -> AlsoIn:
    source = source_of_edition(article.source_at(sentence.start), ranks)
    return AlsoIn(start=sentence.start, end=sentence.end, article=source)
