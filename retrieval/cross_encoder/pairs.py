"""What does the cross-encoder read of a candidate? Its best sentence, with its headings and its neighbours.

All of it is text of the article, in the article's order: the title and the last headings, what announces the passage,
and as many sentences around the best one as `LONGEST` has room for.
"""

from collections.abc import Sequence
from typing import Final

from retrieval.ranking.reranker import Ranked
from retrieval.records import Passage

LONGEST: Final = 400  # characters; with the question about 128 tokens
LONGEST_ABOVE: Final = 120  # characters of the headings, and again of the lead-in
LONGEST_QUESTION: Final = 250  # characters


def text_to_read(candidate: Ranked) -> str:
    """The text of the candidate that is read with the question."""
    passage = candidate.candidate.passage
    above = [_heading_path(passage), passage.lead_in_text[-LONGEST_ABOVE:]]
    sentences = [" ".join(span.of(passage.article.version.text).split()) for span in passage.sentences]
    best = passage.sentences.index(candidate.sentence)
    room = LONGEST - sum(map(len, above))
    return " ".join(filter(None, [*above, *_around(sentences, best, room)]))


def question_beginning(text: str) -> str:
    """The beginning of the question, as much as is read."""
    return text[:LONGEST_QUESTION]


def _heading_path(passage: Passage) -> str:
    """The article's title and the headings, without those that do not fit, the nearest ones first to stay."""
    title = passage.article.source.title
    path = [*([title] if title else []), *passage.section_below_title]
    while len(path) > 1 and len(": ".join(path)) > LONGEST_ABOVE:
        path.pop(0)
    return f"{': '.join(path)[:LONGEST_ABOVE]}." if path else ""


def _around(sentences: Sequence[str], best: int, room: int) -> Sequence[str]:
    """The best sentence with its neighbours, alternately the next and the one before, while there is room."""
    first, end = best, best + 1
    room -= len(sentences[best])
    for distance in range(1, len(sentences)):
        after, before = best + distance, best - distance
        if end == after < len(sentences) and len(sentences[after]) <= room:
            room -= len(sentences[after])
            end += 1
        if first - 1 == before >= 0 and len(sentences[before]) <= room:
            room -= len(sentences[before])
            first = before
    return sentences[first:end]
