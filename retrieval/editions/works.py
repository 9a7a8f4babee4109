"""Which candidates are editions of one work, and which of them answers first? Candidates and question → their order.

Of the editions of a work, one in the question's language comes first, since BM25 finds hardly any other for it; of
these one of a release that the question names, then the newest. All is decided among the candidates of a question:
where no two of them are editions of one work it costs nothing, however large the library is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import regex

from retrieval.analysis.normalizer import stop_words
from retrieval.analysis.sentence_tokens import distinct_terms, tokens_of
from retrieval.editions.addresses import Edition, edition_at
from retrieval.editions.releases import LATEST, Release, releases_in
from retrieval.query.parser import Question
from retrieval.records import Article, Candidate, Source

COMPARED: Final = 20_000  # characters of two articles that are compared
ALIKE: Final = 0.4  # share of all their words that two releases of one page have in common; pages of one site share 0.2
CACHED_ARTICLES: Final = 256


class EditionRank(NamedTuple):
    """The place of an article among the editions of its work, for one question; ranks of one work compare.

    Attributes:
        language: 2 for the question's language, 1 for the library's first one, 0 for another.
        agreement: how exactly it is the release that the question names, from 0.
        release: the newest release compares highest.
        region: 0 for an address without a mark of its language; else negative, as "pt-br" is beside "pt".
        place: the file or URL of the article that is this edition.
    """

    work: str
    language: int
    agreement: int
    release: Release
    region: int
    place: str

    def is_before(self, other: "EditionRank | None") -> bool:
        """Whether both are editions of one work, and this one answers first."""
        return other is not None and self.work == other.work and self[:-1] > other[:-1]


class _Placed(NamedTuple):
    """A place of an article, and the edition and the release that it is."""

    article: Article
    place: str
    edition: Edition
    release: Release


Ranks = Mapping[str, EditionRank]
"""The rank of each article that is one of several editions, by its id."""


def edition_ranks(candidates: Sequence[Candidate], question: Question, languages: Sequence[str]) -> Ranks:
    """The ranks of those articles of the candidates that have another edition among them.

    `languages` are those of all articles, most frequent first.
    """
    articles = {each.passage.article.source.id: each.passage.article for each in candidates}
    works = _works(articles.values())
    if not works:
        return {}
    spoken = _spoken(question, [each for each in candidates if each.passage.article.source.id in works], languages)
    named = [release for _, release in releases_in(question.message or question.text)]

    def rank(placed: _Placed) -> EditionRank:
        language = placed.edition.language or placed.article.language
        return EditionRank(
            work=placed.edition.work,
            language=2 if language == spoken else int(language == languages[0]),
            agreement=max((placed.release.agreement(each) for each in named), default=0),
            release=placed.release,
            region=-len(placed.edition.mark),
            place=placed.place,
        )

    return {key: max(map(rank, editions)) for key, editions in works.items()}


def source_of_edition(source: Source, ranks: Ranks) -> Source:
    """The source of an article with the file or URL that is its best edition for the question."""
    rank = ranks.get(source.id)
    if rank is None or rank.place in {source.file, source.url}:
        return source
    return source.model_copy(update={"url" if "://" in rank.place else "file": rank.place})


def release_words(question: Question, ranks: Ranks) -> frozenset[str]:
    """The words of the question that name the release of an edition: "v12", "1.20"."""
    return frozenset(
        word
        for text, release in releases_in(question.message or question.text)
        if any(release.agreement(rank.release) for rank in ranks.values())
        for word in regex.findall(r"\w+|[\w.]+\w", text.casefold(), overlapped=True)
    )


def _works(articles: Iterable[Article]) -> Mapping[str, Sequence[_Placed]]:
    """The editions of one work that each article is, by its id, where there is more than one edition of it."""
    works: dict[str, list[_Placed]] = defaultdict(list)
    for article in articles:
        for place in filter(None, (article.source.file, article.source.url, *article.also_at)):
            edition = edition_at(place, article.language)
            works[edition.work].append(_Placed(article, place, edition, LATEST))
    found: dict[str, Sequence[_Placed]] = {}
    for editions in works.values():
        if len({each.edition.marks for each in editions}) > 1:
            found = _by_article(editions) | found
    return found


def _by_article(editions: Sequence[_Placed]) -> dict[str, Sequence[_Placed]]:
    """The editions of one work, with their releases, by article; without those that are no edition of any other."""
    unmarked = min(each.edition.unmarked for each in editions)
    by_article: dict[str, list[_Placed]] = defaultdict(list)
    for each in editions:
        if any(_are_editions(each, other) for other in editions):
            release = each.edition.release or unmarked
            by_article[each.article.source.id].append(each._replace(release=release))
    return dict(by_article)


def _are_editions(one: _Placed, other: _Placed) -> bool:
    """Whether two places of one work have translations of one another, or much the same text."""
    if one.edition.marks == other.edition.marks:
        return False
    mark, other_mark = one.edition.mark, other.edition.mark
    if mark != other_mark and ((mark and other_mark) or one.article.language != other.article.language):
        return True
    left, right = _words(one.article.version.text[:COMPARED]), _words(other.article.version.text[:COMPARED])
    return len(left & right) >= ALIKE * len(left | right)


@lru_cache(CACHED_ARTICLES)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens_of(text.casefold()))


def _spoken(question: Question, candidates: Sequence[Candidate], languages: Sequence[str]) -> str:
    """The question's language; of a few bare words, which tell little, that of the editions which have most of them."""
    words = tokens_of(question.text.casefold())
    if not stop_words(question.language).isdisjoint(words):
        return question.language
    terms = frozenset(question.terms)
    matched: dict[str, int] = defaultdict(int)
    for each in candidates:
        language = each.passage.article.language
        matched[language] = max(matched[language], len(terms & distinct_terms(each.passage)))
    return max(matched, key=lambda language: (matched[language], -languages.index(language)))
