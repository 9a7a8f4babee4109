"""What else does a message say, where its question says too little? Background → further query terms that weigh little.

"How do I fix this?" has nothing to search for; the circumstances, code and quoted lines of its message have. A question
with words of its own that the articles have is searched for alone.
"""

from retrieval.index.bm25 import Index
from retrieval.query.parser import LIGHT_WEIGHT, Question, query_terms_of

ENOUGH = 2  # words of a question that the articles have, light ones not counted; with fewer its background is read
BACKGROUND_WEIGHT = 0.3  # the factor of the weight of a word of the background
MOST = 30  # words of the background that are read


def with_background(question: Question, index: Index) -> Question:
    """The question, with words of its background that the articles have, if it has too few of its own."""
    if not question.background or _known_words(question, index) >= ENOUGH:
        return question
    own = {each.alternatives[0] for each in question.query_terms}
    background = query_terms_of(" ".join(question.background), question.language)
    new = [
        each._replace(weight=each.weight * BACKGROUND_WEIGHT)
        for each in background
        if each.alternatives[0] not in own and index.knows(each)
    ]
    return question._replace(query_terms=(*question.query_terms, *new[:MOST]))


def _known_words(question: Question, index: Index) -> int:
    return sum(each.weight > LIGHT_WEIGHT and index.knows(each) for each in question.query_terms)
