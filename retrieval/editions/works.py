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
from retrieval.editions.releases import Release, releases_in
from retrieval.query.parser import Question
from retrieval.records import Article, Candidate

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
    """

    work: str
    language: int
    agreement: int
    release: Release
    region: int = 0

    def is_before(self, other: "EditionRank | None") -> bool:
        """Whether both are editions of one work, and this one answers first."""
        return other is not None and self.work == other.work and self > other


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
    named = [release for _, release in releases_in(question.text)]
    spoken = _spoken(question, [each for each in candidates if each.passage.article.source.id in works], languages)
    return {
        key: EditionRank(
            work=edition.work,
            language=2 if language == spoken else int(language == languages[0]),
            agreement=max((release.agreement(each) for each in named), default=0),
            release=release,
            region=-len(edition.mark),
        )
        for key, (edition, release) in works.items()
        for language in [edition.language or articles[key].language]
    }


def release_words(question: Question, ranks: Ranks) -> frozenset[str]:
    """The words of the question that name the release of an edition: "v12", "1.20"."""
    return frozenset(
        word
        for text, release in releases_in(question.text)
        if any(release.agreement(rank.release) for rank in ranks.values())
        for word in regex.findall(r"\w+|[\w.]+\w", text.casefold(), overlapped=True)
    )


def _works(articles: Iterable[Article]) -> Mapping[str, tuple[Edition, Release]]:
    """The edition and release of each article that is one of several editions, by its id."""
    found: dict[str, tuple[Edition, Release]] = {}
    for places in ("file", "url"):
        works: dict[str, list[tuple[Article, Edition]]] = defaultdict(list)
        for article in articles:
            address: str | None = getattr(article.source, places)
            if address and article.source.id not in found:
                edition = edition_at(address, article.language)
                works[edition.work].append((article, edition))
        for editions in works.values():
            if len({edition.marks for _, edition in editions}) > 1:
                found.update(_with_releases(editions))
    return found


def _with_releases(editions: Sequence[tuple[Article, Edition]]) -> Mapping[str, tuple[Edition, Release]]:
    """The editions of one work with their releases, without those that are no edition of any other."""
    unmarked = min(edition.unmarked for _, edition in editions)
    return {
        article.source.id: (edition, edition.release or unmarked)
        for article, edition in editions
        if any(_are_editions(article, edition, *other) for other in editions)
    }


def _are_editions(article: Article, edition: Edition, other: Article, other_edition: Edition) -> bool:
    """Whether two articles with the same work are a translation of one another, or much the same text."""
    if edition.marks == other_edition.marks:
        return False
    if article.language != other.language or (
        edition.mark and other_edition.mark and edition.mark != other_edition.mark
    ):
        return edition.mark != other_edition.mark
    left, right = _words(article.version.text[:COMPARED]), _words(other.version.text[:COMPARED])
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
