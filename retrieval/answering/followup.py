"""Does this question go on from the one before, and what does it lack? Two questions → one that can be searched for.

"When did she pass it?" after "Has Kim Kardashian passed the baby bar?" is searched for as "when did she pass it? (Kim
Kardashian, baby bar)": what it lacks joins, and weighs less than its own words. A fresh question stays as it is.
"""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.tokenizer import is_unspaced
from retrieval.errors import QuestionError
from retrieval.query.anaphora import asks, is_of_people
from retrieval.query.parser import LIGHT, LONGEST, Need, Question, read_question
from retrieval.query.person_names import is_name_in
from retrieval.ranking.reranker import Ranked
from retrieval.records import Answer, Candidate, Refusal

PREVIOUS_WEIGHT = 0.3  # of its weight is what a need of the earlier question weighs
PREVIOUS_NAME_WEIGHT = 0.75  # the same for a name, for which "she" or "it" may stand
QUOTED_ARTICLE_BOOST = 0.3  # log-odds that a candidate gains whose article was quoted before
"""Measured by `benchmarks/dialogues.py`, 24 November 2026, where 0.2 to 0.35, 0.75 to 0.9 and 0 to 0.6 are as good."""

MOST = 6  # runs of words that join, for the conversation may have begun long ago


class PreviousTurn(NamedTuple):
    """What was asked before, as it was searched for, and the ids of the articles that the answer quoted, if known."""

    question: str
    articles: frozenset[str] = frozenset()


def turn_from(answer: Answer, before: PreviousTurn | None) -> PreviousTurn | None:
    """What the question after this answer may go on from; small talk changes nothing."""
    if answer.refusal is Refusal.NOT_A_QUESTION:
        return before
    return PreviousTurn(answer.searched_for or answer.question, frozenset(quote.article.id for quote in answer.quotes))


def previous_question(earlier: PreviousTurn, languages: Sequence[str] = (ENGLISH,)) -> Question | None:
    """The earlier question, or `None` where there is nothing in it to go on from."""
    try:
        read = read_question(earlier.question, languages)
    except QuestionError:
        return None
    return read if read.needs and not read.is_small_talk else None


def contextualized(asked: Question, before: Question, languages: Sequence[str] = (ENGLISH,)) -> Question:
    """The question with what it lacks of the one before, in brackets behind it.

    It asks for its own kind of answer, unless it only puts something else into the earlier question.
    """
    text = _with(asked.text, _runs(before, _lacking(asked, before)))
    if text == asked.text:
        return asked
    shares = dict.fromkeys((need.text for need in before.needs), PREVIOUS_WEIGHT)
    if asks(asked):
        shares |= {need.text: PREVIOUS_NAME_WEIGHT for need in before.needs if _is_name(need, before)}
    shares |= {need.text: 1.0 for need in asked.needs}
    read = read_question(text, languages)
    needs = tuple(
        need._replace(lightness=need.lightness * shares.get(need.text, PREVIOUS_WEIGHT)) for need in read.needs
    )
    kind = asked.kind if asks(asked) else before.kind
    return read._replace(needs=needs, kind=kind, is_small_talk=False, read_as=asked.read_as)


def with_blended_scores(together: Sequence[Candidate], alone: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates of the question as continued, scored with the earlier terms at `EARLIER` of their weight.

    BM25 adds up over the terms, so that is between their scores and those of the question `alone`.
    """
    own = {_place(candidate): candidate.score for candidate in alone}
    scores = (PREVIOUS_WEIGHT * each.score + (1 - PREVIOUS_WEIGHT) * own.get(_place(each), 0) for each in together)
    weighed = (Candidate(passage=each.passage, score=score) for each, score in zip(together, scores, strict=True))
    return tuple(sorted(weighed, key=lambda each: -each.score))


def with_article_boost(ranked: Sequence[Ranked], articles: frozenset[str]) -> tuple[Ranked, ...]:
    """The candidates, those from one of the articles put before others that were only a little better."""
    gained = (
        each._replace(
            log_odds=each.log_odds + QUOTED_ARTICLE_BOOST * (each.candidate.passage.article.source.id in articles)
        )
        for each in ranked
    )
    return tuple(sorted(gained, key=lambda each: -each.log_odds))


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.passage.article.source.id, candidate.passage.span.start


def _lacking(asked: Question, before: Question) -> list[Need]:
    """What joins, in the earlier order: all, or only the subject where the question says itself what it asks for.

    The subject of "when did she meet him?" is people, so names do; that of "who reported it?" may be anything.
    """
    own = set(asked.terms)
    lacking = [need for need in before.needs if not need.met_by(own)]
    if not (asks(asked) and any(need.lightness == 1 and not need.is_name for need in asked.needs)):
        return lacking
    names = [need for need in lacking if _is_name(need, before)]
    if names and is_of_people(asked):
        return names
    return [need for need in lacking if need in names or (need.lightness > LIGHT and not need.is_attribute)]


def _is_name(need: Need, question: Question) -> bool:
    """Whether the word is a name, or is capitalised as part of one: the "First" of "First Step Act"."""
    return need.is_name or is_name_in(question.text, need.text)


def _runs(question: Question, needs: Sequence[Need]) -> list[str]:
    """The words of the needs, those that stand side by side in the question together, and those with names first."""
    runs: list[list[Need]] = []
    for need in needs:
        if runs and _joined([*runs[-1], need]) in question.text:
            runs[-1].append(need)
        else:
            runs.append([need])
    return [_joined(run) for run in sorted(runs, key=lambda run: not any(need.is_name for need in run))]


def _joined(run: Sequence[Need]) -> str:
    """The words of a run, as they stand side by side; pairs of letters overlap."""
    first, *others = run
    return first.text + "".join(each.text[1:] if is_unspaced(each.text) else f" {each.text}" for each in others)


def _with(text: str, runs: Sequence[str]) -> str:
    """The text with as many of the runs, from the first, as a question may have characters."""
    lengthened = (f"{text} ({', '.join(runs[:count])})" for count in range(min(len(runs), MOST), 0, -1))
    return next((line for line in lengthened if len(line) <= LONGEST), text)
