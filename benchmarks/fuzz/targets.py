"""What is fed, and what must hold? Each target takes an input, and raises where a promise is broken."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from types import MappingProxyType
from typing import Final

from benchmarks.fuzz.inputs import RARELY, random_bytes, random_text
from bot.rendering.buttons import parse_custom_id
from bot.rendering.markdown import escape, unescape
from retrieval.analysis.passages import passages, sentences
from retrieval.errors import QuestionError, UnreadableArticleError
from retrieval.ingest.document.formats import Format
from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.readers.loader import load_reader
from retrieval.ingest.readers.text import text_article
from retrieval.records import Article, Span
from retrieval.retriever import Retriever, retriever_over

TEXTS: Final = (
    "It was raining in Bonn all day, the keeper said. Nobody saw the river rise.",
    "# Fees\n\nThe fee is $5 a day. Members pay nothing.\n\n- Bring a pass.\n- Leave by noon.",
)
Target = Callable[[Random], None]


class BrokenPromiseError(Exception):
    """Raised by a target for an input on which what must hold does not."""


def read_documents(random: Random) -> None:
    """Whatever bytes are read in whatever format: articles whose passages are in their text, or the project's error."""
    document_format = random.choice(FORMATS)
    try:
        found = load_reader(document_format)(random_bytes(random), name=f"a.{document_format}")
    except UnreadableArticleError:
        return
    for article in found.articles:
        _check_passages(article)


def read_heads(random: Random) -> None:
    """Whatever a head says, the text begins behind it."""
    text = random.choice(("---\n", "+++\n", "{\n", "")) + random_text(random)
    _require(0 <= parse_front_matter(text).end <= len(text), "a head ends outside its text")


def split_sentences(random: Random) -> None:
    """Sentences are in order, disjoint, within the text, and without white space around them."""
    text = random_text(random).encode("utf-8", "replace").decode()  # as every text that was read
    end = 0
    for span in sentences(text, Span(start=0, end=len(text)), random.choice(("en", "de", "ja", "hi", "xx"))):
        _require(end <= span.start < span.end <= len(text), "sentences overlap")
        _require(span.of(text) == span.of(text).strip(), "a sentence has white space around it")
        end = span.end


def write_markdown(random: Random) -> None:
    """What is written for Discord shows exactly the text, but for white space."""
    text = random_text(random)
    _require(unescape(escape(text)) == " ".join(text.split()), "Markdown does not read back")


def read_custom_ids(random: Random) -> None:
    """Every custom id is a button or none; what is read is written the same way."""
    name = random_text(random) if random.choice((True, False)) else _custom_id(random)
    pressed = parse_custom_id(name)
    _require(pressed is None or parse_custom_id(pressed.name) == pressed, "a custom id does not read back")


def ask_questions(random: Random) -> None:
    """Every question is answered with exact quotes, refused, or an error for a person."""
    retriever = _retriever()
    try:
        answer = retriever.ask(random_text(random), nearest=random.choice(RARELY))
    except QuestionError:
        return
    for quote in (*answer.quotes, *answer.nearest):
        _require(retriever.confirms(quote), "a quote is not exact")


TARGETS: Final[Mapping[str, Target]] = MappingProxyType(
    {
        "readers": read_documents,
        "heads": read_heads,
        "sentences": split_sentences,
        "markdown": write_markdown,
        "custom ids": read_custom_ids,
        "questions": ask_questions,
    }
)
FORMATS: Final = tuple(each for each in Format if not each.spec.is_binary and not each.spec.extra)


@cache
def _retriever() -> Retriever:
    return retriever_over([text_article(text, file=f"{number}.txt") for number, text in enumerate(TEXTS)])


def _custom_id(random: Random) -> str:
    parts = ("pq1", "nearest", "more", "back", "next", "0", "-1", "9" * 20, "AAAAAAAA", "", "٣")
    return ":".join(random.choice(parts) for _ in range(random.randint(1, 8)))


def _check_passages(article: Article) -> None:
    text = article.version.text
    for passage in passages(article):
        for span in passage.sentences:
            _require(0 <= span.start < span.end <= len(text), "a passage is outside its text")


def _require(condition: bool, promise: str) -> None:  # noqa: FBT001 -- it is the one thing that this is about
    if not condition:
        raise BrokenPromiseError(promise)
