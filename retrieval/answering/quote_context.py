"""What makes a sentence understood? A sentence of a passage → the stretch that is quoted, whole sentences only.

A sentence that leans on the one before ("She", "But", "The bill") brings it; then come those after and before in the
paragraph, as far as they fit.
"""

import regex

from retrieval.records import Passage, Span

AROUND = 500  # characters of a quote, up to which its paragraph's other sentences stand around the answering one
BROUGHT = 2  # sentences that one which leans may bring, leaning ones themselves
LONGEST = 2 * AROUND  # characters of a quote to which a sentence is brought
LEANS = regex.compile(
    r"\P{L}*(?:he|she|it|they|him|his|her|hers|its|their|theirs|this|that|these|those|both|such|another|but|and|or|so|yet"
    r"|however|instead|also|then|still|later|afterwards?|therefore|meanwhile|in addition|as a result|for example)\b"
    r"|\P{L}*the (?-i:\p{Ll})",
    regex.IGNORECASE,
)


def with_context(passage: Passage, sentence: Span) -> Span:
    """The answering sentence with what it leans on, and its paragraph's sentences around it as far as they fit."""
    text = passage.article.version.text
    sentences = passage.sentences
    first = last = sentences.index(sentence)
    for _ in range(BROUGHT):
        if first > 0 and leans_back(sentences[first].of(text)) and adjoin(text, sentences[first - 1], sentences[first]):
            first -= sentence.end - sentences[first - 1].start <= LONGEST
    paragraph = next(span for span in passage.article.version.quotable if sentence.within(span))
    while last + 1 < len(sentences) and _fits(sentences[first], sentences[last + 1], sentences[last + 1], paragraph):
        last += 1
    while first > 0 and _fits(sentences[first - 1], sentences[last], sentences[first - 1], paragraph):
        first -= 1
    return Span(start=sentences[first].start, end=sentences[last].end)


def leans_back(sentence: str) -> bool:
    """Whether the sentence begins with a word that points back: a pronoun, a conjunction, or "the" and no name."""
    return LEANS.match(sentence) is not None


def adjoin(text: str, before: Span, after: Span) -> bool:
    """Whether nothing but white space stands between two sentences, so that both can be quoted as one stretch."""
    return not text[before.end : after.start].strip()


def _fits(first: Span, last: Span, added: Span, paragraph: Span) -> bool:
    return added.within(paragraph) and last.end - first.start <= AROUND
