"""Which kinds of message does the bot send? All of them, made by the bot's own code of any texts that are not its own.

The texts are an article's, its title's, publisher's, file's and address's, a question's and a checked message's. A new
kind of message is one more entry here: it is then held to Discord's limits, and to be nothing but text where it quotes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from bot.corpora.guilds import GuildCorpora, GuildScope
from bot.discord_client.rate_limit import Wait, rate_limit_reply
from bot.jobs.progress import ReadCount
from bot.jobs.status_text import status_line, status_message
from bot.jobs.tasks import MOST_LISTED
from bot.moderation.channel_policy import elsewhere_reply
from bot.moderation.components import TOO_OLD as FORM_TOO_OLD
from bot.moderation.hand_in import THANKS, answer_layout
from bot.moderation.removal import _feed_confirmation, _remove, question
from bot.moderation.settings_form import SettingsForm
from bot.moderation.sources import _not_found
from bot.moderation.sources_list import JOBS, ROWS, SourcesPageState, sources_reply
from bot.moderation.unanswered import ROWS as QUESTIONS
from bot.moderation.unanswered import ListPosition, UnansweredView
from bot.rendering import wording
from bot.rendering.buttons import NearestPress, PageState
from bot.rendering.layout import Layout
from bot.rendering.message import Button, Part, Reply, apology, heading, page_parts, parts
from bot.replies.help_text import Command, help_reply
from bot.replies.pages import ExactText, exact_text, page
from bot.replies.recall import quote_status_reply
from bot.replies.reply import BUSY, HOW_TO_ASK, NOT_YOURS, TOO_OLD, UNREADABLE, AskRequest, reply, store_answer
from bot.replies.verdict import verdict_reply
from bot.store.guild_settings import GuildSettings, guild_collection
from bot.store.jobs import ArticleResult, Job, JobKind, JobResult
from bot.store.tables import discord_library
from bot.store.unanswered import UnansweredQuestion
from retrieval.analysis.passages import passages
from retrieval.analysis.tokenizer import has_word
from retrieval.answers import Answer, Quote, Refusal, quote_id
from retrieval.errors import NotInLibraryError
from retrieval.ingest.inputs import Origin
from retrieval.ingest.readers.text import text_article
from retrieval.library.catalog import SourceList, SourceRow
from retrieval.library.feeds import Feed
from retrieval.library.passages import articles_containing
from retrieval.library.store import ReadBatch, StoreOutcome, store_articles
from retrieval.query.parser import LONGEST
from retrieval.records import Article, Span
from retrieval.retriever import PUBLIC, retriever_over
from tests.bot.answers import refused

SERVER, ASKER, BIGGEST = 1, 2**64 - 1, 2**64 - 1
TIME: Final = "2024-05-22T10:00:00+00:00"
FACT: Final = "It was raining in Bonn all day, the keeper said."

Message = Reply | Layout | SettingsForm | UnansweredView


class Texts(NamedTuple):
    """What others write: an article, whatever names there are, and a question, or a message."""

    article: str
    name: str
    asked: str


class World(NamedTuple):
    """A server whose one article is made of the texts, a quote of the end of it, and the answer that has the quote."""

    texts: Texts
    servers: GuildCorpora
    quote: Quote
    answer: str

    @property
    def place(self) -> GuildScope:
        """What the server may see."""
        return self.servers.at(SERVER)

    @property
    def question(self) -> str:
        """What is asked, as far as it may be; what has no word is not searched for."""
        asked = self.texts.asked[:LONGEST]
        return asked if has_word(asked) else "?"

    @property
    def head(self) -> str:
        """The head of the answer."""
        given = Answer(question=self.question, answered=True, searched_for=self.question, quotes=())
        return heading(given, only_in=self.texts.name)


@contextmanager
def world(texts: Texts) -> Iterator[World]:
    """The world of these texts."""
    with TemporaryDirectory() as folder, discord_library(Path(folder) / "library.db", create=True) as library:
        delivery = ReadBatch(Origin(address=texts.name or "a"), texts.name or "a", "", {"": _article(texts)})
        store_articles(library, delivery, collection=guild_collection(SERVER))
        (article,) = articles_containing(library, [guild_collection(SERVER)], "")
        retriever = retriever_over([article])
        servers = GuildCorpora(library, [PUBLIC], lambda *_: retriever)  # type: ignore[arg-type]  # nothing changes
        quote = _quote(article)
        answer = store_answer(servers.at(SERVER), [quote, *retriever.ask("Where was it raining?").quotes])
        assert answer
        yield World(texts, servers, quote, answer)


def _article(texts: Texts) -> Article:
    article = text_article(f"{FACT}\n\nSo {texts.article}", file=texts.name or "a")
    stated = dict.fromkeys(("title", "publisher"), texts.name) | {"url": f"https://e.x/{texts.name}"}
    return article.model_copy(update={"source": article.source.model_copy(update=stated)})


def _quote(article: Article) -> Quote:
    """The last sentence, with the one before it."""
    *_, before, last = [span for passage in passages(article) for span in passage.sentences][-2:] * 2
    start, end = min(before.start, last.start), last.end
    where = {"start": start, "end": end, "highlight": (last.start, last.end), "text": article.version.text[start:end]}
    named = {"id": quote_id(article.version.id, [Span(start=start, end=end)]), "article": article.source_at(last.start)}
    return Quote.model_validate(where | named)


def kinds(world: World) -> Iterator[tuple[str, Message]]:
    """Each kind by its name; the last one ends the world."""
    yield from _answers(world)
    yield from _other_answers(world)
    yield from _of_jobs(world)
    yield from _of_moderators(world)
    yield from FIXED.items()
    key = world.quote.article.id
    yield "remove", question(world.servers.library, key, SERVER)
    yield "removed", [Part(_remove(world.servers.library, key, SERVER))]
    yield "changed", page(world.place, PageState(world.answer, ASKER), world.head, private=False) or ()
    yield "gone", quote_status_reply(world.servers, SERVER, world.quote.id, asker=ASKER)


def _answers(world: World) -> Iterator[tuple[str, Message]]:
    view, about = (
        PageState(world.answer, ASKER),
        f"\n-# {wording.ABOUT}https://discord.com/channels/{BIGGEST}/{BIGGEST}/1",
    )
    for width in (0, 1, 9):
        yield f"page {width}", page(world.place, view._replace(width=width), world.head, private=False) or ()
    yield "private", page(world.place, view._replace(about=BIGGEST), world.head, private=True) or ()
    yield "posted", page(world.place, view._replace(about=BIGGEST), world.head + about, private=False) or ()
    yield "recalled", quote_status_reply(world.servers, SERVER, world.quote.id, asker=ASKER)
    yield "recalled and changed", page_parts("Changed here.\n-# quote", world.quote)
    yield "all at once", parts(Answer(question="?", answered=True, quotes=(world.quote,) * 3))
    words = tuple(world.question.split())
    refusal = refused(Refusal.NOT_FOUND, known_terms=words[::2], unknown_terms=words[1::2], suggestions=words[:3])
    refused_, below = (
        refusal.model_copy(update={"question": world.question}),
        [Button("Show", NearestPress("a" * 64).name)],
    )
    yield "refusal", answer_layout(parts(refused_, below_refusal=below), moderated=True)
    yield "nearest", parts(refused_.model_copy(update={"nearest": (world.quote,) * 3}), only_in=world.texts.name)


def _other_answers(world: World) -> Iterator[tuple[str, Message]]:
    asked = world.texts.asked
    yield "asked for the nearest", reply(world.servers, SERVER, AskRequest(asked, ASKER, nearest=True), limit=3)
    yield "asked", answer_layout(reply(world.servers, SERVER, AskRequest(asked, ASKER), limit=3), moderated=True)
    yield "asked of one", reply(world.servers, SERVER, AskRequest("Who?", ASKER, source=asked or "?"), limit=3)
    yield "unknown quote", quote_status_reply(world.servers, SERVER, asked[:32], asker=ASKER)
    yield "checked", verdict_reply(world.place.articles, asked)
    yield "checked word for word", verdict_reply(world.place.articles, f"So {world.texts.article}")
    yield (
        "checked nearly",
        verdict_reply(world.place.articles, f"It was snowing in Bonn all day. {world.texts.article}"),
    )


def _of_jobs(world: World) -> Iterator[tuple[str, Message]]:
    name = world.texts.name
    said = (
        ArticleResult(outcome=StoreOutcome.ADDED, text=name, article="abcdef"),
        ArticleResult(outcome=StoreOutcome.SKIPPED, text=name),
    )
    done = JobResult(
        counts=dict.fromkeys(StoreOutcome, 10**9), said=said * MOST_LISTED, notes=(name,) * MOST_LISTED, answered=500
    )
    for kind in JobKind:
        yield f"job {kind}", status_message(job(name, kind), ReadCount(10**6, 10**6))
    yield "job done", status_message(job(name, done=done))
    yield "job failed", status_message(job(name, done=JobResult(problem=f"Because: {name}")))
    yield "not in the library", [Part(_not_found(NotInLibraryError(f"no article is called `{name}`", "look")))]


def _of_moderators(world: World) -> Iterator[tuple[str, Message]]:
    name = world.texts.name
    jobs = [status_line(job(name, done=JobResult(problem=f"Because: {name}")))] * JOBS
    yield (
        "list",
        sources_reply(SourcesPageState(0, SourceList((feed(name),), (listed(name),) * (ROWS - 1), 10**6), jobs)),
    )
    yield "unfollow", _feed_confirmation(feed(name), 10**6)
    questions = (UnansweredQuestion(id=10**17, question=world.texts.asked, times=10**6, last_at=TIME),)
    many = tuple(each.model_copy(update={"id": each.id + n}) for n in range(QUESTIONS) for each in questions)
    yield "unanswered", UnansweredView(many, ListPosition(number=1), 3)


FIXED: Final[dict[str, Message]] = {
    "busy": BUSY,
    "how to ask": HOW_TO_ASK,
    "unreadable": UNREADABLE,
    "too old": TOO_OLD,
    "form too old": FORM_TOO_OLD,
    "not yours": NOT_YOURS,
    "handed in": THANKS,
    "too many": rate_limit_reply(Wait(is_for_guild=True, limit=10**6, seconds=60, is_news=True)),
    "apology": apology("4F2A1C"),
    "help": help_reply([Command("ask", "d" * 100)] * 10 + [Command("Check this quote", "")] * 5),
    "settings": SettingsForm(GuildSettings(channels=(BIGGEST,))),
    "elsewhere": elsewhere_reply(GuildSettings(channels=(BIGGEST,) * 25)),
    "empty list": sources_reply(SourcesPageState(0, SourceList((), (), 0))),
    "nothing unanswered": UnansweredView((), ListPosition(), 1),
}
"""What the bot says in its own words alone."""


def exact_line(world: World) -> str:
    """What is said above the exact text as a file, which is a message without components."""
    found = exact_text(world.place, PageState(world.answer, ASKER), largest=10**9)
    assert isinstance(found, ExactText)
    return found.line


def job(target: str, kind: JobKind = JobKind.ADD, done: JobResult | None = None) -> Job:
    """A job about something of this name."""
    return Job(id=1, guild=SERVER, kind=kind, target=target, channel=2, asked_at=TIME, done=done)


def feed(name: str) -> Feed:
    """A feed at an address with this name, and a problem that names it."""
    return Feed(
        id=10**17, collection="server-1", address=f"https://e.x/{name}", looked_at=TIME, due_at=TIME, problem=name
    )


def listed(name: str) -> SourceRow:
    """An article of the list with this name wherever there can be any."""
    usual = {"id": "abcdef", "title": name, "url": name, "file": name, "problem": name, "is_gone": True}
    return SourceRow.model_validate({**usual, "read_at": TIME, "looked_at": TIME})
