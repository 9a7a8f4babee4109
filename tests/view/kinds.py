"""Which kinds of reply are there? Each made by the bot's own code, with the texts that a reader must see in it.

A new kind of reply is one more entry in `kinds`: every test and picture of the page then has it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from bot.corpora.guilds import GuildCorpora
from bot.discord_client.rate_limit import Wait, rate_limit_reply
from bot.rendering.buttons import ButtonPress, PageState, parse_custom_id
from bot.rendering.elements import OMISSION
from bot.rendering.markdown import escape
from bot.rendering.message import LINK_LABEL, NO_LONGER_THERE, Reply, apology, parts, with_confirmed_quotes
from bot.rendering.wording import MAY_NOT_ANSWER, SMALL_TALK
from bot.replies.help_text import Command as GuideCommand
from bot.replies.help_text import help_reply
from bot.replies.pages import ExactText, exact_text, page
from bot.replies.recall import quote_status_reply
from bot.replies.reply import BUSY, HOW_TO_ASK, NEAREST_LABEL, NOT_YOURS, TOO_OLD, UNREADABLE, AskRequest, reply
from bot.replies.verdict import verdict_reply
from retrieval.answers import Answer, Quote
from retrieval.corpus import InMemoryCorpus
from retrieval.ingest.readers.text import text_article
from retrieval.library.catalog import article_names
from retrieval.retriever import Retriever
from tests.bot.answers import answer, quote, spread
from tests.bot.online import ASKED, FOREIGN
from tests.discord.message_rules import EPHEMERAL
from tests.discord.payloads import PERSON_ID
from tests.discord.traffic import Json
from tests.view import moderators, structure
from tests.view.kind import Kind, message
from tests.view.view import Command

ASKER: Final = int(PERSON_ID)

REPEATED: Final = "Who is just here to help and spread the word?"
MISSPELT: Final = "When did kim kardashain pass the babybar?"
HALF_KNOWN: Final = "Which lawyer did Kardashian hire in Paris?"

CHECK: Final = Command("Check this quote", kind="message")
TRUE, NEARLY, FALSE = "issued 24 pardons", "The 129 is less than any other recent predecessor", "the river rose"
CHECKED: Final = f"He says “{TRUE}”, and:\n> {NEARLY}\nAlso “{FALSE}”!"
CHECKS: Final = (TRUE, "The 129 is less more than any other recent predecessor", FALSE)
TOO_MANY: Final = rate_limit_reply(Wait(is_for_guild=True, limit=200, seconds=12, is_news=True))
HELP: Final = help_reply(
    [GuideCommand("ask", "Answer a question with quotes from the articles."), GuideCommand("Check this quote", "")]
)

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


def kinds(seeds: GuildCorpora) -> Mapping[str, Kind]:
    """Every kind of reply by its name, over the five seeds."""
    return {
        "answer": _asked(seeds, ASKED),
        "also-in": _asked(seeds, REPEATED, limit=1),
        "searched-for": _asked(seeds, MISSPELT, limit=1),
        "only-in": _asked(seeds, ASKED, "Only in: ", source=article_names(seeds.library, ["public"])[0].id),
        "private": _asked(seeds, ASKED, "Post here", private=True),
        "turned": _turned(seeds, page_=1),
        "widened": _turned(seeds, width=2),
        "linked": _linked(seeds),
        "exact": _exact(seeds),
        "recalled": _recalled(seeds),
        "unknown-quote": _said(quote_status_reply(seeds, None, "NOSUCHID", asker=ASKER), "No quote `NOSUCHID`"),
        "all-at-once": _said(parts(_answer(seeds)), *(quote.text for quote in _answer(seeds).quotes)),
        "refusal": _asked(seeds, FOREIGN, "They do not know: capital, France."),
        "refusal-half-known": _asked(seeds, HALF_KNOWN, "They know: Kardashian.", "lawyer, hire, Paris", NEAREST_LABEL),
        "nearest": _nearest(seeds),
        "small-talk": _asked(seeds, "hello", SMALL_TALK),
        "too-long": _asked(seeds, "who " * 1001, "The question"),
        "changed": _said(_without_quotes(seeds), NO_LONGER_THERE),
        "too-old": _said(TOO_OLD, TOO_OLD[0].text),
        "not-yours": _said(NOT_YOURS, NOT_YOURS[0].text),
        "busy": _said(BUSY, BUSY[0].text),
        "how-to-ask": _said(HOW_TO_ASK, "use /ask")._replace(command=None, markup=frozenset({"code"})),
        "unreadable": _said(UNREADABLE, "use /ask")._replace(command=None, markup=frozenset({"code"})),
        "too-many": _private(TOO_MANY, "This server has asked", "200 questions")._replace(
            markup=frozenset({"d-timestamp"})
        ),
        "check": _private(verdict_reply(seeds.at(None).articles, CHECKED), *CHECKS)._replace(
            command=CHECK, markup=frozenset({"del"})
        ),
        "check-hostile": _checked_hostile(),
        "help": _private(HELP, "What a quote proves", "/ask", "Check this quote")._replace(
            command=Command("help"), markup=frozenset({"code", "li", "ul"})
        ),
        "apology": _said(apology("4F2A1C"), "error 4F2A1C"),
        "source": _quoted(_stated()),
        "several-spans": _spread(),
        **structure.kinds(),
        "cut": _said(parts(answer(quote("and it rained on, " * 400))), "and it rained on, " * 150, "[…]"),
        "hostile": _quoted(quote(ATTACK, title=ATTACK, publisher=ATTACK, file=ATTACK, also_in=2), question=ATTACK),
        "scripts": _quoted(quote("\n\n".join(SCRIPTS), SCRIPTS[0], title=" ".join(SCRIPTS[:3])), question=SCRIPTS[2]),
        **moderators.kinds(seeds),
    }


def _asked(
    seeds: GuildCorpora, question: str, *shows: str, limit: int = 3, source: str = "", private: bool = False
) -> Kind:
    asked = AskRequest(question, ASKER, source=source, private=private)
    said = reply(seeds, None, asked, limit=limit)
    quotes = () if shows else seeds.at(None).articles.ask(question, limit=limit).quotes[:1]
    return Kind(message(said, private=private), (*shows, *(quote.text for quote in quotes)))


def _nearest(seeds: GuildCorpora) -> Kind:
    """What comes nearest to a refused question, which who pressed for it sees alone."""
    said = reply(seeds, None, AskRequest(HALF_KNOWN, ASKER, private=True, nearest=True), limit=3)
    found = seeds.at(None).articles.ask(HALF_KNOWN, nearest=True).nearest
    return Kind(message(said, private=True), (MAY_NOT_ANSWER, *(quote.text for quote in found)))


def _answer(seeds: GuildCorpora) -> Answer:
    return seeds.at(None).articles.ask(ASKED)


def _view(seeds: GuildCorpora) -> PageState:
    """The first page of the answer."""
    *_, last = reply(seeds, None, AskRequest(ASKED, ASKER), limit=3)
    found = parse_custom_id(last.buttons[0].name)
    assert isinstance(found, ButtonPress)
    return found.view


def _turned(seeds: GuildCorpora, *, page_: int = 0, width: int = 0) -> Kind:
    view = _view(seeds)._replace(page=page_, width=width)
    said = page(seeds.at(None), view, f"**{ASKED}**", private=False)
    assert said
    return _said(said, ASKED, f"{page_ + 1} of 3", _answer(seeds).quotes[page_].text)


def _linked(seeds: GuildCorpora) -> Kind:
    """A page with all the buttons that there are."""
    *above, last = reply(seeds, None, AskRequest(ASKED, ASKER), limit=3)
    return _said(
        [*above, last._replace(link="https://post.example/pardons")], LINK_LABEL, _answer(seeds).quotes[0].text
    )


def _exact(seeds: GuildCorpora) -> Kind:
    said = exact_text(seeds.at(None), _view(seeds), largest=10**6)
    assert isinstance(said, ExactText)
    attached = {"content": said.line, "attachments": [{"id": 0, "filename": said.name}], "flags": EPHEMERAL}
    return Kind(attached, ("characters", said.name), command=None)


def _recalled(seeds: GuildCorpora) -> Kind:
    quote_ = _answer(seeds).quotes[0]
    said = quote_status_reply(seeds, None, quote_.id, asker=ASKER)
    return _said(said, "Unchanged", quote_.text)._replace(command=Command("quote"))


def _quoted(*quotes: Quote, question: str = "Who was there?") -> Kind:
    return _said(parts(answer(*quotes, question=question)), question, *(quote.text for quote in quotes))


def _spread() -> Kind:
    """A quote of three spans, the first two of which touch."""
    found = spread(_stated(), [("", "These were there:")], [(" It rained on. ", "So were the others.")])
    return _said(parts(answer(found)), *(span.text for span in found.spans), OMISSION)


def _said(said: Reply, *shows: str) -> Kind:
    return Kind(message(said), shows)


def _checked_hostile() -> Kind:
    """What three attacks are found to be: verbatim, nearly, and not in an article whose title is one, too."""
    article = text_article(f"It was raining. {ATTACK} It was snowing.", file="a.txt")
    stated = article.model_copy(update={"source": article.source.model_copy(update={"title": ATTACK, "file": ATTACK})})
    said = verdict_reply(
        Retriever(InMemoryCorpus([stated])),
        f">>> {escape(ATTACK)} […] raining {escape(ATTACK)} so […] Bread {escape(ATTACK)}",
    )
    return _private(said, "click [here](https://evil.example)")._replace(command=CHECK, markup=frozenset({"del"}))


def _private(said: Reply, *shows: str) -> Kind:
    """A reply that its asker alone sees."""
    sent = message(said)
    return Kind(sent | {"flags": sent["flags"] | EPHEMERAL}, shows)


def _without_quotes(seeds: GuildCorpora) -> Reply:
    return parts(with_confirmed_quotes(_answer(seeds), lambda _: False))


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
