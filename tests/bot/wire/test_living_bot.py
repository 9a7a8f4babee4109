"""A library, an index and messages of an earlier release go on working: see `tests/bot/living_bot/README.md`."""

import json
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Final

import pytest

from bot.corpora.choice import CorpusChoice
from bot.corpora.guilds import GuildCorpora
from bot.corpora.open_library import open_guild_corpora
from bot.jobs.tasks import JobDeps
from bot.moderation.components import TOO_OLD as FORM_TOO_OLD
from bot.rendering.message import apology
from bot.replies.reply import TOO_OLD
from bot.store.tables import discord_library
from retrieval.importer import READERS
from retrieval.indexing.integrity import check_index, earlier_readings
from retrieval.indexing.manager import index_folder
from retrieval.library.database import Library
from retrieval.library.passages import articles_containing
from retrieval.library.quotes import sent_quote
from retrieval.records import BlockKind
from retrieval.reread import reread
from tests.bot.online import online
from tests.bot.wired import asked, visible
from tests.discord.double import Double
from tests.discord.interactions import Interaction
from tests.discord.message_rules import STRING_SELECT, components, texts
from tests.discord.payloads import CHANNEL_ID, MODERATOR_ID, PERSON_ID
from tests.discord.presses import CHANNEL_SELECT, press
from tests.discord.traffic import Json
from tests.retrieval.ingest.web.test_fetch import fetcher
from tests.retrieval.stored import assert_whole

LEFT_BEHIND: Final = Path(__file__).parents[1] / "living_bot"
MESSAGES: Final[dict[str, Json]] = json.loads((LEFT_BEHIND / "messages.json").read_text(encoding="utf-8"))
STATUSES: Final[dict[str, str]] = json.loads((LEFT_BEHIND / "quotes.json").read_text(encoding="utf-8"))
FAILED: Final = (TOO_OLD[0].text, FORM_TOO_OLD[0].text, apology("")[0].text.partition(",")[0])
"""What the bot says when a press fails, or is of no release that it knows."""


PRESSES: Final = {
    kind: [part["custom_id"] for part in components(message) if part.get("custom_id") and not part.get("disabled")]
    for kind, message in MESSAGES.items()
}
"""The buttons and menus that can be used, by the kind of message that they are on."""
LAST: Final = {"remove an article", "unfollow a feed"}
"""The kinds of which a press leaves nothing for the next."""
ROUNDS: Final = [
    (kind, together)
    for kind, names in PRESSES.items()
    for together in ([[name] for name in names] if kind in LAST else [names])
    if together
]
"""What is pressed one after the other on a fresh message of its kind, over one bot."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A copy of the library, opened by the code of today."""
    copytree(LEFT_BEHIND, tmp_path / "living")
    with discord_library(tmp_path / "living" / "library.db") as opened:
        yield opened


@pytest.fixture
async def servers(double: Double, library: Library) -> AsyncIterator[GuildCorpora]:
    """The bot over that library, connected, with the messages standing in their channel."""
    for message in MESSAGES.values():
        double.messages.stored[message["id"]] = deepcopy(message)
    job_deps = JobDeps(library, fetcher, tell_every=0.02, look_every=0.05)
    with open_guild_corpora(CorpusChoice(None, library.path), say=print) as opened:
        async with online(double, opened, job_deps=job_deps):
            yield opened


@pytest.mark.parametrize("quote", STATUSES)
def test_quotes(library: Library, quote: str) -> None:
    """Each quote that was sent is found by its id, and what has become of its source is what it was."""
    assert sent_quote(library, quote).status == STATUSES[quote]


def test_index(library: Library) -> None:
    """The files of the index are taken as they are."""
    found = check_index(library)
    assert (found.missing, found.damaged) == ((), ())
    assert sorted(path.name for path in index_folder(library).iterdir()) == ["1.segment", "2.segment", "3.segment"]


def test_read_better(library: Library) -> None:
    """Its articles keep their text, as paragraphs, and are known as read by earlier readers, with no bytes kept."""
    collections = [row["name"] for row in library.rows("SELECT name FROM collections")]
    articles = list(articles_containing(library, collections, ""))
    assert {block.kind for article in articles for block in article.version.blocks} == {BlockKind.PARAGRAPH}
    assert {each.id for each in earlier_readings(library, readers=READERS)} == {each.source.id for each in articles}
    assert list(reread(library)) == []
    assert_whole(library)


@pytest.mark.usefixtures("servers")
async def test_answers(double: Double) -> None:
    """A question is answered as it was."""
    assert visible(await asked(double)) == visible(MESSAGES["answer over several articles"])


@pytest.mark.usefixtures("servers")
async def test_waiting_job(double: Double) -> None:
    """A job that waited is done: its article answers."""
    while "guard said" not in visible(await asked(double, "Which train came at last?")):
        pass


@pytest.mark.usefixtures("servers")
@pytest.mark.parametrize(("kind", "names"), ROUNDS, ids=[f"{kind}: {names[0]}" for kind, names in ROUNDS])
async def test_presses(double: Double, kind: str, names: list[str]) -> None:
    """Whatever can be pressed or chosen on a message of then does what it says."""
    for custom_id in names:
        message = double.messages.stored[MESSAGES[kind]["id"]] = deepcopy(MESSAGES[kind])
        person = PERSON_ID if custom_id.startswith("pq1:") else MODERATOR_ID
        used = await press(double, message, custom_id, chosen(message, custom_id), person_id=person)
        await double.until(partial(has_effect, used), f"what comes of `{custom_id}`")
        assert not [said for said in FAILED if said in text_of(used)], custom_id


def chosen(message: Json, custom_id: str) -> list[str] | None:
    """What somebody chooses: a channel, or the last thing that the menu offers; nothing of a button."""
    (part,) = [part for part in components(message) if part.get("custom_id") == custom_id]
    if part["type"] == CHANNEL_SELECT:
        return [CHANNEL_ID]
    return [part["options"][-1]["value"]] if part["type"] == STRING_SELECT else None


def has_effect(used: Interaction) -> bool:
    """Whether an interaction has led to a message, or to the end of one."""
    return bool(used.is_deleted or used.bodies or used.follow_ups)


def text_of(used: Interaction) -> str:
    """All text of the messages that an interaction has led to so far."""
    return "\n".join(text for body in (*used.bodies, *used.follow_ups) for text in texts(body))
