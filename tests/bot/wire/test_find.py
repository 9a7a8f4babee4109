"""**Find sources**, as who chooses it sees it, and as all see what is posted of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpora.guilds import GuildCorpora
from bot.replies.message_text import beginning
from retrieval.query.parser import LONGEST
from tests.bot.online import ASKED, FOREIGN, MESSAGES, check
from tests.bot.wired import DISMISS, NEXT, POST, labels, message_of, shows, visible
from tests.discord.double import Double
from tests.discord.payloads import CHANNEL_ID, GUILD_ID, OWNER_ID
from tests.discord.traffic import Json
from tests.retrieval.samples import some

MENU = "Find sources"


def said(double: Double, text: str) -> Json:
    """Somebody's message, which does not mention the bot."""
    return double.messages.written(CHANNEL_ID, OWNER_ID, text)


async def preview(double: Double, message: Json) -> Json:
    """What the one sees who seeks the sources of a message."""
    return await message_of(await double.menu(MENU, message))


async def posted_about(double: Double, message: Json) -> Json:
    """What the bot has sent as a reply to the message."""

    def replies() -> list[str]:
        return [
            number
            for number, body in double.messages.bodies.items()
            if str((body.get("message_reference") or {}).get("message_id")) == message["id"]
        ]

    await double.until(replies, "a reply to the message")
    (number,) = replies()
    return double.messages.stored[number]


@pytest.mark.parametrize("guild", [True, False])
@pytest.mark.parametrize("user_install", [True, False])
@pytest.mark.usefixtures("paged")
async def test_everywhere(double: Double, *, guild: bool, user_install: bool) -> None:
    """The message is the question, and only who chose it sees the quotes, which can be posted."""
    interaction = await double.menu(MENU, said(double, ASKED), guild=guild, user_install=user_install)
    found = await message_of(interaction)
    assert interaction.ephemeral
    assert ASKED in visible(found)
    assert labels(found)[-1] == POST


@pytest.mark.usefixtures("paged")
async def test_nothing_found(double: Double) -> None:
    """Where nothing is found there is nothing to post."""
    found = await preview(double, said(double, FOREIGN))
    assert "found nothing" in visible(found)
    assert POST not in labels(found)


@pytest.mark.parametrize("text", ["", "<@200000000000000002>", "👍"])
@pytest.mark.usefixtures("paged")
async def test_no_question(double: Double, text: str) -> None:
    """A message without a word says so."""
    assert "question" in visible(await preview(double, said(double, text)))


async def test_posted_as_a_reply(double: Double, paged: object, seeds: GuildCorpora) -> None:  # noqa: ARG001 -- the bot
    """What is posted answers the message, without a ping, on the page that was turned to, and all can turn it."""
    message = said(double, ASKED)
    private = await preview(double, message)
    await message_of(await double.press(private, NEXT))
    await double.press(private, POST)
    posted = await posted_about(double, message)
    second = seeds.at(None).articles.ask(ASKED, limit=3).quotes[1]
    assert shows(posted, second)
    assert labels(posted)[-1] == DISMISS
    assert double.messages.bodies[posted["id"]]["allowed_mentions"]["replied_user"] is False


@pytest.mark.parametrize("code", [50001, 50013])
@pytest.mark.usefixtures("paged")
async def test_posted_with_a_link(double: Double, code: int) -> None:
    """Where the bot may not send, it is posted by the interaction, with a link to the message."""
    message = said(double, ASKED)
    private = await preview(double, message)
    double.fail_next("POST", MESSAGES, status=403, code=code)
    pressing = await double.press(private, POST)
    (body,) = await pressing.followed_up()
    assert f"https://discord.com/channels/{GUILD_ID}/{CHANNEL_ID}/{message['id']}" in check(body)
    assert not body.get("flags", 0) & 64


@some
@given(st.text(max_size=1200).map(lambda text: text * 5) | st.integers(900, 2000).map(lambda count: "why " * count))
def test_any_message(text: str) -> None:
    """Of whatever text, what is read is a beginning of it that a question may have, ended between two words."""
    read = beginning(text)
    assert len(read) <= LONGEST
    assert text.startswith(read)
    if len(text) > LONGEST:
        assert text[len(read)].isspace() or read[-1].isspace() or len(text[:LONGEST].split()) == 1


@pytest.mark.usefixtures("paged")
async def test_wrapped(double: Double) -> None:
    """Greetings, mentions and emoji of the message are not shown as the question, nor searched for."""
    found = await preview(double, said(double, f"Hi all! <@200000000000000003> {ASKED} <:thonk:1234> Thanks!"))
    assert visible(found).startswith(f"{ASKED} ")
    assert POST in labels(found)
