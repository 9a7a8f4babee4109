"""How is a phrase found in a question, and replaced there? Phrase → lookup keys; question → question.

Acronyms, synonyms and spelling corrections look up or replace a run of words of the question.
"""

from collections.abc import Iterator, Sequence

import regex

from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.analysis.tokenizer import COMPOUND
from retrieval.query.answer_type import AnswerType, expected_answer_type
from retrieval.query.parser import QueryTerm, Question, query_terms_of

PhraseKey = str
"""The terms of a phrase's words, in order, separated by spaces."""

GAP = r"\b.{0,12}?\b"  # between two words of a phrase: the stop words there are not query terms


def phrase_keys(phrase: str, language: str) -> Iterator[PhraseKey]:
    """The keys that the phrase has in a question in `language`, with or without hyphens; none if it has no term."""
    keys = (key_of(phrase_terms(form, language)) for form in sorted(_hyphenations(phrase)))
    return filter(None, dict.fromkeys(keys))


def key_of(query_terms: Sequence[QueryTerm]) -> PhraseKey:
    """The key of consecutive query terms, made of the first alternative of each."""
    return " ".join(min(each.alternatives[0]) for each in query_terms)


def phrase_terms(phrase: str, language: str) -> Sequence[QueryTerm]:
    """The query terms of a phrase in `language`; a phrase all in capitals is an acronym, not shouted."""
    return query_terms_of(phrase, language, is_shouted=False)


def with_replacement(question: Question, replaced: Sequence[QueryTerm], phrase: str) -> Question:
    """The question with `phrase` in place of consecutive query terms.

    Where no query term would be left, only the text changes: the question may be a follow-up.
    """
    lightest = min(each.weight for each in replaced)
    new = [each._replace(weight=min(each.weight, lightest)) for each in phrase_terms(phrase, question.language)]
    at = question.query_terms.index(replaced[0])
    query_terms = [*question.query_terms[:at], *new, *question.query_terms[at + len(replaced) :]]
    text = _pattern(replaced).sub(lambda _: phrase, question.text)
    is_typed = question.answer_type is not AnswerType.ANY
    distinct = {each.alternatives[0]: each for each in query_terms or question.query_terms}
    return question._replace(
        text=text,
        answer_type=question.answer_type if is_typed else expected_answer_type(text)[0],
        query_terms=tuple(distinct.values()),
        read_as=tuple(dict.fromkeys([*question.read_as, *((each.text, phrase) for each in replaced)])),
    )


def _hyphenations(phrase: str) -> set[str]:
    """The phrase as written, without hyphens, and, if it has two words, with one hyphen."""
    spaced = COMPOUND.sub(" ", phrase)
    hyphenated = "-".join(spaced.split())
    return {phrase, spaced, hyphenated if hyphenated.count("-") == 1 else phrase}


def _pattern(query_terms: Sequence[QueryTerm]) -> regex.Pattern[str]:
    words = GAP.join(regex.escape(POSSESSIVE.sub("", each.text)) for each in query_terms)
    return regex.compile(rf"\b{words}\b")
