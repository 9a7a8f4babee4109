"""Which sentences say the same? Sentences → groups, each one statement and the articles that make it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import tokenized_sentences
from retrieval.answering.deduplicate import Statement, statement
from retrieval.editions.selection import is_outdated
from retrieval.editions.works import Ranks
from retrieval.records import Passage, Span


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
    def article_id(self) -> str:
        """The id of the article."""
        return self.passage.article.source.id


def passage_sentences(passage: Passage) -> list[PassageSentence]:
    """The sentences of the passage, in order."""
    pairs = zip(passage.sentences, tokenized_sentences(passage), strict=True)
    return [PassageSentence(passage, span, statement(sentence.text, sentence.positions)) for span, sentence in pairs]


def statements(
    quotable: Sequence[PassageSentence], sentences: Sequence[PassageSentence], ranks: Ranks
) -> list[list[PassageSentence]]:
    """The distinct statements of `quotable`, in their order: of each, those of `sentences` that make it.

    Of one statement the earliest article comes first. An edition that is worse for the question than one that has an
    answer, too, is left out.
    """
    return _distinct(_copies(sentence, sentences, ranks) for sentence in _current(quotable, ranks))


def _current(quotable: Sequence[PassageSentence], ranks: Ranks) -> Sequence[PassageSentence]:
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


def _distinct(groups: Iterable[list[PassageSentence]]) -> list[list[PassageSentence]]:
    """The groups without those whose statement an earlier group makes."""
    distinct: list[list[PassageSentence]] = []
    for group in groups:
        if not any(group[0].statement.same_as(other[0].statement) for other in distinct):
            distinct.append(group)
    return distinct
