"""Questions that members hand to the moderators, from the refusal to the list, and to the article that answers."""

import pytest

from bot.store.unanswered import add_question, open_questions
from retrieval.query.parser import read_question
from tests.bot.hostile import SNIPPETS
from tests.bot.moderating import SERVER, Scene, scene
from tests.bot.online import FOREIGN, check
from tests.discord.interactions import Interaction
from tests.discord.message_rules import components
from tests.discord.payloads import CHANNEL_ID, OWNER_ID, PERSON_ID
from tests.discord.traffic import Json
from tests.retrieval.site import Page
from tests.retrieval.stored import RAIN

__all__ = ["scene"]  # a fixture

HAND_IN = "Hand it to the moderators"
RAINING = "Where was it raining?"


def kept(scene: Scene) -> list[tuple[str, int]]:
    """The questions that are kept, with how often each was submitted."""
    return [(each.question, each.times) for each in open_questions(scene.library, SERVER)]


async def press(scene: Scene, message: Json | None, label: str = HAND_IN) -> Interaction:
    """Let a member press a button."""
    return await scene.press(message, label, person_id=PERSON_ID)


@pytest.mark.parametrize("question", [FOREIGN, *[each.strip("\0") for each in SNIPPETS[::9]], "x" * 500, "🙂?!" * 125])
async def test_hand_in(scene: Scene, question: str) -> None:
    """A member hands in the very question that was read, after a restart too; before, nothing is kept."""
    message = f"{question} zyx?"[-500:]
    async with scene.bot():
        refused = await scene.double.slash("ask", {"question": message})
        assert "Questions are not stored" in check(await refused.answered())
        assert kept(scene) == []
    async with scene.bot():
        pressed = await press(scene, refused.original)
        (thanks,) = await pressed.followed_up()
        assert "kept until they have seen to it" in check(thanks)
        assert thanks["flags"] & 64
    assert kept(scene) == [(read_question(message).text, 1)]


async def test_once_a_message(scene: Scene) -> None:
    """The button of a message counts once, stands there as used, and leaves the refusal as it was."""
    async with scene.bot():
        post = await scene.double.mention(FOREIGN)
        refusal = await post.answer()
        before = [part["content"] for part in components(refusal) if part["type"] == 10]
        await (await press(scene, refusal)).followed_up()
        with pytest.raises(AssertionError, match="Handed to the moderators"):
            await press(scene, refusal)
        assert [part["content"] for part in components(refusal) if part["type"] == 10] == before
        again = await (await scene.double.mention(f"{FOREIGN.upper()}!")).answer()
        await (await press(scene, again)).followed_up()
    assert kept(scene) == [(FOREIGN, 2)]


async def test_sought_sources(scene: Scene) -> None:
    """Whoever finds no sources of a message hands in that message as a question, without its mentions."""
    async with scene.bot():
        message = scene.double.messages.written(CHANNEL_ID, OWNER_ID, f"<@{OWNER_ID}> {FOREIGN}")
        sought = await scene.double.menu("Find sources", message)
        check(await sought.answered())
        await (await press(scene, sought.original)).followed_up()
        private = await scene.double.menu("Find sources", message, guild=False)
        assert HAND_IN not in str(await private.answered())
    assert sought.ephemeral
    assert kept(scene) == [(FOREIGN, 1)]


async def test_no_button(scene: Scene) -> None:
    """There is no button where nobody moderates, and none on an answer or a greeting."""
    async with scene.bot():
        bodies = [
            await (await scene.double.slash("ask", {"question": FOREIGN}, guild=False)).answered(),
            await (await scene.double.slash("ask", {"question": FOREIGN}, user_install=True)).answered(),
            await (await scene.double.direct_message(FOREIGN)).reply(),
            await (await scene.double.slash("ask", {"question": "Who is Kim?"})).answered(),
            await (await scene.double.mention("hello")).reply(),
        ]
    assert not [part for body in bodies for part in components(body) if part.get("label") == HAND_IN]


async def test_list(scene: Scene) -> None:
    """Moderators see the questions page by page, the most frequent or the newest first, and mark them as done."""
    for number in range(7):
        add_question(scene.library, SERVER, f"Where is gate {number}?")
    add_question(scene.library, SERVER, "Where is gate 3?")
    add_question(scene.library, 1, "Whose is this?")
    async with scene.bot():
        shown = await scene.moderate("unanswered")
        text = check(await shown.answered())
        assert text.index("gate 3?\n-# handed in 2 times") < text.index("gate 6?\n-# handed in once")
        assert "page 1 of 2" in text
        assert "gate 1" not in text
        for label, words in (("After ›", "gate 1"), ("Newest first", "gate 6"), ("Most frequent first", "gate 3")):
            text = check(await (await scene.press(shown.original, label)).answered())
            assert words in text
        text = check(await (await scene.press(shown.original, "Done")).answered())
        assert "gate 3" not in text
        assert "gate 2" in text
        assert shown.ephemeral
    assert ("Where is gate 3?", 2) not in kept(scene)
    assert open_questions(scene.library, 1)


async def test_all_done(scene: Scene) -> None:
    """When the last question is done, the list says that none is waiting."""
    add_question(scene.library, SERVER, FOREIGN)
    async with scene.bot():
        shown = await scene.moderate("unanswered")
        await shown.answered()
        assert "No question is waiting" in check(await (await scene.press(shown.original, "Done")).answered())


async def test_answered_by_an_article(scene: Scene) -> None:
    """A question is done when an article answers it that was added; the others wait on."""
    for question in (RAINING, FOREIGN):
        add_question(scene.library, SERVER, question)
    add_question(scene.library, 1, RAINING)
    scene.site.pages["/a"] = Page(RAIN.encode(), headers={"Content-Type": "text/plain"})
    async with scene.bot():
        said = await scene.said("sources add", url=scene.url("/a"), until="1 added")
        assert "have an answer now: 1." in said
    assert kept(scene) == [(FOREIGN, 1)]
    assert len(open_questions(scene.library, 1)) == 1
    assert scene.library.rows("SELECT * FROM quotes") == []


async def test_unreadable(scene: Scene) -> None:
    """A message in which no question can be read any more keeps nothing, and says so."""
    async with scene.bot():
        refused = await scene.double.slash("ask", {"question": FOREIGN})
        await refused.answered()
        message = refused.original
        assert message
        message["components"][0]["components"][0]["content"] = "Something else"
        assert "cannot read" in check(await (await press(scene, message)).answered())
    assert kept(scene) == []
