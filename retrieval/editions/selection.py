"""Which edition of a passage is a candidate? Candidates of several editions → one of each passage, and the others.

Two passages are the same in two releases if they stand in the same section and have most of their words in common, and
in two languages if they stand in the same section of articles that have as many of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from retrieval.analysis.sections import sections
from retrieval.analysis.sentence_tokens import tokenized_sentences
from retrieval.editions.works import EditionRank, Ranks
from retrieval.records import Article, Candidate, Passage

MOSTLY: Final = 0.5  # share of the terms of both passages that they have in common
MOST_EDITIONS: Final = 8  # for which more candidates are searched for, so that they leave room for other works


class Selection(NamedTuple):
    """The candidates to rank, in their order, and the passages that others of them are better editions of."""

    candidates: tuple[Candidate, ...]
    superseded: tuple[Passage, ...]


def select_editions(candidates: Sequence[Candidate], ranks: Ranks) -> Selection:
    """The candidates without those passages that are there in a better edition."""
    superseded = [each for each in candidates if any(_better_editions(each.passage, candidates, ranks))]
    kept = tuple(each for each in candidates if each not in superseded)
    return Selection(kept, tuple(each.passage for each in superseded))


def most_editions(ranks: Ranks) -> int:
    """How many editions the work with the most of them has, at most `MOST_EDITIONS`."""
    counts: dict[str, int] = defaultdict(int)
    for rank in ranks.values():
        counts[rank.work] += 1
    return min(max(counts.values(), default=1), MOST_EDITIONS)


def is_outdated(passage: Passage, others: Sequence[Passage], ranks: Ranks) -> bool:
    """Whether one of the others is of a better edition of the work, which has the passage's section, too."""
    rank = ranks.get(passage.article.source.id)
    return any(
        _rank(other, ranks).is_before(rank) and _has_section(other.article, passage)
        for other in others
        if other.article.source.id in ranks
    )


def _better_editions(passage: Passage, candidates: Sequence[Candidate], ranks: Ranks) -> Iterator[Passage]:
    rank = ranks.get(passage.article.source.id)
    for each in candidates if rank else ():
        other = each.passage
        if other.article.source.id in ranks and _rank(other, ranks).is_before(rank) and _is_same(other, passage):
            yield other


def _rank(passage: Passage, ranks: Ranks) -> EditionRank:
    return ranks[passage.article.source.id]


def _is_same(passage: Passage, other: Passage) -> bool:
    if passage.article.language != other.article.language:
        return section_place(passage) == section_place(other)
    left, right = _terms(passage), _terms(other)
    return _path(passage) == _path(other) and len(left & right) >= MOSTLY * len(left | right)


def section_place(passage: Passage) -> tuple[int, int]:
    """Which section of its article the passage stands in, from 0, and how many there are."""
    found = list(sections(passage.article.version))
    at = next(number for number, each in enumerate(found) if passage.sentences[0].start < each.blocks[-1].end)
    return at, len(found)


def _has_section(article: Article, passage: Passage) -> bool:
    """Whether an article has a section with the passage's headings; of one in another language, this cannot be told."""
    if article.language != passage.article.language or not passage.section_below_title:
        return True
    ends = (_folded(each.path[-len(passage.section_below_title) :]) for each in sections(article.version))
    return _path(passage) in ends


def _path(passage: Passage) -> tuple[str, ...]:
    return _folded(passage.section_below_title)


def _folded(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(heading.casefold() for heading in path)


def _terms(passage: Passage) -> frozenset[str]:
    return frozenset().union(*(each.positions for each in tokenized_sentences(passage)))
