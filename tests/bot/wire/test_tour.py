"""A tour of the bot: what a new server does with it in its first hour, and what a second server sees of that."""

from bot.replies.verdict import HEADS
from retrieval.answering.verify_text import Verdict
from tests.bot.moderating import Scene, scene
from tests.bot.tour import Server, two_servers
from tests.bot.wire.test_feeds import feed
from tests.bot.wired import EXACT, MORE, NEXT, id_in, visible
from tests.discord.message_rules import texts
from tests.discord.traffic import Json
from tests.retrieval.documents import as_html, as_pdf
from tests.retrieval.site import Page

__all__ = ["scene"]  # a fixture

CURFEW = "The north gate of the town is closed at nine in the evening, the gatekeeper said."
KEY = "He alone has the key to it, and he sleeps soundly."
INN = "Whoever comes later has to wait at the inn until the morning."
FERRY = "The ferry across the lake leaves at every full hour from May to September, the captain said."
FARE = "A ticket for the ferry costs three crowns, and children travel free."
MARKET = "The north gate stays open until midnight when the market is held, the mayor of the town announced."
FAIR = "The winter fair in the town hall begins on the first of December, the mayor said."
SENTENCES = (CURFEW, KEY, INN, FERRY, FARE, MARKET, FAIR)

GATE, LAKE, SO = (
    "When is the north gate closed?",
    "When does the ferry across the lake leave?",
    "how much does it cost?",
)
TRUE, NEARLY, FALSE = KEY, "The ferry across the river leaves at every full hour", "Dragons graze behind the mill"


async def test_tour(scene: Scene) -> None:
    """A new server adds, asks, reads on, checks and removes; a second one sees none of it, at no time."""
    async with two_servers(scene) as (town, village):
        await adds_its_sources(town)
        answer = await asks_in_six_ways(town)
        quote = id_in(answer)
        await reads_on(town, answer)
        await checks_three_quotes(town)
        await sees_nothing(village, answer, quote)
        await removes_a_source(town, answer, quote)
        await sees_nothing(village, answer, quote)


async def adds_its_sources(town: Server) -> None:
    """A web page, a PDF as a file, and a feed, whose entries become articles."""
    site, uploads = town.scene.site, town.scene.double.uploads
    site.pages["/gate"] = Page(as_html([f"{CURFEW} {KEY}", INN]))
    site.pages["/feed"] = feed(MARKET, FAIR)
    await town.adds(url=site.url("/gate"))
    await town.adds(file=uploads.sent("ferry.pdf", as_pdf([FERRY, FARE], head="Timetable")))
    await town.follows(site.url("/feed"), entries=2)
    listed = await town.lists()
    assert all(source in listed for source in ("/gate", "ferry.pdf", "/feed", "example.org/gate", "example.org/fair"))


async def asks_in_six_ways(town: Server) -> Json:
    """`/ask`, the same of one source, a mention, a reply that goes on, and **Find sources**, seen and then posted."""
    answer = await town.asks(GATE)
    offered = await town.is_offered("time")
    of_one = await town.asks(LAKE, source=offered["Timetable"])
    mentioned = await town.mentions(LAKE)
    goes_on = await town.replies(mentioned, SO)
    message = town.writes(f"Does anybody know? {GATE}")
    preview = await town.chooses("Find sources", message)
    posted = await town.posts(preview, message)
    for said, sentence in zip(
        (answer, of_one, mentioned, goes_on, preview, posted), (CURFEW, FERRY, FERRY, FARE, CURFEW, CURFEW), strict=True
    ):
        assert sentence in visible(said)
    assert "Only in: Timetable" in visible(of_one)
    assert f"Searched for: {SO} (ferry, lake" in visible(goes_on)
    return answer


async def reads_on(town: Server, answer: Json) -> None:
    """Pages are turned, the quote widened, and the exact text taken, in which it stands where the message says."""
    turned = visible(await town.presses(answer, NEXT))
    assert MARKET in turned
    assert CURFEW not in turned
    await town.presses(answer, NEXT)
    widened = await town.presses(answer, MORE)
    assert f"{CURFEW} {KEY} {INN}" in visible(widened)
    text, start, end = town.exact(await town.presses(widened, EXACT))
    assert text[start:end] == f"{CURFEW} {KEY}\n\n{INN}"
    assert (await town.recalls(id_in(widened))).startswith("Unchanged")


async def checks_three_quotes(town: Server) -> None:
    """A true quotation is verbatim, a nearly true one has its differences marked, and a false one is not found."""
    checked = await town.chooses("Check this quote", town.writes(f"“{TRUE}” “{NEARLY}” “{FALSE}”"))
    verbatim, nearly, not_found = texts(checked)
    assert verbatim.startswith(f"{HEADS[Verdict.VERBATIM]}\n> {TRUE}\n-# The Site · site.test")
    assert nearly.startswith(f"{HEADS[Verdict.NEARLY]}\n> The ferry across the ~~river~~ **lake** leaves at")
    assert not_found == f"{HEADS[Verdict.NOT_FOUND]}\n> {FALSE}"


async def removes_a_source(town: Server, answer: Json, quote: str) -> None:
    """It is asked for once; then others answer, and what was quoted of it says what became of it."""
    question, done = await town.removes(town.scene.site.url("/gate"))
    assert question == "Remove **The Site**? No answer will have it any more."
    assert done == "Removed The Site."
    again = visible(await town.asks(GATE))
    assert MARKET in again
    for said in (again, await town.recalls(quote), await town.private_reply(answer, EXACT)):
        assert CURFEW not in said
    assert (await town.recalls(quote)).startswith("Gone: the article was removed")
    assert "changed or removed" in await town.private_reply(answer, EXACT)
    assert "The Site" not in await town.lists()


async def sees_nothing(village: Server, answer: Json, quote: str) -> None:
    """Nothing of the town is in the village's answers, autocomplete, `/quote`, buttons, checks and list."""
    asked = [await village.asks(GATE), await village.asks(LAKE), await village.mentions(GATE)]
    asked += [await village.chooses("Find sources", village.writes(LAKE)), await village.asks(LAKE, source="Timetable")]
    pressed = [await village.private_reply(village.copied(answer), label) for label in (NEXT, EXACT)]
    recalled, listed = await village.recalls(quote), await village.lists()
    everything = " ".join([*map(visible, asked), *pressed, recalled, listed])
    assert [
        each
        for each in (*SENTENCES, "The Site", "Timetable · ", "site.test", "ferry.pdf", "example.org")
        if each in everything
    ] == []
    assert all("found nothing" in visible(said) for said in asked[:4])
    assert await village.is_offered("") == {}
    assert recalled.startswith(f"No quote `{quote}`")
    assert "There is nothing yet" in listed
    checked = await village.chooses("Check this quote", village.writes(f"“{TRUE}”"))
    assert texts(checked) == [f"{HEADS[Verdict.NOT_FOUND]}\n> {TRUE}"]
