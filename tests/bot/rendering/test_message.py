from datetime import date

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rendering.blockquote import answering
from bot.rendering.elements import OMISSION
from bot.rendering.message import MESSAGE, NO_LONGER_THERE, Part, message_size, parts, with_confirmed_quotes
from bot.rendering.wording import MAY_NOT_ANSWER, NOT_FOUND, SMALL_TALK, readable_name
from retrieval.answers import Quote, Refusal
from retrieval.ingest.readers.text import text_article
from retrieval.retriever import retriever_over
from tests.bot.answers import answer, bare, quote, refused, spread, whole
from tests.bot.hostile import SNIPPETS, folded, hostile
from tests.bot.reader import seen, unisolated
from tests.tiers import examples

OURS = {"blockQuote", "strong", "subtext", "text", "newline"}
INVISIBLE = regex.compile(r"[\u2066-\u2069\u202A-\u202E]")


def test_whole() -> None:
    """A message has the question, the quote's lines with the answering sentence in bold, and the source below."""
    there = quote(
        "It rained.\n\nBo was there. So was Al.",
        "Bo was there.",
        title="Rain",
        publisher="The Post",
        published=date(2024, 4, 26),
        file="rain.txt",
        page=3,
        also_in=1,
    )
    assert parts(answer(there)) == [
        Part("**Who was there?**"),
        Part(
            "> It rained.\n> **Bo was there.** So was Al.\n"
            "-# Rain · The Post · 2024-04-26 · rain.txt · page 3 · quote JZMP7ZWQ\n"
            "-# also in: Another · b.txt"
        ),
    ]


def test_searched_for() -> None:
    """The corrected question is shown below the question as asked."""
    assert parts(answer(quote("Bo."), searched_for="Who was where?"))[0].text.endswith(
        "\n-# Searched for: Who was where?"
    )


def test_most_quotes() -> None:
    """A message has at most three quotes, whatever the answer has."""
    assert len(parts(answer(*[quote("Bo.")] * 10))) == 4


def test_shortened_quotes() -> None:
    """When the whole does not fit, every quote is its answering sentence alone."""
    long = quote("Bo was there. " + "x" * 2500, "Bo was there.")
    assert [part.text.split("\n")[0] for part in parts(answer(long, long))[1:]] == ["> **Bo was there.**"] * 2


def test_several_spans() -> None:
    """Spans that touch follow each other, and `[…]` stands outside the quote where text is left out between two."""
    found = spread(quote("Bo was there."), [("", "Those who came.")], [("\n\n", "Al, too."), (" and ", "Cy.")])
    text = "> Those who came.\n> **Bo was there.**\n> Al, too.\n[…]\n> Cy.\n-# Untitled · quote JZMP7ZWQ"
    assert parts(answer(found))[1].text == text


def test_fewer_places() -> None:
    """When the sentences alone do not fit, two of the other places are named and the rest are counted."""
    there = parts(answer(quote("x" * 2000, also_in=200)))[1].text
    assert there.endswith("also in: Another · b.txt; Another · b.txt; and 198 more")


def test_fewer_quotes() -> None:
    """When even that does not fit, the later quotes go."""
    first, second = quote("a" * 2500), quote("b" * 2500)
    assert [part.text[4] for part in parts(answer(first, second))[1:]] == ["a"]


@pytest.mark.parametrize("word", ["word ", "*", "漢字", "👩‍👩‍👧‍👦", "e\u0301", "[a](b) "])
def test_slice(word: str) -> None:
    """A sentence that is too long is shown as one slice from its start, marked outside, that fills the message."""
    long = quote(word * 3000)
    message = parts(answer(long))
    body = message[1].text.split("\n")[0]
    shown_ = seen(body).text.removesuffix(f" {OMISSION}")
    assert body.endswith(f"** {OMISSION}")
    assert folded(long.text).startswith(shown_)
    taken = message_size(message)
    assert MESSAGE.holds(taken)
    assert taken.characters > 3900 or taken.bytes > 9400


def test_unsliceable() -> None:
    """A sentence whose first grapheme is longer than a message is not cut within it."""
    assert parts(answer(quote("e" + "\u0301" * 9000)))[1].text.startswith(f"> {OMISSION}\n-# Untitled")


def test_refusal() -> None:
    """A refusal says what the articles know of the question and what not, and names no source."""
    words = {"known_terms": ("capital",), "unknown_terms": ("France", "*x*")}
    text = f"{NOT_FOUND}\nThey know: capital.\nThey do not know: France, \\*x\\*."
    assert parts(refused(Refusal.NOT_FOUND, **words)) == [Part("**Who?**"), Part(text, is_refusal=True)]


def test_suggestions() -> None:
    """A refusal ends with the near words that the articles know, escaped, or without them when there are none."""
    message = parts(refused(Refusal.NOT_FOUND, unknown_terms=("clamency",), suggestions=("clemency", "@x")))
    assert message[1].text.endswith("\nThey do not know: clamency.\nDid you mean: clemency, \\@x?")


@given(st.lists(hostile, max_size=3), st.text(max_size=500))
@settings(deadline=None)
def test_hostile_suggestions(words: list[str], question: str) -> None:
    """Whatever the near words are, they become nothing but text, and the message fits."""
    refusal = refused(Refusal.NOT_FOUND, unknown_terms=(question,), suggestions=tuple(words))
    message = parts(refusal.model_copy(update={"question": question, "searched_for": question or None}))
    assert seen(message[1].text).kinds <= OURS
    assert MESSAGE.holds(message_size(message))


def test_small_talk() -> None:
    """The reply to a greeting says what can be asked."""
    assert parts(refused(Refusal.NOT_A_QUESTION))[1] == Part(SMALL_TALK)


def test_changed_article() -> None:
    """A quote that its article no longer has is not sent, and the message says so."""
    article = text_article("Bo was there in the rain. Al was at home.", file="rain.txt")
    retriever = retriever_over([article])
    found = retriever.ask("Who was there in the rain?")
    forged = found.model_copy(update={"quotes": (found.quotes[0].model_copy(update={"text": "Al was there"}),)})
    assert with_confirmed_quotes(found, retriever.confirms) == found
    assert parts(with_confirmed_quotes(forged, retriever.confirms))[1:] == [Part(NO_LONGER_THERE)]


@pytest.mark.parametrize("text", ["Bo was there.", "and it rained on, " * 400])
def test_nearest(text: str) -> None:
    """What comes nearest is shown in place of the refusal, each quote below the line that it may not answer."""
    nearest = tuple(quote(text, file=f"{number}.txt") for number in range(3))
    message = parts(refused(Refusal.NOT_FOUND).model_copy(update={"nearest": nearest}))
    assert message[1:]
    assert all(part.text.startswith(f"{MAY_NOT_ANSWER}\n> **{text[:10]}") for part in message[1:])
    assert not any(part.is_refusal for part in message)
    assert MESSAGE.holds(message_size(message))


@given(hostile, hostile, hostile, hostile)
@settings(deadline=None)
def test_hostile_sources(question: str, title: str, file: str, publisher: str) -> None:
    """Nothing in a question, title, publisher or file name becomes anything but text, or hides what follows."""
    here = quote("Bo was there.", title=title, file=file, publisher=publisher, also_in=1)
    message = parts(answer(here, question=f"{question}?", searched_for=question))
    assert set().union(*(seen(part.text).kinds for part in message[1:])) <= OURS
    assert seen(message[0].text).kinds <= OURS
    assert seen(message[1].text).text.endswith("quote JZMP7ZWQalso in: Another · b.txt")
    stated = [bare(INVISIBLE.sub("", part)) for part in (title or readable_name(here.article), publisher, file)]
    read_source = bare(INVISIBLE.sub("", seen(message[1].text).text))
    assert all(part in read_source or "…" in read_source for part in stated)


long_texts = st.builds(
    lambda unit, times: unit * times,
    st.sampled_from(["漢字かな。", "👩‍👩‍👧‍👦", "𝔘𝔫𝔦 ", "word ", "שלום ", "e\u0301\u0301", "**", "<@1> ", *SNIPPETS]),
    st.integers(1, 1500),
)
paragraphs_ = st.lists(st.one_of(hostile, long_texts).filter(str.strip), min_size=1, max_size=4)


gaps = st.sampled_from(["", " ", "\n\n", " left out "])
other_spans = st.lists(st.tuples(gaps, hostile.filter(str.strip)), max_size=3)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """A quote of one or more spans of an article made to break things, a part of one of which answers."""
    texts = draw(paragraphs_)
    gap = draw(st.sampled_from(["\n\n", " ", "", "\n"]))
    here = draw(st.integers(0, len(texts) - 1))
    before = gap.join([*texts[:here], ""])
    stated = {name: draw(hostile | long_texts) for name in ("title", "publisher", "file", "url")}
    found = quote(gap.join(texts), also_in=draw(st.integers(0, 40)), **stated)
    start = found.start + len(before)
    found = found.model_copy(update={"highlight": (start, start + len(texts[here]))})
    return spread(found, draw(other_spans), draw(other_spans))


@given(st.lists(quotes(), min_size=1, max_size=3), hostile | long_texts)
@settings(deadline=None, max_examples=examples(40))
@example([quote("漢" * 4000)] * 3, "漢" * 500)
@example([quote("*" * 4000, title="*" * 500, publisher="*" * 500, file="*" * 500, also_in=9)] * 3, "*" * 500)
def test_limits(found: list[Quote], question: str) -> None:
    """Whatever is quoted, the message is within both limits, and shows each quote, its sentence, or a slice of that."""
    message = parts(answer(*found, question=f"{question}?", searched_for=question))
    assert MESSAGE.holds(message_size(message))
    assert set().union(*(seen(part.text).kinds for part in message)) <= OURS
    for part, here in zip(message[1:], found, strict=False):
        lines = unisolated(part.text.split("\n-# ")[0])
        sentence = answering(here).of(here.text)
        read_lines = bare(seen(lines).text)
        assert read_lines in {bare(whole(here)), bare(sentence)} or (
            lines.endswith(f" {OMISSION}") and bare(sentence).startswith(read_lines.removesuffix(OMISSION))
        )
