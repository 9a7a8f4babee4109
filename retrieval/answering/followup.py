"""What does a follow-up question leave out? A question and the one before it → a question that can be searched for.

"When did she pass it?" after "Has Kim Kardashian passed the baby bar?" is searched for as "when did she pass it? (Kim
Kardashian, baby bar)". The words that were added weigh less than the question's own. Other questions stay unchanged.
"""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.tokenizer import has_word, is_unspaced
from retrieval.answers import Answer, Refusal
from retrieval.query.anaphora import is_full_question, refers_to_people
from retrieval.query.parser import LIGHT_WEIGHT, LONGEST, QueryTerm, Question, read_sentence, single_line
from retrieval.query.person_names import is_name_in
from retrieval.ranking.reranker import Ranked
from retrieval.records import Candidate

PREVIOUS_WEIGHT = 0.3  # the factor of the weight of a word of the previous question
PREVIOUS_NAME_WEIGHT = 0.75  # the same for a name, which "she" or "it" may refer to
QUOTED_ARTICLE_BOOST = 0.3  # log-odds; added to candidates of articles that the previous answer quoted
"""Tuned with `benchmarks/dialogues.py`, 24 November 2026; 0.2 to 0.35, 0.75 to 0.9 and 0 to 0.6 are as good."""

MAX_RUNS = 6  # runs of words that are added, so that a long conversation does not make a long question


class PreviousTurn(NamedTuple):
    """The previous question as it was searched for, and the ids of the articles that its answer quoted, if known."""

    question: str
    articles: frozenset[str] = frozenset()


def turn_from(answer: Answer, before: PreviousTurn | None) -> PreviousTurn | None:
    """The previous turn for a question after `answer`; after small talk, it is still the one `before`."""
    if answer.refusal is Refusal.NOT_A_QUESTION:
        return before
    return PreviousTurn(
        answer.searched_for or answer.asked_text, frozenset(quote.article.id for quote in answer.quotes)
    )


def previous_question(turn: PreviousTurn, languages: Sequence[str] = (ENGLISH,)) -> Question | None:
    """The question of the previous turn; `None` when there is nothing in it to follow up on."""
    text = single_line(turn.question)[:LONGEST]
    if not has_word(text):
        return None
    question = read_sentence(text, languages)
    return question if question.query_terms and not question.is_small_talk else None


def contextualized(asked: Question, previous: Question, languages: Sequence[str] = (ENGLISH,)) -> Question:
    """The question followed by the words that it lacks of the previous one, in brackets.

    It asks for its own kind of answer; for the previous one's when it only replaces a word ("And Trump?").
    """
    text = _with_runs(asked.text, _runs(previous, _lacking(asked, previous)))
    if text == asked.text:
        return asked
    factors = dict.fromkeys((query_term.text for query_term in previous.query_terms), PREVIOUS_WEIGHT)
    if is_full_question(asked):
        factors |= {
            query_term.text: PREVIOUS_NAME_WEIGHT
            for query_term in previous.query_terms
            if _is_name(query_term, previous)
        }
    factors |= {query_term.text: 1.0 for query_term in asked.query_terms}
    question = read_sentence(text, languages)
    query_terms = tuple(
        query_term._replace(weight=query_term.weight * factors.get(query_term.text, PREVIOUS_WEIGHT))
        for query_term in question.query_terms
    )
    answer_type = asked.answer_type if is_full_question(asked) else previous.answer_type
    return question._replace(
        query_terms=query_terms, answer_type=answer_type, is_small_talk=False, read_as=asked.read_as
    )


def with_blended_scores(together: Sequence[Candidate], alone: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates of the contextualized question, best first, with added terms scored at `PREVIOUS_WEIGHT`.

    BM25 is a sum over terms, so that is an average of their scores and those for the question `alone`.
    """
    own = {_passage_key(candidate): candidate.score for candidate in alone}
    scores = (
        PREVIOUS_WEIGHT * each.score + (1 - PREVIOUS_WEIGHT) * own.get(_passage_key(each), 0) for each in together
    )
    blended = (Candidate(passage=each.passage, score=score) for each, score in zip(together, scores, strict=True))
    return tuple(sorted(blended, key=lambda each: -each.score))


def with_article_boost(ranked: Sequence[Ranked], articles: frozenset[str]) -> tuple[Ranked, ...]:
    """The candidates, best first, after `QUOTED_ARTICLE_BOOST` was added to those of `articles`."""
    boosted = (
        each._replace(
            log_odds=each.log_odds + QUOTED_ARTICLE_BOOST * (each.candidate.passage.article.source.id in articles)
        )
        for each in ranked
    )
    return tuple(sorted(boosted, key=lambda each: -each.log_odds))


def _passage_key(candidate: Candidate) -> tuple[str, int]:
    return candidate.passage.article.source.id, candidate.passage.span.start


def _lacking(asked: Question, previous: Question) -> list[QueryTerm]:
    """The previous query terms to add, in their order: only the subject where the question has its own predicate.

    The subject of "when did she meet him?" is people, so names are added; that of "who reported it?" may be anything.
    """
    own = set(asked.terms)
    lacking = [query_term for query_term in previous.query_terms if not query_term.is_matched_by(own)]
    has_predicate = is_full_question(asked) and any(
        query_term.weight == 1 and not query_term.is_name for query_term in asked.query_terms
    )
    if not has_predicate:
        return lacking
    names = [query_term for query_term in lacking if _is_name(query_term, previous)]
    if names and refers_to_people(asked):
        return names
    return [
        query_term
        for query_term in lacking
        if query_term in names or (query_term.weight > LIGHT_WEIGHT and not query_term.is_attribute)
    ]


def _is_name(query_term: QueryTerm, question: Question) -> bool:
    """Whether the word is a name, or is capitalised as part of one: the "First" of "First Step Act"."""
    return query_term.is_name or is_name_in(question.text, query_term.text)


def _runs(question: Question, query_terms: Sequence[QueryTerm]) -> list[str]:
    """The words of the query terms, neighbours in the question as one run; runs that contain a name come first."""
    runs: list[list[QueryTerm]] = []
    for query_term in query_terms:
        if runs and _run_text([*runs[-1], query_term]) in question.text:
            runs[-1].append(query_term)
        else:
            runs.append([query_term])
    return [_run_text(run) for run in sorted(runs, key=lambda run: not any(query_term.is_name for query_term in run))]


def _run_text(run: Sequence[QueryTerm]) -> str:
    """The words of a run as the question writes them; in unspaced scripts they are overlapping pairs of letters."""
    first, *others = run
    return first.text + "".join(each.text[1:] if is_unspaced(each.text) else f" {each.text}" for each in others)


def _with_runs(text: str, runs: Sequence[str]) -> str:
    """The text with as many of the first `MAX_RUNS` runs as the longest question has room for."""
    candidates = (f"{text} ({', '.join(runs[:count])})" for count in range(min(len(runs), MAX_RUNS), 0, -1))
    return next((line for line in candidates if len(line) <= LONGEST), text)
