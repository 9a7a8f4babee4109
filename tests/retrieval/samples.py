"""Small real libraries for the tests, and texts that are hard on every step."""

from collections.abc import Mapping
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.passages import passages
from retrieval.analysis.passages import sentences as split_sentences
from retrieval.analysis.tokenizer import terms
from retrieval.answering.deduplicate import Statement, statement
from retrieval.index.vocabulary import read_vocabulary, vocabulary_arrays
from retrieval.ingest.readers.text import text_article
from retrieval.records import Article, Block, BlockKind, Passage, Span, Version
from retrieval.rewrite.fuzzy_lookup import FuzzyLookup
from tests.bot.hostile import SNIPPETS, hostile
from tests.tiers import examples

AWKWARD = (
    "",
    "a",
    ".",
    "👩‍👩‍👧‍👦",
    "e\u0301te\u0301 \u0301",
    "שלום עולם. מה שלומך?",
    "\u202eabc\u202c",
    "@everyone <@&1> **bold** ||sp||",
    "\x1c\x07 \ufeff",
    "a\x1c\nb\u2028c\x85d",
    "“ „ « \"' ’s",
    "a" * 100_000,
    "word " * 20_000,
    "A. " * 33_000,
    "👍" * 100_000,
)
"""What every step must take: nothing, one character, marks, right-to-left text, control characters, long lines."""

LINES = (
    "A title of it",
    "One sentence here. Another one follows.",
    "- bullet",
    "1. num",
    "2024-04-26",
    "by Jane Doe",
    "©GettyImages",
    "> quoted",
    "# Heading",
    "| a | b |\n|---|---|\n| c | d |",
    "    code",
    "```\nx\n```",
    "\tx",
    "---",
    "Setext\n===",
    "<div>\nhi\n</div>",
    "a  \nb",
    "title: x",
    "- a\n\n  b",
    "Please try again later.",
    "He paid $3.50 to O.J. on Nov. 3, and left. “Go.” She went!",
    "\u2028",
    "\x1c",
    "Vitamin A\xa0. It is\u3000one",
    "word " * 12,
)
some = settings(max_examples=examples(30), deadline=None)
"""For properties of whole texts, so that all of them together take seconds."""

BREAKS = ("\n", "\r\n", "\r", "\n\n", "\r\n\r\n", " \n \n", "\u2028", "\f")

lines = st.one_of(st.sampled_from(LINES), st.sampled_from(SNIPPETS), hostile).map(lambda line: line.replace("\0", ""))
documents = st.lists(st.tuples(lines, st.sampled_from(BREAKS)), max_size=8).map(
    lambda parts: "".join(line + end for line, end in parts)
)
"""Texts of files: lines of every kind with line ends of every kind; no NUL, which no readable file has."""


def article(text: str, *, file: str = "a.txt", published: date | None = None, title: str | None = None) -> Article:
    """The article that a plain text file holds; `published` and `title` replace what the text states."""
    read = text_article(text, file=file)
    stated = {"published": published or read.source.published, "title": title or read.source.title}
    return read.model_copy(update={"source": read.source.model_copy(update=stated)})


def whole(text: str, *, file: str = "a.txt") -> Article:
    """An article all of whose text is one quotable paragraph, whatever it looks like."""
    read = text_article(text, file=file)
    version = Version(text=text, blocks=(Block(start=0, end=len(text)),))
    return Article(source=read.source, version=version)


def quotable(text: str) -> list[str]:
    """The paragraphs of a plain text that may be quoted."""
    read = article(text)
    return [span.of(text) for span in read.version.quotable]


VERBATIM = frozenset((BlockKind.CODE, BlockKind.ROW))
"""The kinds of blocks whose white space means something: indentation, and the empty cells of a row."""


def assert_well_formed(read: Article) -> None:
    """The property of every reader: what is quotable is in order, disjoint, not empty, and trimmed if it is prose."""
    text, at = read.version.text, 0
    for span in read.version.quotable:
        assert at <= span.start < span.end <= len(text)
        assert span.kind in VERBATIM or span.of(text) == span.of(text).strip()
        at = span.end


def sentences(text: str) -> list[str]:
    """The sentences of a text that is one paragraph."""
    return [span.of(text) for span in split_sentences(text, Span(start=0, end=len(text)), ENGLISH)]


def passage(text: str, *, file: str = "a.txt") -> Passage:
    """The one passage of a short text."""
    (only,) = passages(whole(text, file=file))
    return only


def saying(sentence: str) -> Statement:
    """What a sentence says."""
    return statement(sentence, terms(sentence, ENGLISH))


def vocabulary_of(*counts: Mapping[str, int]) -> FuzzyLookup:
    """A lookup in the words of some segments, with how many passages have each."""
    return FuzzyLookup([read_vocabulary(vocabulary_arrays(each)) for each in counts])
