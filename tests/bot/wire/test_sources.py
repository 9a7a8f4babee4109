"""Moderators and the articles of their server, from the command to what they read."""

from pathlib import Path
from socket import socket
from threading import Event
from typing import Any

import pytest

from bot.jobs.messages import JobMessages
from bot.moderation.sources import LARGEST_FILE
from bot.store.jobs import MOST_WAITING, JobKind, JobRequest, add_job, recent_jobs
from bot.store.tables import discord_library
from retrieval.importer import add, add_document
from retrieval.library.articles import remove_articles
from retrieval.library.quota import Quota
from retrieval.retriever import Retriever
from tests.bot.moderating import EDIT, OWN, SERVER, Scene, scene, text_in
from tests.bot.online import COMMANDS, PATIENCE, check, online
from tests.bot.test_run import process
from tests.discord.double import Double
from tests.discord.payloads import CHANNEL_ID, MODERATOR_ID, PERSON_ID
from tests.discord.traffic import Json
from tests.retrieval.documents import as_html
from tests.retrieval.ingest.web.test_fetch import fetcher
from tests.retrieval.site import LOOPBACK, Page, running
from tests.retrieval.stored import RAIN, SNOW, WIND, shelve, texts

__all__ = ["scene"]  # a fixture

TEXT = {"Content-Type": "text/plain"}  # which is read without a process of its own
ADDED = "1 added"


def page(text: str) -> Page:
    """A page of plain text."""
    return Page(text.encode(), headers=TEXT)


async def test_no_room(scene: Scene) -> None:
    """A server at its quota keeps its articles and learns what to do, and has room when some are removed."""
    for path, text in (("/a", RAIN), ("/b", SNOW), ("/c", WIND)):
        scene.site.pages[path] = page(text)
    room = Quota(articles=2, bytes=1_000_000)
    async with scene.bot(room=room):
        for path in ("/a", "/b"):
            await scene.said("sources add", url=scene.url(path), until=ADDED)
        said = await scene.said("sources add", url=scene.url("/c"), until="1 skipped")
        assert "limit of 2 articles here" in said
        assert "remove some" in said
        assert texts(scene.library, OWN) == sorted([RAIN, SNOW])
        assert "2 of 2 articles · 0 of 1 MB of text and files" in await scene.said("sources list")
        remove_articles(scene.library, [shelve(scene.library, SNOW, scene.url("/b"), into=OWN).key])
        await scene.said("sources add", url=scene.url("/c"), until=ADDED)


async def test_no_room_for_text(scene: Scene) -> None:
    """A page that grows beyond what its server may have stays as it was; a file that is too long is not added."""
    scene.site.pages["/a"] = page(RAIN)
    async with scene.bot(room=Quota(bytes=len(RAIN) + 10)):
        await scene.said("sources add", url=scene.url("/a"), until=ADDED)
        scene.site.pages["/a"] = page(f"{RAIN} {SNOW}")
        assert "limit of text and kept files here" in await scene.said("sources refresh", until="1 skipped")
        file = scene.double.uploads.sent("snow.txt", SNOW.encode())
        assert "limit of text and kept files here" in await scene.said("sources add", file=file, until="1 skipped")
    assert texts(scene.library, OWN) == [RAIN]


async def test_add_page(scene: Scene) -> None:
    """A page that a moderator names becomes an article of the server, and nobody else's."""
    scene.site.pages["/a"] = Page(as_html([RAIN, SNOW]))
    async with scene.bot():
        said = await scene.said("sources add", url=scene.url("/a"), until=ADDED)
        assert "site.test" in said
    (found,) = texts(scene.library, OWN)
    assert RAIN in found
    assert texts(scene.library, "public") == []


@pytest.mark.parametrize("private", [True, False, None])
async def test_who_sees_it(scene: Scene, *, private: bool | None) -> None:
    """Who sees the message is for the moderator to say, else for the server's settings."""
    scene.site.pages["/a"] = page(RAIN)
    options: dict[str, Any] = {} if private is None else {"private": private}
    async with scene.bot():
        interaction = await scene.moderate("sources add", url=scene.url("/a"), **options)
        await scene.read(interaction, until=ADDED)
        assert interaction.ephemeral is bool(private)


async def test_add_file(scene: Scene) -> None:
    """A file that is sent along becomes an article; one of the same name replaces it, and no address is asked again."""
    async with scene.bot():
        for text, came in ((RAIN, ADDED), (f"{RAIN} So it goes.", "1 changed")):
            upload = scene.double.uploads.sent("Bonn.txt", text.encode())
            assert "Bonn.txt" in await scene.said("sources add", file=upload, until=came)
            assert texts(scene.library, OWN) == [text]
        assert "nothing to read" in await scene.said("sources refresh", until="nothing")
    assert scene.library.rows("SELECT document FROM jobs WHERE document IS NOT NULL") == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "either an address or a file"),
        ({"url": "ftp://site.test/a"}, "no web address"),
        ({"url": "file:///etc/passwd"}, "no web address"),
        ({"url": "/etc/passwd"}, "no web address"),
        ({"url": "https://user:word@site.test/"}, "password"),
        ({"url": "-"}, "skipped"),
    ],
)
async def test_bad_address(scene: Scene, options: Json, said: str) -> None:
    """What is no web address is refused with its reason, and a file of the bot's own machine is never read."""
    async with scene.bot():
        assert said in await scene.said("sources add", until=said, **options)
    assert texts(scene.library, OWN) == []


async def test_bad_files(scene: Scene) -> None:
    """A file that is too large, lost or unreadable is refused with its reason; one that is too large is not fetched."""
    uploads = scene.double.uploads
    large = uploads.sent("large.pdf", b"", size=LARGEST_FILE + 1_000_000)
    lost = uploads.sent("lost.txt", b"It was.")
    uploads.lost = {large.path, lost.path}
    async with scene.bot():
        assert "26 MB" in await scene.said("sources add", file=large)
        assert "try again" in await scene.said("sources add", file=lost)
        picture = uploads.sent("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        assert "picture.png" in await scene.said("sources add", file=picture, until="1 skipped")


class Held:
    """A page that is answered when it is let go; `asked` is whether it was asked for."""

    def __init__(self, page: Page) -> None:
        self.asked = Event()
        self._page = page
        self._gate = Event()

    def __call__(self, connection: socket) -> None:
        """Answer, once the gate is open."""
        self.asked.set()
        self._gate.wait(PATIENCE)
        head = f"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {len(self._page.body)}\r\n\r\n"
        connection.sendall(head.encode() + self._page.body)

    def let_go(self) -> None:
        """Answer from now on."""
        self._gate.set()


def pages(scene: Scene, count: int) -> Held:
    """So many pages that the library has already, the second of which is held back."""
    for number in range(count):
        text = f"{RAIN} So it goes, {number}."
        scene.site.pages[f"/{number}"] = page(text)
        list(add(scene.library, [scene.url(f"/{number}")], collection=OWN, fetcher=fetcher()))
    held = Held(page(f"{RAIN} So it goes, 1."))
    scene.site.pages["/1"] = held
    return held


async def test_long_job(scene: Scene) -> None:
    """A message that everybody sees is edited beyond the interaction's fifteen minutes, with the bot's own token."""
    held = pages(scene, 3)
    async with scene.bot():
        interaction = await scene.moderate("sources refresh", private=False)
        await scene.read(interaction, until="1 of 3")
        scene.double.clock.advance(16 * 60)
        held.let_go()
        await scene.read(interaction, until="3 unchanged")
    assert [request.status for request in scene.double.requests_to("PATCH", EDIT)][-1] == 200


async def test_no_memory_of_a_job(scene: Scene) -> None:
    """Of a job that has ended nothing is kept in memory."""
    scene.site.pages["/a"] = page(RAIN)
    async with scene.bot() as bot:
        await scene.said("sources add", url=scene.url("/a"), until=ADDED)
        assert bot.job_runner
        await scene.double.until(lambda: bot.job_runner and not bot.job_runner._progress, "the end of the job")
        assert isinstance(bot.job_runner._reporter, JobMessages)
        assert not bot.job_runner._reporter._interactions


async def test_long_private_job(scene: Scene) -> None:
    """What only a moderator sees cannot be edited after fifteen minutes, and goes on in the list."""
    held = pages(scene, 3)
    async with scene.bot():
        interaction = await scene.moderate("sources refresh", private=True)
        await scene.read(interaction, until="1 of 3")
        scene.double.clock.advance(16 * 60)
        assert "Refresh everything · Reading: 1 of 3" in await scene.said("sources list")
        held.let_go()
        await scene.double.until(lambda: recent_jobs(scene.library, SERVER, limit=1)[0].ended_at)
        assert "Refresh everything · 3 unchanged" in await scene.said("sources list")
        assert "1 of 3" in text_in(interaction.original)
    assert scene.double.requests_to("PATCH", EDIT) == []


async def test_restart(scene: Scene) -> None:
    """A job that was not done when the bot ended is done when it is there again, and its message says so."""
    held = pages(scene, 3)
    async with scene.bot():
        interaction = await scene.moderate("sources refresh", private=False)
        await scene.read(interaction, until="1 of 3")
    assert recent_jobs(scene.library, SERVER, limit=1)[0].ended_at is None
    held.let_go()
    async with scene.bot():
        await scene.read(interaction, until="3 unchanged")
        assert recent_jobs(scene.library, SERVER, limit=1)[0].ended_at


async def test_restart_with_file(scene: Scene) -> None:
    """A file that was not read when the bot was killed is read when it is there again."""
    add_job(scene.library, JobRequest(SERVER, JobKind.FILE, "a.txt", int(CHANNEL_ID), RAIN.encode()))
    async with scene.bot():
        await scene.double.until(lambda: recent_jobs(scene.library, SERVER, limit=1)[0].ended_at)
    assert texts(scene.library, OWN) == [RAIN]


@pytest.mark.parametrize("code", [50001, 50013, 10008])
async def test_message_out_of_reach(scene: Scene, code: int, caplog: pytest.LogCaptureFixture) -> None:
    """A message that was deleted, or that the bot may not edit any more, keeps no job from its end."""
    caplog.set_level("INFO", "bot")
    held = pages(scene, 2)
    async with scene.bot():
        interaction = await scene.moderate("sources refresh", private=False)
        await scene.read(interaction, until="1 of 2")
        scene.double.clock.advance(16 * 60)
        if code == 10008:
            del scene.double.messages.stored[interaction.original["id"]]  # type: ignore[index]  # it was read
        else:
            scene.double.fail_next("PATCH", EDIT, status=403, code=code)
        held.let_go()
        await scene.double.until(lambda: f"cannot be reported in its channel ({code})" in caplog.text)
        assert "2 unchanged" in await scene.said("sources list")


async def test_unexpected_error(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An unexpected error ends its job, with an id that the log has; the job is not tried at each start."""

    def broken(*_: object) -> None:
        raise LookupError(RAIN)

    monkeypatch.setattr("bot.jobs.runner.run_job", broken)
    async with scene.bot():
        said = await scene.said("sources add", url=scene.url("/a"), until="Something went wrong: error")
        assert said.split()[-1].rstrip("\\.") in caplog.text
    assert RAIN not in caplog.text
    assert recent_jobs(scene.library, SERVER, limit=1)[0].ended_at


async def test_many_jobs(scene: Scene) -> None:
    """A job beyond the most that may wait is refused; other servers are not affected."""
    held = pages(scene, 2)
    async with scene.bot():
        for _ in range(MOST_WAITING):
            await (await scene.moderate("sources refresh")).answered()
        assert "not done yet" in await scene.said("sources refresh")
        assert add_job(scene.library, JobRequest(1, JobKind.ADD, "https://example.org", 1)).id
        held.let_go()


async def test_list(scene: Scene) -> None:
    """The list has each article with its age, its last look and its problems, page by page, forth and back."""
    pages(scene, 2)
    for number in range(2, 8):
        text = f"{WIND} So it goes, {number}."
        list(add_document(scene.library, text.encode(), name=f"{number}.txt", collection=OWN))
    shelve(scene.library, SNOW, into="server-1")
    scene.site.pages["/1"] = Page(status=404)
    scene.site.pages["/0"] = Page(status=500)
    async with scene.bot():
        await scene.said("sources refresh", until="1 gone, 1 skipped")
        first = await scene.moderate("sources list")
        text = check(await first.answered())
        assert "page 1 of 2" in text
        assert "7.txt" in text
        assert ":R>" in text
        turned = await scene.press(first.original, "Older ›")
        text = check(await turned.answered())
        assert "page 2 of 2" in text
        assert "gone from its address" in text
        assert "answers 500" in text
        assert "looked at" in text
        back = await scene.press(first.original, "‹ Newer")
        assert "page 1 of 2" in check(await back.answered())
        assert first.ephemeral
    assert "a.txt" not in text


async def test_empty_list(scene: Scene) -> None:
    """The list of a server without articles says how to add some."""
    async with scene.bot():
        assert "/sources add" in await scene.said("sources list")


async def test_remove(scene: Scene) -> None:
    """Removing asks for confirmation once; the other choice keeps the article."""
    (key,) = (each.article for each in add_document(scene.library, RAIN.encode(), name="rain.txt", collection=OWN))
    async with scene.bot():
        asked = await scene.moderate("sources remove", source="rain.txt")
        assert "Remove **" in check(await asked.answered())
        kept = await scene.press(asked.original, "Keep it")
        assert "Nothing was removed" in check(await kept.answered())
        assert texts(scene.library, OWN) == [RAIN]
        first, second = [await scene.moderate("sources remove", source=key) for _ in range(2)]
        for asking in (first, second):
            await asking.answered()
        assert "Removed **" in check(await (await scene.press(first.original, "Remove")).answered())
        assert texts(scene.library, OWN) == []
        assert "not there any more" in check(await (await scene.press(second.original, "Remove")).answered())


async def test_old_question(scene: Scene) -> None:
    """Who was a moderator cannot remove anything by a message from then; who still is can, after a restart, too."""
    key = shelve(scene.library, RAIN, into=OWN).key
    async with scene.bot():
        asked = await scene.moderate("sources remove", source=key)
        await asked.answered()
        scene.double.clock.advance(16 * 60)
        late = await scene.press(asked.original, "Remove", person_id=PERSON_ID)
        assert "too old" in check(await late.answered())
        assert texts(scene.library, OWN) == [RAIN]
    async with scene.bot():
        await (await scene.press(asked.original, "Remove")).answered()
        assert texts(scene.library, OWN) == []


@pytest.mark.parametrize("command", ["sources remove", "sources refresh"])
async def test_other_servers(scene: Scene, command: str) -> None:
    """What another server or the operator has cannot be named, by id, address or title."""
    theirs, public = shelve(scene.library, RAIN, into="server-1"), shelve(scene.library, SNOW)
    async with scene.bot():
        for name in (theirs.key, public.key, "/a.txt", "a.txt"):
            assert "no article is called" in await scene.said(command, source=name)
    assert texts(scene.library, "server-1", "public") == sorted([RAIN, SNOW])


@pytest.mark.parametrize("command", ["sources list", "settings", "unanswered"])
@pytest.mark.parametrize("where", [{"guild": False}, {"person_id": PERSON_ID}, {"user_install": True}])
async def test_for_moderators(scene: Scene, command: str, where: Json) -> None:
    """The commands are offered in servers, to those who may manage them, and not to others."""
    async with scene.bot():
        with pytest.raises(AssertionError, match="offered"):
            await scene.double.slash(command, **{"person_id": MODERATOR_ID, **where})


async def test_sync_once(scene: Scene) -> None:
    """The moderators' commands are sent to Discord once, and not again when Discord has them."""
    for _ in range(2):
        async with scene.bot():
            pass
    assert len(scene.double.requests_to("PUT", COMMANDS)) == 1


@pytest.mark.slow
async def test_killed(double: Double, tmp_path: Path) -> None:
    """What a bot was reading when its process was killed is read by the next one, which edits the same message."""
    library = tmp_path / "library.db"
    options = ("--library", str(library), "--allow-host", LOOPBACK)
    with discord_library(library, create=True), running() as site:
        held = site.pages["/a"] = Held(page(RAIN))
        async with process(double.address, double.token, *options) as first:
            asked = {"url": site.url("/a", host=LOOPBACK), "private": False}
            interaction = await double.slash("sources add", asked, person_id=MODERATOR_ID)
            await double.until(lambda: "/a" in site.paths, "a request for the page")
            first.kill()
            await first.wait()
        held.let_go()
        with discord_library(library) as opened, opened.writing() as db:
            db.execute("UPDATE jobs SET held_until = asked_at")  # as the claim of a dead process ends in a while
        async with process(double.address, double.token, *options):
            await double.until(lambda: ADDED in text_in(interaction.original), "the end of the job")
    with discord_library(library) as opened:
        assert texts(opened, OWN) == [RAIN]


async def test_without_library(double: Double, retriever: Retriever) -> None:
    """Without a library there is nothing to see to, and no command for it."""
    async with online(double, retriever):
        await (await double.slash("ask", {"question": "Who is Kim?"})).answered()
    assert not {"sources", "settings", "unanswered"} & {command["name"] for command in double.commands.stored}
