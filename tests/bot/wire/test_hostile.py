"""The worst texts in every place where somebody can write one, over the wire: Discord takes what it is sent of them."""

import pytest

from bot.moderation.hand_in import LABEL as HAND_IN
from tests.bot.hostile import SNIPPETS
from tests.bot.moderating import Scene, scene
from tests.bot.tour import Server, two_servers
from tests.bot.wired import EXACT, MORE, RAINING, id_in, labels, visible
from tests.discord.message_rules import CONTENT_LIMIT
from tests.retrieval.stored import RAIN

__all__ = ["scene"]  # a fixture

TEXTS = {
    "ideographs": "漢字かな混じり文です。" * 400,
    "families": "👩‍👩‍👧‍👦 " * 400,
    "marks": "e\u0323\u0308\u0301 " * 800,
    "right to left": "\u202eשלום עולם.\u202c می‌خواهم بروم. " * 150,
    "nothing to see": "a\u200b\u200d\ufeff\u2066 " * 500,
    "marks of Markdown": "a *_~`|<@#>- " * 300,
    "everything": " ".join(each for each in SNIPPETS if "\0" not in each),  # a file with that is no text
}
NAME, QUESTION = 100, 500  # characters


QUICK = ("right to left", "everything")
"""Those that the quick tier tries too: the longest words that turn, and something of each kind."""


@pytest.mark.parametrize(
    "which", [pytest.param(each, marks=() if each in QUICK else pytest.mark.slow) for each in TEXTS]
)
async def test_worst_texts(scene: Scene, which: str) -> None:
    """As an article, a file's name, a question, a source, an id and a message it is answered, and breaks no rule."""
    text = TEXTS[which]
    async with two_servers(scene) as (here, _):
        name = f"{text[:NAME].strip()}.txt".replace("/", "")
        await here.adds(file=scene.double.uploads.sent(name, f"{RAIN} So {text}".encode()))
        await reads(here)
        await asks(here, text)
        await moderates(here, name)


async def reads(here: Server) -> None:
    """The answer that quotes it, as wide as it gets, its text as a file, and the quote again."""
    answer = await here.asks(RAINING)
    assert "raining in Bonn" in visible(answer)
    while MORE in labels(answer):
        answer = await here.presses(answer, MORE)
    assert (await here.recalls(id_in(answer))).startswith("Unchanged")
    text, start, end = here.exact(await here.presses(answer, EXACT))
    assert "raining in Bonn" in text[start:end]


async def asks(here: Server, text: str) -> None:
    """It is a question, a source, an id, and a message whose sources are sought and which is checked."""
    for said in (
        await here.asks(text[:QUESTION]),
        await here.asks(RAINING, source=text[:QUESTION]),
        await here.mentions(text[:CONTENT_LIMIT]),
        await here.chooses("Find sources", here.writes(text[:CONTENT_LIMIT])),
        await here.chooses("Check this quote", here.writes(text[:CONTENT_LIMIT])),
    ):
        assert visible(said)
    assert "No quote" in await here.recalls(text[:32])


async def moderates(here: Server, name: str) -> None:
    """It is submitted where it is refused, appears in the lists, is offered, and is removed."""
    refused = await here.asks(f"Xylophone? {name}")
    if HAND_IN in labels(refused):
        await here.presses(refused, HAND_IN)
    assert await here.lists()
    (offered,) = (await here.is_offered("")).values()
    assert "Removed" in (await here.removes(offered))[1]
