"""Feeds that a server follows, from the command to the articles that come later."""

import pytest

from retrieval.library.feeds import feeds
from tests.bot.moderating import OWN, Scene, scene
from tests.bot.online import check
from tests.retrieval.ingest.readers.test_feed import rss
from tests.retrieval.site import Page
from tests.retrieval.stored import RAIN, SNOW, WIND, shelve, texts

__all__ = ["scene"]  # a fixture


def address(text: str) -> str:
    """The address of an entry."""
    return f"https://example.org/{text.split()[2]}"


def item(text: str) -> str:
    """An entry of a feed."""
    return f"<item><link>{address(text)}</link><description>{text}</description></item>"


def feed(*entries: str, etag: str = '"1"') -> Page:
    """A feed of these entries, its state named by `etag`."""
    return Page(rss(*map(item, entries)).encode(), headers={"Content-Type": "application/rss+xml", "ETag": etag})


def make_due(scene: Scene) -> None:
    """Let the feeds be due now."""
    with scene.library.writing() as db:
        db.execute("UPDATE feeds SET due_at = looked_at")


async def until_asked(scene: Scene, times: int) -> None:
    """Wait until the feed was asked for so many times, and what came of it is noted."""
    await scene.double.until(lambda: scene.site.paths.count("/feed") >= times, f"{times} requests for the feed")
    await scene.double.until(lambda: feeds(scene.library, OWN)[0].due_at > feeds(scene.library, OWN)[0].looked_at)


async def follow(scene: Scene, *entries: str) -> None:
    """Let a moderator follow a feed of these entries."""
    scene.site.pages["/feed"] = feed(*entries)
    await scene.said("sources feed", url=scene.url("/feed"), until=f"{len(entries)} added")


async def test_follow(scene: Scene) -> None:
    """The entries of a feed become articles, and so do later ones; the server is asked whether it has changed."""
    async with scene.bot():
        await follow(scene, RAIN, SNOW)
        assert texts(scene.library, OWN) == sorted([RAIN, SNOW])
        scene.site.pages["/feed"] = feed(SNOW, WIND, etag='"2"')
        make_due(scene)
        await scene.double.until(lambda: texts(scene.library, OWN) == sorted([RAIN, SNOW, WIND]))
        scene.site.pages["/feed"] = Page(status=304)
        await until_asked(scene, 2)
        make_due(scene)
        await until_asked(scene, 3)
    asked = [headers.get("If-None-Match") for path, headers in scene.site.requests if path == "/feed"]
    assert asked == [None, '"1"', '"2"']
    assert texts(scene.library, "public") == []


async def test_removed_entry(scene: Scene) -> None:
    """An entry that moderators have removed does not come back with the feed's next change."""
    async with scene.bot():
        await follow(scene, RAIN, SNOW)
        asked = await scene.moderate("sources remove", source=address(RAIN))
        await asked.answered()
        await (await scene.press(asked.original, "Remove")).answered()
        assert texts(scene.library, OWN) == [SNOW]
        scene.site.pages["/feed"] = feed(RAIN, SNOW, WIND, etag='"2"')
        make_due(scene)
        await scene.double.until(lambda: texts(scene.library, OWN) == sorted([SNOW, WIND]))


async def test_failing_feed(scene: Scene) -> None:
    """A feed that fails is in the list with its problem, is asked ever more seldom, and its articles stay."""
    async with scene.bot():
        await follow(scene, RAIN)
        scene.site.pages["/feed"] = Page(status=500)
        for failures in (1, 2):
            make_due(scene)
            await scene.double.until(lambda failures=failures: feeds(scene.library, OWN)[0].failures == failures)  # type: ignore[misc]  # bound now
        assert "answers 500" in await scene.said("sources list")
        assert texts(scene.library, OWN) == [RAIN]


@pytest.mark.parametrize("known", [True, False])
async def test_no_feed(scene: Scene, *, known: bool) -> None:
    """A page is not followed, and not added either, whether it is known or not."""
    scene.site.pages["/a"] = Page(RAIN.encode(), headers={"Content-Type": "text/plain"})
    async with scene.bot():
        if known:
            await scene.said("sources add", url=scene.url("/a"), until="1 added")
        assert "feed" in await scene.said("sources feed", url=scene.url("/a"), until="no" if known else "skipped")
    assert feeds(scene.library, OWN) == ()
    assert texts(scene.library, OWN) == ([RAIN] if known else [])


@pytest.mark.parametrize(("answer", "left"), [("Stop following", [RAIN, WIND]), ("Remove its articles, too", [WIND])])
async def test_unfollow(scene: Scene, answer: str, left: list[str]) -> None:
    """A feed that is removed by name is no longer followed; only its own articles are kept or removed."""
    shelve(scene.library, WIND, into=OWN)
    async with scene.bot():
        await follow(scene, RAIN)
        first, second = [await scene.moderate("sources remove", source=scene.url("/feed")) for _ in range(2)]
        for asked in (first, second):
            assert "given 1 articles" in check(await asked.answered())
        pressed = await scene.press(first.original, answer)
        assert "not followed any longer" in check(await pressed.answered())
        assert texts(scene.library, OWN) == left
        late = await scene.press(second.original, answer)
        assert "not there any more" in check(await late.answered())
    assert feeds(scene.library, OWN) == ()


async def test_two_servers(scene: Scene) -> None:
    """A feed that another server follows is not in this one's list, and cannot be ended from here."""
    async with scene.bot():
        await follow(scene, RAIN)
        with scene.library.writing() as db:
            db.execute("UPDATE feeds SET collection = 'server-1'")
        assert "a feed" not in await scene.said("sources list")
        assert "no article is called" in await scene.said("sources remove", source=scene.url("/other"))
