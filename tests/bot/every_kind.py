"""Which kinds of message does the bot send? All of them, made by the bot's own code of any texts that are not its own.

The texts are an article's, its title's, publisher's, file's and address's, a question's and a checked message's. A new
kind of message is one more entry here: it is then held to Discord's limits, and to be nothing but text where it quotes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from bot.corpora.choice import PUBLIC
from bot.corpora.guilds import Place, Servers
from bot.discord_client.rate_limit import Wait, too_many
from bot.jobs.progress import Read
from bot.jobs.status_text import in_a_line, told
from bot.jobs.tasks import MOST_SAID
from bot.moderation.channel_policy import elsewhere
from bot.moderation.components import TOO_OLD as FORM_TOO_OLD
from bot.moderation.hand_in import THANKS, answered
from bot.moderation.overview import JOBS, ROWS, overview
from bot.moderation.overview import View as ListView
from bot.moderation.removal import _asking_of_feed, _removed, question
from bot.moderation.settings_form import Form
from bot.moderation.sources import _not_found
from bot.moderation.unanswered import ROWS as QUESTIONS
from bot.moderation.unanswered import At, Unanswered
from bot.rendering import wording
from bot.rendering.buttons import View
from bot.rendering.layout import Layout
from bot.rendering.message import Part, Reply, apology, heading, page_parts, parts
from bot.replies.help_text import Command, guide
from bot.replies.pages import Exact, exact, page
from bot.replies.recall import recall
from bot.replies.reply import BUSY, HOW_TO_ASK, NOT_YOURS, TOO_OLD, UNREADABLE, Asked, noted, reply
from bot.replies.verdict import verdicts
from bot.store.guild_settings import ServerSettings, collection_of
from bot.store.jobs import Done, Job, Kind, Said
from bot.store.unanswered import HandedIn
from retrieval.analysis.passages import passages
from retrieval.analysis.tokenizer import has_word
from retrieval.errors import NotInLibraryError
from retrieval.ingest.inputs import Origin
from retrieval.ingest.readers.text import text_article
from retrieval.library.database import Library
from retrieval.library.feeds import Feed
from retrieval.library.listing import Listed, Page
from retrieval.library.stock import having
from retrieval.library.store import Delivery, Outcome, put
from retrieval.query.parser import LONGEST
from retrieval.records import Answer, Article, Quote, Refusal, quote_id
from retrieval.retriever import retriever_over
from tests.bot.answers import refused

SERVER, ASKER, BIGGEST = 1, 2**64 - 1, 2**64 - 1
TIME: Final = "2024-05-22T10:00:00+00:00"
FACT: Final = "It was raining in Bonn all day, the keeper said."

Message = Reply | Layout | Form | Unanswered


class Texts(NamedTuple):
    """What others write: an article, whatever names there are, and a question, or a message."""

    article: str
    name: str
    asked: str


class World(NamedTuple):
    """A server whose one article is made of the texts, a quote of the end of it, and the answer that has the quote."""

    texts: Texts
    servers: Servers
    quote: Quote
    answer: str

    @property
    def place(self) -> Place:
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
    with TemporaryDirectory() as folder, Library(Path(folder) / "library.db", create=True) as library:
        delivery = Delivery(Origin(address=texts.name or "a"), texts.name or "a", "", {"": _article(texts)})
        put(library, delivery, collection=collection_of(SERVER))
        (article,) = having(library, [collection_of(SERVER)], "")
        retriever = retriever_over([article])
        servers = Servers(library, [PUBLIC], lambda *_: retriever)  # type: ignore[arg-type]  # nothing changes
        quote = _quote(article)
        answer = noted(servers.at(SERVER), [quote, *retriever.ask("Where was it raining?").quotes])
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
    named = {"id": quote_id(article.version.id, start, end), "article": article.source_at(last.start)}
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
    yield "removed", [Part(_removed(world.servers.library, key, SERVER))]
    yield "changed", page(world.place, View(world.answer, ASKER), world.head, private=False) or ()
    yield "gone", recall(world.servers, SERVER, world.quote.id, asker=ASKER)


def _answers(world: World) -> Iterator[tuple[str, Message]]:
    view, about = View(world.answer, ASKER), f"\n-# {wording.ABOUT}https://discord.com/channels/{BIGGEST}/{BIGGEST}/1"
    for width in (0, 1, 9):
        yield f"page {width}", page(world.place, view._replace(width=width), world.head, private=False) or ()
    yield "private", page(world.place, view._replace(about=BIGGEST), world.head, private=True) or ()
    yield "posted", page(world.place, view._replace(about=BIGGEST), world.head + about, private=False) or ()
    yield "recalled", recall(world.servers, SERVER, world.quote.id, asker=ASKER)
    yield "recalled and changed", page_parts("Changed here.\n-# quote", world.quote)
    yield "all at once", parts(Answer(question="?", answered=True, quotes=(world.quote,) * 3))
    words = tuple(world.question.split())
    refusal = refused(Refusal.NOT_FOUND, known_terms=words[::2], unknown_terms=words[1::2], suggestions=words[:3])
    yield "refusal", answered(parts(refusal.model_copy(update={"question": world.question})), moderated=True)


def _other_answers(world: World) -> Iterator[tuple[str, Message]]:
    asked = world.texts.asked
    yield "asked", answered(reply(world.servers, SERVER, Asked(asked, ASKER), limit=3), moderated=True)
    yield "asked of one", reply(world.servers, SERVER, Asked("Who?", ASKER, source=asked or "?"), limit=3)
    yield "unknown quote", recall(world.servers, SERVER, asked[:32], asker=ASKER)
    yield "checked", verdicts(world.place.articles, asked)
    yield "checked word for word", verdicts(world.place.articles, f"So {world.texts.article}")
    yield "checked nearly", verdicts(world.place.articles, f"It was snowing in Bonn all day. {world.texts.article}")


def _of_jobs(world: World) -> Iterator[tuple[str, Message]]:
    name = world.texts.name
    said = (Said(outcome=Outcome.ADDED, text=name, article="abcdef"), Said(outcome=Outcome.SKIPPED, text=name))
    done = Done(counts=dict.fromkeys(Outcome, 10**9), said=said * MOST_SAID, notes=(name,) * MOST_SAID, answered=500)
    for kind in Kind:
        yield f"job {kind}", told(job(name, kind), Read(10**6, 10**6))
    yield "job done", told(job(name, done=done))
    yield "job failed", told(job(name, done=Done(problem=f"Because: {name}")))
    yield "not in the library", [Part(_not_found(NotInLibraryError(f"no article is called `{name}`", "look")))]


def _of_moderators(world: World) -> Iterator[tuple[str, Message]]:
    name = world.texts.name
    jobs = [in_a_line(job(name, done=Done(problem=f"Because: {name}")))] * JOBS
    yield "list", overview(ListView(0, Page((feed(name),), (listed(name),) * (ROWS - 1), 10**6), jobs))
    yield "unfollow", _asking_of_feed(feed(name), 10**6)
    questions = (HandedIn(id=10**17, question=world.texts.asked, times=10**6, last_at=TIME),)
    many = tuple(each.model_copy(update={"id": each.id + n}) for n in range(QUESTIONS) for each in questions)
    yield "unanswered", Unanswered(many, At(number=1), 3)


FIXED: Final[dict[str, Message]] = {
    "busy": BUSY,
    "how to ask": HOW_TO_ASK,
    "unreadable": UNREADABLE,
    "too old": TOO_OLD,
    "form too old": FORM_TOO_OLD,
    "not yours": NOT_YOURS,
    "handed in": THANKS,
    "too many": too_many(Wait(is_servers=True, limit=10**6, seconds=60, is_news=True)),
    "apology": apology("4F2A1C"),
    "help": guide([Command("ask", "d" * 100)] * 10 + [Command("Check this quote", "")] * 5),
    "settings": Form(ServerSettings(channels=(BIGGEST,))),
    "elsewhere": elsewhere(ServerSettings(channels=(BIGGEST,) * 25)),
    "empty list": overview(ListView(0, Page((), (), 0))),
    "nothing unanswered": Unanswered((), At(), 1),
}
"""What the bot says in its own words alone."""


def exact_line(world: World) -> str:
    """What is said above the exact text as a file, which is a message without components."""
    found = exact(world.place, View(world.answer, ASKER), largest=10**9)
    assert isinstance(found, Exact)
    return found.line


def job(target: str, kind: Kind = Kind.ADD, done: Done | None = None) -> Job:
    """A job about something of this name."""
    return Job(id=1, server=SERVER, kind=kind, target=target, channel=2, asked_at=TIME, done=done)


def feed(name: str) -> Feed:
    """A feed at an address with this name, and a problem that names it."""
    return Feed(
        id=10**17, collection="server-1", address=f"https://e.x/{name}", looked_at=TIME, due_at=TIME, problem=name
    )


def listed(name: str) -> Listed:
    """An article of the list with this name wherever there can be any."""
    usual = {"id": "abcdef", "title": name, "url": name, "file": name, "problem": name, "is_gone": True}
    return Listed.model_validate({**usual, "read_at": TIME, "looked_at": TIME})
