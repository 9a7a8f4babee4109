"""Pages of an answer, whatever they quote and whatever they are headed with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.corpora.guilds import GuildScope
from bot.rendering.blockquote import answering
from bot.rendering.buttons import ANY_NAME, NAME, Action, ButtonPress, NearestPress, PageState, parse_custom_id
from bot.rendering.citation import inline
from bot.rendering.elements import OMISSION
from bot.rendering.limits import BUTTONS_IN_ROW, CUSTOM_ID
from bot.rendering.message import MESSAGE, QUESTION, Button, Part, fits_whole, message_size, page_parts
from bot.replies.pages import TOO_LARGE, ExactText, exact_text, page
from bot.store.tables import discord_library
from retrieval.analysis.passages import passages
from retrieval.answers import Quote, quote_id, quote_spans
from retrieval.library.answers import record_answer
from retrieval.library.passages import articles_containing
from retrieval.retriever import retriever_over
from tests.bot.answers import bare, quote, whole
from tests.bot.hostile import hostile
from tests.bot.reader import seen, unisolated
from tests.bot.rendering.test_message import INVISIBLE, OURS, long_texts, quotes
from tests.retrieval.stored import PUBLIC, shelve
from tests.tiers import examples

ANSWER = "JZMP7ZWQX77SCLGI"
snowflakes = st.integers(0, 2**64 - 1)
views = st.builds(PageState, st.just(ANSWER), snowflakes, st.integers(0, 99), st.integers(0, 9999), snowflakes)


@given(st.sampled_from(Action), views)
def test_names(action: Action, view: PageState) -> None:
    """A button is read back from its name, which is short enough for Discord."""
    press = ButtonPress(action, view)
    assert parse_custom_id(press.name) == press
    assert len(press.name) <= CUSTOM_ID
    assert regex.fullmatch(NAME, press.name)


@given(st.from_regex(r"[0-9a-z]{0,64}", fullmatch=True))
def test_nearest_names(source: str) -> None:
    """The button below a refusal is read back from its name, with the article that alone was searched."""
    press = NearestPress(source)
    assert parse_custom_id(press.name) == press
    assert len(press.name) <= CUSTOM_ID
    assert regex.fullmatch(ANY_NAME, press.name)


@given(st.text(max_size=120) | st.from_regex(ANY_NAME).map(lambda name: f"{name}\n"))
def test_no_names(name: str) -> None:
    """What is no button's name is none, and reading it does not fail."""
    assert parse_custom_id(name) is None or regex.fullmatch(ANY_NAME, name)


@pytest.mark.parametrize(
    ("action", "page_", "leads_to"),
    [(Action.NEXT, 0, 1), (Action.NEXT, 2, 0), (Action.BACK, 0, 2), (Action.BACK, 1, 0), (Action.POST, 1, 1)],
)
def test_turning(action: Action, page_: int, leads_to: int) -> None:
    """Pages are turned round the ends."""
    assert ButtonPress(action, PageState(ANSWER, 1, page_)).leads_to(3).page == leads_to


@given(quotes(), hostile | long_texts, st.sampled_from(["", "1 of 3"]))
@settings(deadline=None, max_examples=examples(60))
@example(quote("漢" * 4000), "漢" * 500, "3 of 3")
@example(quote("*" * 4000, title="*" * 500, publisher="*" * 500, file="*" * 500, also_in=9), "*" * 500, "1 of 3")
def test_limits(here: Quote, question: str, number: str) -> None:
    """Whatever is quoted under whatever question, a page is within both limits, and shows as much as fits of it."""
    head = f"**{inline(question, QUESTION) or '?'}**"
    message = page_parts(head, here, number=number)
    assert MESSAGE.holds(message_size(message))
    assert set().union(*(seen(part.text).kinds for part in message[1:])) <= OURS
    lines, source = unisolated(message[1].text).split("\n-# ", 1)
    assert source.startswith(number)
    read_lines = bare(seen(lines).text)
    if fits_whole(head, here, number=number):
        assert read_lines == bare(whole(here))
    sentence = answering(here).of(here.text)
    assert read_lines in {bare(whole(here)), bare(sentence)} or (
        lines.endswith(f" {OMISSION}") and bare(sentence).startswith(read_lines.removesuffix(OMISSION))
    )


@pytest.mark.parametrize("count", range(7))
@pytest.mark.parametrize("link", [None, "https://example.org"])
def test_rows(count: int, link: str | None) -> None:
    """However many buttons there are, no row has more than Discord takes, none is empty, and none is lost."""
    buttons = tuple(Button(str(number), name=str(number)) for number in range(count))
    rows = Part("", link, buttons).rows
    assert all(1 <= len(row) <= BUTTONS_IN_ROW for row in rows)
    assert [each for row in rows for each in row if each.name] == list(buttons)
    assert sum(bool(each.url) for row in rows for each in row) == bool(link)


@contextmanager
def kept(text: str, which: int, *others: int) -> Iterator[tuple[GuildScope, str]]:
    """A place with one article of this text, and the id of an answer that quotes one of its sentences.

    The sentences with the numbers `others` are further spans of the quote.
    """
    with TemporaryDirectory() as folder, discord_library(Path(folder) / "library.db", create=True) as library:
        shelve(library, text)
        (article,) = articles_containing(library, [PUBLIC], "")
        sentences = [span for passage in passages(article) for span in passage.sentences]
        span = sentences[which % len(sentences)]
        start, end = span.start, span.end
        spans = [
            sentences[each] for each in sorted({which % len(sentences), *(each % len(sentences) for each in others)})
        ]
        here = {"text": text[start:end], "start": start, "end": end, "spans": quote_spans(text, spans)}
        here["id"] = quote_id(article.version.id, spans)
        answer = record_answer(
            library, [Quote.model_validate({**here, "highlight": (start, end), "article": article.source})]
        )
        assert answer
        yield GuildScope(library, (PUBLIC,), retriever_over([article]), retriever_over), answer


words = st.sampled_from(
    ["雨が降った。", "It rained in Bonn.", "*Bo* <@1> was there!", "👩‍👩‍👧‍👦 came.", "\n\n", " ", "||x||. "]
)


@given(
    st.lists(words, max_size=400), st.integers(0, 400), st.integers(0, 300), st.lists(st.integers(0, 400), max_size=3)
)
@settings(deadline=None, max_examples=examples(25))
def test_any_width(pieces: list[str], which: int, width: int, others: list[int]) -> None:
    """However wide a page is wanted, it is within the limits, and shows what its article says, by its own id."""
    text = f"It was raining in Bonn all day, the keeper said. {''.join(pieces)}"
    with kept(text, which, *others) as (place, answer):
        message = page(place, PageState(answer, 1, width=width), "**?**", private=False)
        assert message
        assert MESSAGE.holds(message_size(message))
        presses = (parse_custom_id(button.name) for button in message[-1].buttons)
        reached = next(found for found in presses if isinstance(found, ButtonPress)).view
        said = exact_text(place, reached, largest=10**6)
        assert isinstance(said, ExactText)
        spans = [text[int(start) : int(end)] for start, end in regex.findall(r"(\d+) to (\d+)", said.line)]
        lines, source = message[-1].text.split("\n-# ", 1)
        assert said.content.decode() == text
        read_lines = bare(INVISIBLE.sub("", seen(lines).text))
        is_whole = read_lines.replace(OMISSION, "") == bare("".join(spans))
        assert is_whole or (not reached.width and (lines.endswith(OMISSION) or read_lines in map(bare, spans)))
        assert regex.findall(r"Quote ([A-Z2-7]{8})", said.line)[0] in source


def test_too_large() -> None:
    """A text that is larger than a file may be is not sent, and the answer says so."""
    with kept("It was raining in Bonn all day, the keeper said.", 0) as (place, answer):
        assert exact_text(place, PageState(answer, 1), largest=10) == TOO_LARGE
