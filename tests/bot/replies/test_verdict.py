import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rendering.blockquote import quotation
from bot.rendering.layout import Layout
from bot.rendering.markdown import escape
from bot.rendering.message import MESSAGE, Reply, message_size
from bot.replies.verdict import HEADS, MOST, WORDLESS, verdict_reply
from retrieval.answering.verify_text import LONGEST, Verdict
from retrieval.answers import Quote
from retrieval.corpus import InMemoryCorpus
from retrieval.ingest.readers.text import text_article
from retrieval.records import Article
from retrieval.retriever import Retriever
from tests.bot.answers import bare, quote
from tests.bot.hostile import folded, hostile
from tests.bot.reader import seen
from tests.discord.message_rules import message_problems, overweight
from tests.discord.openapi import Document
from tests.tiers import examples

TRUE = "Kardashian shared, “I’m super honored to be here today and hear their stories.”"
RAIN = "It was raining in Bonn all day, the keeper said. Nobody saw the river rise."
MESSAGE_ROUTE = ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
ALLOWED = {"text", "strong", "strike", "blockQuote", "subtext", "newline"}


def over(*texts: str, title: str = "A title", name: str = "a.txt", url: str | None = None) -> Retriever:
    """A retriever over articles with these texts, which have this title, file and address."""
    articles = [text_article(text, file=f"{number}{name}") for number, text in enumerate(texts)]
    return Retriever(InMemoryCorpus([_stated(article, title=title, url=url) for article in articles]))


def _stated(article: Article, **stated: str | None) -> Article:
    return article.model_copy(update={"source": article.source.model_copy(update=stated)})


def body(reply: Reply) -> dict[str, object]:
    """The message as it travels."""
    return {"flags": 1 << 15, "components": Layout(reply).to_components()}  # type: ignore[no-untyped-call]  # discord.py types it not


@pytest.fixture(scope="module")
def valid(spec: Document | None) -> Callable[[Reply], None]:
    """Asserts that Discord takes the message."""

    def check(reply: Reply) -> None:
        message = body(reply)
        assert message_problems(message) == []
        assert overweight(message) == ""
        assert spec is None or spec.problems(*MESSAGE_ROUTE, message) == []
        assert MESSAGE.holds(message_size(reply))

    return check


@pytest.mark.parametrize("text", ["שלום לכל מי שבא אל השער.", "وصل القطار إلى المدينة (Bonn) في الصباح."])
def test_right_to_left(text: str) -> None:
    """A quote that the bot has kept from turning its surroundings is verbatim when it is checked."""
    here = over(text)
    shown_ = quotation(quote(text))
    assert shown_ != f"> **{text}**"
    assert verdict_reply(here, shown_)[0].text.startswith(f"{HEADS[Verdict.VERBATIM]}\n> \u2068{escape(text)}\u2069")


def test_verbatim() -> None:
    """What an article has in these words is verbatim, shown as it stands there, with its source and its address."""
    (part,) = verdict_reply(over(RAIN, url="https://example.org/rain"), "He said “raining in  Bonn all day”, really?")
    assert part.text.split("\n") == [HEADS[Verdict.VERBATIM], "> raining in Bonn all day", "-# A title · 0a.txt"]
    assert part.link == "https://example.org/rain"


def test_nearly() -> None:
    """What an article has in other words is shown with the differences marked."""
    (part,) = verdict_reply(over(RAIN), "It was snowing in Bonn all day, the keeper said.")
    assert part.text.startswith(HEADS[Verdict.NEARLY])
    assert "It was ~~snowing~~ **raining** in Bonn all day" in part.text


def test_not_found() -> None:
    """What no article has is repeated, and no source is named."""
    (part,) = verdict_reply(over(RAIN), "“Bread and butter were sold out”")
    assert part.text == f"{HEADS[Verdict.NOT_FOUND]}\n> Bread and butter were sold out"
    assert part.link is None


def test_each() -> None:
    """Each quotation has a verdict of its own, in the message's order."""
    found = verdict_reply(over(RAIN), "“Nobody saw the river rise”, “bread and butter”, “Nobody saw the river freeze”")
    assert [part.text.split("**")[1] for part in found] == ["Verbatim", "Not found", "Nearly"]


def test_also_in() -> None:
    """Other articles that have it are counted."""
    (part,) = verdict_reply(over(RAIN, f"{RAIN} And so on.", f"{RAIN} And more."), RAIN)
    assert part.text.endswith("-# also in: and 2 more")


def test_too_many() -> None:
    """Of many quotations the first are looked for, and the others are counted."""
    found = verdict_reply(over(RAIN), " ".join(f"“number {number}”" for number in range(MOST + 3)))
    assert len(found) == MOST + 1
    assert found[-1].text == "-# Not looked for: 3 more."


def test_wordless() -> None:
    """A message without words gets a reply that says so."""
    assert verdict_reply(over(RAIN), "🙂") == WORDLESS


def test_too_long() -> None:
    """A text that is too long to be checked gets a reply that says so."""
    (part,) = verdict_reply(over(RAIN), "rain " * LONGEST)
    assert f"may have {LONGEST}" in part.text


def test_marks_of_the_article() -> None:
    """Marks that stand in the article itself are found where somebody wrote them as they stand."""
    (part,) = verdict_reply(over("The *keeper* said that it was raining in Bonn."), "“The *keeper* said”")
    assert part.text.startswith(HEADS[Verdict.VERBATIM])


class Forgetful(Retriever):
    """Finds what it no longer has."""

    def __init__(self, usual: Retriever) -> None:
        self.__dict__.update(usual.__dict__)

    def confirms(self, quote: Quote) -> bool:  # noqa: ARG002 -- whatever it is
        """No."""
        return False


@pytest.mark.parametrize("text", [RAIN, "It was snowing in Bonn all day, the keeper said."])
def test_no_longer_there(text: str) -> None:
    """What an article does not have any more at this moment is not shown."""
    (part,) = verdict_reply(Forgetful(over(RAIN)), text)
    assert part.text.startswith(HEADS[Verdict.NOT_FOUND])


@settings(deadline=None)
@given(said=hostile, title=hostile, name=hostile)
def test_any_text(valid: Callable[[Reply], None], said: str, title: str, name: str) -> None:
    """Discord takes every reply, whatever is said, and whatever the articles say of themselves."""
    valid(verdict_reply(over(RAIN, f"{said}. {said}", title=title, name=name, url=f"https://e.x/{name}"), said))


@settings(max_examples=examples(30), deadline=None)
@given(said=st.lists(hostile, min_size=1, max_size=8), repeat=st.integers(1, 40))
def test_any_length(valid: Callable[[Reply], None], said: list[str], repeat: int) -> None:
    """Discord takes every reply, however many and long the quotations, and however the articles differ."""
    texts = [each * repeat for each in said]
    quoted = "\n\n".join(f"> {each}" for each in texts)
    valid(verdict_reply(over(*(f"Rain. {each} Snow." for each in texts), title="漢" * 300), quoted))


@settings(deadline=None)
@given(said=hostile)
@example(said="<@80351110224678912>1< -#\n1:#")
def test_nothing_comes_alive(said: str) -> None:
    """A reader sees the words as they are: no mention, link, heading or spoiler comes of them."""
    retriever = over(f"It was raining. {said} It was snowing.", title=said, name=said)
    for part in verdict_reply(retriever, f"> {said}\n\n> raining {said} snowing"):
        assert seen(part.text).kinds <= ALLOWED


@settings(deadline=None)
@given(
    words=st.lists(st.sampled_from(["It", "was", "snowing", "in", "Bonn", "all", "night", "the", "keeper"]), min_size=5)
)
def test_both_texts_are_shown(words: list[str]) -> None:
    """A reader gets both texts: without the struck words the article's, without the bold ones what was said."""
    (part,) = verdict_reply(over(RAIN), " ".join(words))
    if not part.text.startswith(HEADS[Verdict.NEARLY]):
        return
    line = part.text.split("\n")[1].removeprefix("> ")
    assert bare(re.sub(r"\*\*.*?\*\*", "", line.replace("~~", ""))) == bare(" ".join(words))
    assert bare(re.sub(r"~~.*?~~", "", line.replace("**", ""))) in bare(RAIN)


@pytest.mark.parametrize("said", ["It was ~ in Bonn all day", "It was ~~ in Bonn all day", "It was x~ in Bonn all day"])
def test_tildes(said: str) -> None:
    """Struck tildes do not end the stroke, and show no backslash."""
    (part,) = verdict_reply(over(RAIN), said)
    shown = seen(part.text.split("\n")[1])
    assert part.text.startswith(HEADS[Verdict.NEARLY])
    assert "\\" not in shown.text
    assert folded(shown.text).startswith("It was ")


def test_source_has_no_id() -> None:
    """A verdict names no quote, for none was sent."""
    (part,) = verdict_reply(over(RAIN), RAIN)
    assert "quote" not in part.text.split("\n")[-1]
