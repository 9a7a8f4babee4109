"""What is shown of a sentence that answers? A sentence of a candidate → its quote: context, source, link and copies."""

from collections.abc import Iterator, Mapping, Sequence

from retrieval.analysis.sections import section_anchor
from retrieval.answering.quote_context import with_context
from retrieval.answering.statements import PassageSentence
from retrieval.answers import AlsoIn, Quote, blocks_with, quote_id, quote_spans, section_link
from retrieval.editions.translations import translated
from retrieval.editions.works import Ranks, source_of_edition
from retrieval.query.parser import Question
from retrieval.records import Article, Span


def quote(
    sentence: PassageSentence,
    copies: Sequence[PassageSentence],
    question: Question,
    articles: Mapping[str, Article],
    ranks: Ranks,
) -> Quote:
    """The quote of the sentence, with its `copies` and its translations among `articles` (by id) as `also_in`."""
    article = sentence.passage.article
    version = article.version
    spans, answering, highlight = with_context(sentence.passage, sentence.sentence, question)
    source = source_of_edition(article.source_at(sentence.sentence.start), ranks)
    places = (_also_in(each.passage.article, each.sentence, ranks) for each in copies)
    return Quote(
        id=quote_id(article.source.version, spans),
        text=answering.of(version.text),
        start=answering.start,
        end=answering.end,
        section=sentence.passage.section_below_title,
        spans=quote_spans(version.text, spans),
        highlight=(highlight.start, highlight.end),
        article=source,
        link=section_link(source, section_anchor(version.blocks, sentence.sentence.start)),
        blocks=blocks_with(version.blocks, spans),
        also_in=(*places, *_translations(sentence, articles, ranks)),
    )


def _translations(sentence: PassageSentence, articles: Mapping[str, Article], ranks: Ranks) -> Iterator[AlsoIn]:
    """Where the translations of an article say the same: the best edition in each other language."""
    article, rank = sentence.passage.article, ranks.get(sentence.article_id)
    seen = {article.language}
    for key in sorted(articles, key=lambda key: ranks[key], reverse=True) if rank else ():
        other = articles[key]
        if rank and ranks[key].work == rank.work and other.language not in seen:
            seen.add(other.language)
            if span := translated(article, sentence.sentence, other):
                yield _also_in(other, span, ranks)


def _also_in(article: Article, sentence: Span, ranks: Ranks) -> AlsoIn:
    source = source_of_edition(article.source_at(sentence.start), ranks)
    return AlsoIn(start=sentence.start, end=sentence.end, article=source)
