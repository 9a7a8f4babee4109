"""The bot in a test: over a retriever that can be held back, connected to the double."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import cast

from bot.client import Pullquote
from bot.corpora.choice import AnyRetriever
from bot.corpora.guilds import AnyLiveRetriever, GuildCorpora
from bot.jobs.tasks import JobDeps
from bot.rendering.message import MESSAGE, Part, message_size
from bot.settings import Settings
from bot.store.tables import discord_library
from retrieval.answering.followup import PreviousTurn
from retrieval.answers import Answer
from retrieval.retriever import LIMIT, PUBLIC, Retriever
from tests.bot.hostile import folded
from tests.bot.reader import seen
from tests.discord.double import Double
from tests.discord.message_rules import COMPONENTS_V2, texts
from tests.discord.traffic import Json

ASKED = "How many commutations and pardons has Biden issued?"
PARDONS = "24 pardons"  # in the answer to it
FOREIGN = "What is the capital of France?"  # which no seed answers
BUSY = "ask again in a moment"
MESSAGES = "/channels/{channel_id}/messages"
TYPING = "/channels/{channel_id}/typing"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS = "/applications/{application_id}/commands"
PATIENCE = 90.0  # seconds until a search is let go whatever happens


class HeldRetriever(Retriever):
    """Searches when it is let go, and counts the searches that wait."""

    def __init__(self, free: Retriever) -> None:
        self.__dict__.update(free.__dict__)
        self.gate = Event()
        self.waiting = 0

    def ask(
        self, question: str, *, limit: int = LIMIT, after: PreviousTurn | None = None, nearest: bool = False
    ) -> Answer:
        """The answer, once the gate is open."""
        self.waiting += 1
        self.gate.wait(PATIENCE)
        return super().ask(question, limit=limit, after=after, nearest=nearest)


@contextmanager
def held(retriever: Retriever) -> Iterator[HeldRetriever]:
    """A retriever that is held back, and let go at the end."""
    slow = HeldRetriever(retriever)
    try:
        yield slow
    finally:
        slow.gate.set()


@contextmanager
def everywhere(retriever: AnyRetriever) -> Iterator[GuildCorpora]:
    """The same articles in every place, beside an empty library, which cannot keep their answers."""
    with TemporaryDirectory() as folder, discord_library(Path(folder) / "library.db", create=True) as library:
        yield GuildCorpora(library, [PUBLIC], lambda *_: cast("AnyLiveRetriever", retriever))


@asynccontextmanager
async def online(
    double: Double, articles: AnyRetriever | GuildCorpora, *, job_deps: JobDeps | None = None, **chosen: int | Path
) -> AsyncIterator[Pullquote]:
    """The bot, connected; it leaves at the end as it does when the system asks it to.

    Unless `chosen` says so, everybody may ask as much as they like.
    """
    settings = Settings.model_validate({"token": double.token, "per_member": 0, "per_server": 0} | chosen)
    same = nullcontext(articles) if isinstance(articles, GuildCorpora) else everywhere(articles)
    with same as servers:
        async with (
            Pullquote(servers, settings, job_deps=job_deps, connector=double.connector()) as bot,
            _started(double, bot),
        ):
            yield bot


@asynccontextmanager
async def _started(double: Double, bot: Pullquote) -> AsyncIterator[None]:
    before = len(double.gateway.identified())
    starting = asyncio.create_task(bot.start(double.token))
    await double.until(lambda: starting.done() or len(double.gateway.identified()) > before, "the bot's IDENTIFY")
    yield
    starting.cancel()
    await asyncio.wait({starting})
    if not starting.cancelled():
        starting.result()


def text_of(body: Json) -> str:
    """All text of a message."""
    return "\n".join(texts(body))


def check(body: Json) -> str:
    """The text of a message that is whole and pings nobody."""
    assert body["flags"] & COMPONENTS_V2
    assert body["allowed_mentions"]["parse"] == []
    assert not body["allowed_mentions"].get("replied_user")
    assert MESSAGE.holds(message_size([Part(text) for text in texts(body)]))
    return text_of(body)


def check_quotes(body: Json, answer: Answer, retriever: Retriever) -> None:
    """A message shows each quote of an answer, and each is what its article says."""
    visible = folded(" ".join(seen(line).text for line in check(body).split("\n")))
    assert answer.quotes
    assert all(retriever.confirms(quote) for quote in answer.quotes)
    assert all(folded(quote.text) in visible and quote.id in visible for quote in answer.quotes)
