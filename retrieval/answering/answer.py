"""Which quotes make the answer? Ranked candidates → at most so many quotes, or the refusal.

A statement is shown once, from the earliest article that makes it, with the other articles as `also_in`; of the
editions of one work from the best for the question, and what another says differently is not quoted. An article without
headings is quoted once before any is quoted twice. Below a refusal the same is done, if asked for, with the candidates
that were not good enough.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from retrieval.answering.answering_unit import answering_unit
from retrieval.answering.quoting import quote
from retrieval.answering.statements import PassageSentence, passage_sentences, statements
from retrieval.answers import Answer, Quote, Refusal
from retrieval.index.bm25 import Index
from retrieval.query.parser import Question
from retrieval.query.phrases import phrase_terms
from retrieval.ranking.confidence import AbstentionThreshold, is_confident, refusal
from retrieval.ranking.reranker import Ranked
from retrieval.ranking.searcher import SearchResult

MOST_NEAREST = 3  # quotes of what comes nearest
QUOTE_DEPTH = 20  # candidates that may be quoted, twice as many as the quotes that can be asked for
MAX_BEHIND_BEST = 6.0  # log-odds by which a further quote may rank behind the best


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
        question=asked.message or asked.text,
        asked=asked.text if asked.message not in {"", asked.text} else "",
        further=asked.further,
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
    by_candidate = [passage_sentences(each.candidate.passage) for each in ranked]
    others = [passage_sentences(passage) for passage in result.superseded]
    sentences = [sentence for of_passage in (*by_candidate, *others) for sentence in of_passage]
    near_best = [
        (each, of_candidate)
        for each, of_candidate in zip(ranked[:QUOTE_DEPTH], by_candidate, strict=False)
        if each.log_odds >= ranked[0].log_odds - MAX_BEHIND_BEST and is_quotable(each)
    ]
    groups = statements(_answering(near_best, result.question), sentences, result.editions)
    articles = {each.article_id: each.passage.article for each in sentences if each.article_id in result.editions}
    for shown, *copies in _round_robin(groups)[:limit]:
        yield quote(shown, copies, result.question, articles, result.editions)


def _answering(
    near_best: Sequence[tuple[Ranked, Sequence[PassageSentence]]], question: Question
) -> list[PassageSentence]:
    """The sentence of each candidate that can stand as an answer; where none of any can, the best of each."""
    units = [answering_unit(each.candidate.passage, each.sentence, question) for each, _ in near_best]
    found = [
        (unit or each.sentence, sentences)
        for unit, (each, sentences) in zip(units, near_best, strict=True)
        if unit or not any(units)
    ]
    return [next(each for each in sentences if each.sentence == unit) for unit, sentences in found]


def _round_robin(groups: Sequence[list[PassageSentence]]) -> list[list[PassageSentence]]:
    """The groups in their order, but the second of an article without headings behind the first of every other."""
    rounds: list[tuple[int, int]] = []
    seen: Counter[str] = Counter()
    for order, group in enumerate(groups):
        rounds.append((seen[group[0].article_id], order))
        if not group[0].passage.section:
            seen[group[0].article_id] += 1
    return [groups[order] for _, order in sorted(rounds)]
