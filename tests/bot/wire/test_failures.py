"""What Discord refuses: the bot says one clear line where it still can, loses nothing, and goes on answering."""

import logging

import pytest

from bot.store.guild_settings import GuildSettings
from bot.store.jobs import JobKind, JobRequest, add_job, recent_jobs, set_progress_message
from tests.bot.flows import DELETE, EDIT, FLOWS, FOLLOW_UP, RESPOND, Route, Stage, staged
from tests.bot.moderating import EDIT as EDIT_IN_CHANNEL
from tests.bot.moderating import OWN, SERVER, Scene, scene, text_in
from tests.bot.online import ASKED, COMMANDS, MESSAGES, PARDONS, TYPING, check
from tests.bot.wired import EXACT, MORE, POST, RAINING, message_of, visible
from tests.discord.double import Double
from tests.discord.message_rules import COMPONENTS_V2
from tests.discord.message_rules import texts as message_texts
from tests.discord.payloads import CHANNEL_ID, OWNER_ID, PERSON_ID, THREAD_ID
from tests.discord.traffic import Json
from tests.retrieval.site import Page
from tests.retrieval.stored import RAIN, SNOW, WIND, shelve, texts

__all__ = ["scene"]  # a fixture

GONE = [10008, 10015, 10062, 50027]
AND_SO = "who said it?"

WRITE, TYPE, CHANNEL_EDIT = ("POST", MESSAGES), ("POST", TYPING), ("PATCH", EDIT_IN_CHANNEL)
AT_START: tuple[Route, ...] = (
    *(("GET", path) for path in ("/users/@me", "/oauth2/applications/@me", "/gateway/bot", COMMANDS)),
    ("PUT", COMMANDS),
)
LATER: tuple[Route, ...] = (
    *(RESPOND, EDIT, DELETE, FOLLOW_UP, WRITE, TYPE),
    *(("GET", MESSAGES), ("GET", EDIT_IN_CHANNEL), ("POST", "/users/@me/channels")),
)


def ours(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What the bot has logged, but that it is ready: discord.py lets it wait two seconds for guilds, so at any time."""
    logged = [record for record in caplog.records if record.name.startswith("bot")]
    return [record for record in logged if not record.getMessage().startswith("ready;")]


@pytest.mark.parametrize("code", GONE)
@pytest.mark.parametrize("first", [True, False])
async def test_too_late(scene: Scene, caplog: pytest.LogCaptureFixture, code: int, *, first: bool) -> None:
    """Whatever comes too late, at first or with the answer, ends in one line of the log, and the next is answered."""
    async with scene.serving():
        stage = await staged(scene)
        caplog.set_level(logging.INFO, "bot")
        for name, flow in FLOWS.items():
            caplog.clear()
            scene.double.fail_next(*(RESPOND if first else flow.answer), status=404, code=code)
            await flow.use(stage)
            await scene.double.until(lambda: ours(caplog), f"a line about `{name}`")
            (line,) = ours(caplog)
            assert line.levelno == logging.INFO, name
            assert line.getMessage().endswith(f"too late to answer (Discord's code {code})"), name
        assert "Bonn" in visible(await message_of(await stage.uses("ask", question=RAINING)))


@pytest.mark.parametrize("code", GONE)
async def test_job_without_message(scene: Scene, code: int) -> None:
    """What moderators want to be read is read, also where the message about it cannot be sent any more."""
    scene.site.pages["/a"] = Page(WIND.encode(), headers={"Content-Type": "text/plain"})
    async with scene.serving():
        scene.double.fail_next(*EDIT, status=404, code=code)
        await scene.moderate("sources add", url=scene.url("/a"))
        await scene.double.until(lambda: any(job.ended_at for job in recent_jobs(scene.library, SERVER, limit=1)))
        assert "1 added" in await scene.said("sources list")
    assert texts(scene.library, OWN) == [WIND]


async def test_rate_limited(scene: Scene) -> None:
    """On every route that the bot uses a 429 is waited for, and everything is answered as usual."""
    unfinished = left_unfinished(scene)
    for route in (*AT_START, CHANNEL_EDIT):
        scene.double.fail_next(*route, status=429)
    async with scene.serving() as servers:
        await scene.double.until(lambda: "1 added" in text_in(unfinished), "the end of the job")
        stage = await staged(scene)
        servers.renew()
        for route in LATER:
            scene.double.fail_next(*route, status=429)
        for flow in FLOWS.values():
            interaction = await flow.use(stage)
            await (interaction.deleted() if flow is FLOWS["dismiss"] else interaction.answered())
        await writes_to_it(stage)
    used = {(each.method, scene.double.route(each)) for each in scene.double.requests}
    assert used == {*AT_START, CHANNEL_EDIT, *LATER}


def left_unfinished(scene: Scene) -> Json:
    """The message about a job that was not done when the bot ended, and goes on with the bot's own token."""
    text = {"type": 10, "content": "Waiting for its turn."}
    message = scene.double.messages.create(CHANNEL_ID, {"components": [text]}, COMPONENTS_V2)
    job = add_job(scene.library, JobRequest(SERVER, JobKind.FILE, "b.txt", int(CHANNEL_ID), WIND.encode()))
    set_progress_message(scene.library, job.id, int(message["id"]))
    return message


async def writes_to_it(stage: Stage) -> None:
    """A thread that goes on, a reply to a message that must be fetched, and a line to the author alone."""
    double = stage.scene.double
    first = await (await double.mention(RAINING, channel_id=THREAD_ID)).answer()
    assert "Searched for" in check(await (await double.mention(AND_SO, channel_id=THREAD_ID)).reply())
    assert "Searched for" in check(await (await double.reply(first, AND_SO, resolved=False)).reply())
    double.fail_next(*WRITE, status=403, code=50013)
    await double.mention(RAINING)
    await double.until(lambda: direct_messages(double), "a line to the author")


def direct_messages(double: Double) -> str:
    """What the bot has written to the author of mentions alone."""
    here = double.messages.direct(PERSON_ID)["id"]
    return "\n".join(text for body in double.messages.later(here, "0") for text in message_texts(body))


@pytest.mark.parametrize("code", [50001, 50013])
@pytest.mark.parametrize("route", [TYPE, WRITE])
async def test_may_not_write(scene: Scene, caplog: pytest.LogCaptureFixture, route: Route, code: int) -> None:
    """Where the bot may not write, the asker gets a direct message that says where to ask; the log has one line."""
    async with scene.bot():
        scene.double.fail_next(*route, status=403, code=code)
        await scene.double.mention(ASKED)
        await scene.double.until(lambda: direct_messages(scene.double), "a line to the author")
        assert direct_messages(scene.double).startswith(f"I may not write in <#{CHANNEL_ID}>")
        assert PARDONS in check(await (await scene.double.mention(ASKED)).reply())
    (line,) = ours(caplog)
    assert line.getMessage().endswith(f"Discord refused (status 403, code {code})")


async def test_may_not_tell(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """An asker who accepts no direct messages either gets no reply, and the bot keeps running."""
    async with scene.bot():
        for code in (50013, 50007):
            scene.double.fail_next(*WRITE, status=403, code=code)
        await scene.double.mention(ASKED)
        await scene.double.until(lambda: len(scene.double.requests_to(*WRITE)) == 2)
        assert PARDONS in check(await (await scene.double.mention(ASKED)).reply())
    assert len(ours(caplog)) == 1


@pytest.mark.parametrize("settings", [GuildSettings(), GuildSettings(channels=(1,))])
async def test_may_not_reply(scene: Scene, settings: GuildSettings) -> None:
    """Where the bot may write but not read what was said before, it answers without referring to the question."""
    settings.write(scene.library, SERVER)
    scene.double.messages.closed.add(CHANNEL_ID)
    async with scene.bot():
        said = check(await (await scene.double.mention(ASKED)).followed())
    assert (PARDONS in said) is not bool(settings.channels)


async def test_public_no_more(scene: Scene) -> None:
    """What a server has stopped quoting since an answer is not shown again by the answer's buttons."""
    shelve(scene.library, f"{RAIN} {SNOW * 9}")
    async with scene.serving():
        answer = await message_of(await scene.double.slash("ask", {"question": RAINING}))
        assert "Bonn" in visible(answer)
        GuildSettings(has_public=False).write(scene.library, SERVER)
        for label in (EXACT, MORE):
            assert "Bonn" not in str(await (await scene.double.press(answer, label)).answered())


async def test_message_deleted(scene: Scene) -> None:
    """What was found for a message that has been deleted since is posted all the same, as a message of its own."""
    async with scene.serving():
        stage = await staged(scene)
        message = scene.double.messages.written(CHANNEL_ID, OWNER_ID, RAINING)
        preview = await message_of(await scene.double.menu("Find sources", message))
        del scene.double.messages.stored[message["id"]]
        await stage.presses(preview, POST)
        posted = await scene.double.until(lambda: scene.double.messages.later(CHANNEL_ID, preview["id"]))
        assert "Bonn" in check(posted[0])
