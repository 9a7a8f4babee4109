"""Which kinds of reply are there? Each made by the bot's own code, with the texts that a reader must see in it.

A new kind of reply is one more entry in `kinds`: every test and picture of the page then has it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from bot.articles import Articles
from bot.message import NO_LONGER_THERE, confirmed, parts
from bot.reply import BUSY, HOW_TO_ASK, UNREADABLE, Reply, apology, reply
from bot.wording import SMALL_TALK
from retrieval.records import Quote
from tests.bot.answers import answer, quote
from tests.bot.online import ASKED, FOREIGN
from tests.discord.traffic import Json
from tests.view import moderators
from tests.view.kind import Kind, message

REPEATED: Final = "Who is just here to help and spread the word?"
MISSPELT: Final = "When did kim kardashain pass the babybar?"
HALF_KNOWN: Final = "Which lawyer did Kardashian hire in Paris?"

ATTACK: Final = (
    "# Free tokens\n> **@everyone** <@80351110224678912> click [here](https://evil.example) ||or here|| "
    "`<t:0:R>` <:x:216154654256398347> :smile: ~~gone~~ __under__ 1. - -# * > >>> \u202etxet sdrawkcab\u202c"
)
SCRIPTS: Final = (
    "漢字かな交じり文です。",
    "한국어 문장입니다.",
    "שלום, עולם.",
    "می‌خواهم بروم.",
    "न्हि देवनागरी।",
    "👩‍👩‍👧‍👦 🇩🇪 👍🏽 1️⃣",
    "e\u0323\u0308\u0301 e\u0301",
)


def kinds(articles: Articles) -> Mapping[str, Kind]:
    """Every kind of reply by its name; `articles` are the five seeds."""
    return {
        "answer": _asked(articles, ASKED),
        "also-in": _asked(articles, REPEATED, limit=1),
        "searched-for": _asked(articles, MISSPELT, limit=1),
        "refusal": _asked(articles, FOREIGN, "They do not know: capital, France."),
        "refusal-half-known": _asked(articles, HALF_KNOWN, "They know: Kardashian.", "lawyer, hire, Paris"),
        "small-talk": _asked(articles, "hello", SMALL_TALK),
        "too-long": _asked(articles, "who " * 200, "The question"),
        "changed": _said(_without_quotes(articles), NO_LONGER_THERE),
        "busy": _said(BUSY, BUSY[0].text),
        "how-to-ask": _said(HOW_TO_ASK, "use /ask")._replace(command=None, markup=frozenset({"code"})),
        "unreadable": _said(UNREADABLE, "use /ask")._replace(command=None, markup=frozenset({"code"})),
        "apology": _said(apology("4F2A1C"), "mishap 4F2A1C"),
        "source": _quoted(_stated()),
        "cut": _said(parts(answer(quote("and it rained on, " * 400))), "and it rained on, " * 150, "[…]"),
        "hostile": _quoted(quote(ATTACK, title=ATTACK, publisher=ATTACK, file=ATTACK, also_in=2), question=ATTACK),
        "scripts": _quoted(quote("\n\n".join(SCRIPTS), SCRIPTS[0], title=" ".join(SCRIPTS[:3])), question=SCRIPTS[2]),
        **moderators.kinds(articles),
    }


def _asked(articles: Articles, question: str, *shows: str, limit: int = 3) -> Kind:
    quotes = articles.ask(question, limit=limit).quotes if not shows else ()
    return _said(reply(articles, question, limit=limit), *shows, *(quote.text for quote in quotes))


def _quoted(*quotes: Quote, question: str = "Who was there?") -> Kind:
    return _said(parts(answer(*quotes, question=question)), question, *(quote.text for quote in quotes))


def _said(said: Reply, *shows: str) -> Kind:
    return Kind(message(said), shows)


def _without_quotes(articles: Articles) -> Reply:
    return parts(confirmed(articles.ask(ASKED), lambda _: False))


def _stated() -> Quote:
    return quote(
        "It rained all day.\n\nBo was there. So was Al.",
        "Bo was there.",
        title="Rain in the valley",
        publisher="The Post",
        published=date(2024, 4, 26),
        url="https://post.example/rain#:~:text=Bo%20was%20there.",
        page=3,
    )


def every_component() -> Iterator[tuple[Json, str]]:
    """Each component that Discord draws in a message, and what can be read of it; those that the bot has not used too.

    https://discord.com/developers/docs/components/reference
    """
    text: Json = {"type": 10, "content": "a text"}
    button: Json = {"type": 2, "style": 2, "label": "a button", "custom_id": "b"}
    media: Json = {"media": {"url": "attachment://a%20picture.png"}}
    yield text, "a text"
    for style in range(1, 5):
        yield {"type": 1, "components": [{**button, "style": style, "disabled": style == 2}]}, "a button"
    yield {"type": 1, "components": [{**button, "emoji": {"name": "🗑️"}}]}, "🗑️ a button"
    yield {"type": 1, "components": [{"type": 2, "style": 5, "label": "a link", "url": "https://e.x/"}]}, "a link"
    for kind in (3, 5, 6, 7, 8):
        yield {"type": 1, "components": [{"type": kind, "custom_id": "s", "placeholder": "choose"}]}, "choose"
    yield {"type": 9, "components": [text], "accessory": button}, "a text\na button"
    yield {"type": 9, "components": [text], "accessory": {"type": 11, **media}}, "a text\na picture.png"
    yield {"type": 12, "items": [media, {**media, "description": "another"}]}, "a picture.png\nanother"
    yield {"type": 13, "file": {"url": "attachment://article.txt"}}, "article.txt"
    yield {"type": 14, "divider": True, "spacing": 2}, ""
    yield {"type": 17, "accent_color": 0x3D5A80, "components": [{"type": 14}, text]}, "a text"
