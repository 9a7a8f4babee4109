"""Is this one word or two? Words that the question joins and the articles separate, and the other way round.

"whitehouse" becomes "White House" where the articles have the two words side by side. "round table" is also matched by
"roundtable" where the articles lack one of the two words; where they have both, it would only rank first the passages
that join them. Words with a hyphen need neither: the tokenizer gives a compound's parts and the whole.
"""

from itertools import pairwise

from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.analysis.tokenizer import terms, words
from retrieval.index.bm25 import Index
from retrieval.query.parser import QueryTerm, Question

SHORTEST = 3  # characters of a part
SEARCH_DEPTH = 10  # passages that are searched for two words side by side


def split_compound(word: str, index: Index, language: str) -> str | None:
    """The word, of a question in `language`, split in two as the articles write it; `None` where they do not."""
    folded = word.casefold()
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        if found := adjacent_words(folded[:at], folded[at:], index, language):
            return found
    return None


def adjacent_words(left: str, right: str, index: Index, language: str) -> str | None:
    """Two lower-case words as the articles write them side by side; `None` where they do not."""
    both = [term for word in (left, right) for term in terms(word, language)]
    if len(both) < 2 or not all(term in index for term in both):  # noqa: PLR2004 -- two words
        return None
    for candidate in index.search(both, depth=SEARCH_DEPTH):
        for first, second in pairwise(words(candidate.passage.text, candidate.passage.article.language)):
            second_text = POSSESSIVE.sub("", second.text)
            if first.text.casefold() == left and second_text.casefold() == right:
                return f"{first.text} {second_text}"
    return None


def with_joined_compounds(question: Question, index: Index) -> Question:
    """The question with two words side by side also matched by both as one word, where the articles have only that."""
    query_terms = list(question.query_terms)
    for at, (left, right) in enumerate(pairwise(question.query_terms)):
        joined = frozenset(terms(f"{left.text}{right.text}", question.language))
        is_adjacent = f"{left.text} {right.text}" in question.text
        are_known = index.knows(left) and index.knows(right)
        if is_adjacent and not are_known and joined and all(term in index for term in joined):
            query_terms[at : at + 2] = [_with_alternative(each, joined) for each in query_terms[at : at + 2]]
    return question._replace(query_terms=tuple(query_terms))


def _with_alternative(query_term: QueryTerm, alternative: frozenset[str]) -> QueryTerm:
    if alternative in query_term.alternatives:
        return query_term
    return query_term._replace(alternatives=(*query_term.alternatives, alternative))
