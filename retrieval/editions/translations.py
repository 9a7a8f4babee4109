"""Which sentence of a translation says the same? A sentence → the one at its place, if the structure is the same.

It is at the same place in a section with as many blocks of the same kinds, in a block with as many sentences, in an
article with as many sections; and both have the same numbers, or one is out of date.
"""

from typing import Final

import regex

from retrieval.analysis.passages import units
from retrieval.analysis.sections import sections
from retrieval.records import Article, Span

NUMBER: Final = regex.compile(r"\d+")


def translated(article: Article, sentence: Span, other: Article) -> Span | None:
    """The sentence of `other`, a translation of the article, at the place of `sentence`; `None` where there is none."""
    ours, theirs = list(sections(article.version)), list(sections(other.version))
    if len(ours) != len(theirs):
        return None
    section, there = next(pair for pair in zip(ours, theirs, strict=True) if sentence.end <= pair[0].blocks[-1].end)
    if [block.kind for block in section.blocks] != [block.kind for block in there.blocks]:
        return None
    block, other_block = next(
        pair for pair in zip(section.blocks, there.blocks, strict=True) if sentence.end <= pair[0].end
    )
    sentences, others = units(article, block), units(other, other_block)
    if len(sentences) != len(others) or sentence not in sentences:
        return None
    found = others[sentences.index(sentence)]
    return found if _numbers(article, sentence) == _numbers(other, found) else None


def _numbers(article: Article, sentence: Span) -> list[str]:
    return sorted(NUMBER.findall(sentence.of(article.version.text)))
