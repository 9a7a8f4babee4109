import asyncio
from collections.abc import Callable
from threading import Event, current_thread, main_thread

from bot.desk import THREADS, Desk
from bot.message import Part
from bot.reply import BUSY, Reply
from retrieval.followup import Earlier


def echo(question: str, after: Earlier | None = None) -> Reply:
    """Answer at once."""
    return [Part(f"{question}{after.question if after else ''}")]


def held(gate: Event) -> Callable[[str, Earlier | None], Reply]:
    """Answer when the gate is open."""

    def answer(question: str, after: Earlier | None) -> Reply:
        gate.wait(10)
        return echo(question, after)

    return answer


async def test_all_answered() -> None:
    """As many questions at once as there is room for are all answered, each with its own answer."""
    desk = Desk(echo, waiting=256)
    questions = [str(number) for number in range(200)]
    assert await asyncio.gather(*map(desk.reply, questions)) == [echo(question) for question in questions]


async def test_after() -> None:
    """What a question is asked after reaches the answer."""
    assert await Desk(echo, waiting=0).reply("when?", Earlier("who?")) == [Part("when?who?")]


async def test_off_the_loop() -> None:
    """Answers are found outside the event loop's thread."""
    desk = Desk(lambda *_: [Part(current_thread().name)], waiting=0)
    assert (await desk.reply("?"))[0].text != main_thread().name


async def test_busy() -> None:
    """One question more than can be answered and wait is told so at once; the others are answered, and room returns."""
    gate = Event()
    desk = Desk(held(gate), waiting=2)
    waiting = [asyncio.create_task(desk.reply("?")) for _ in range(THREADS + 2)]
    await asyncio.sleep(0)
    assert await desk.reply("?") == BUSY
    gate.set()
    assert await asyncio.gather(*waiting) == [echo("?")] * (THREADS + 2)
    assert await desk.reply("?") == echo("?")


async def test_close_waits() -> None:
    """Closing waits for the conversations that have begun, and refuses new ones."""
    gate, said = Event(), []
    desk = Desk(held(gate), waiting=2)

    async def conversation() -> None:
        with desk.conversation():
            said.append(await desk.reply("?"))

    talking = asyncio.create_task(conversation())
    await asyncio.sleep(0)
    closing = asyncio.create_task(desk.close(patience=10))
    await asyncio.sleep(0)
    assert await desk.reply("?") == BUSY
    gate.set()
    await closing
    assert said == [echo("?")]
    assert talking.done()


async def test_impatience() -> None:
    """Closing waits no longer than its patience, and ends what lasts longer."""
    gate = Event()
    desk = Desk(held(gate), waiting=2)

    async def conversation() -> None:
        with desk.conversation():
            await desk.reply("?")

    talking = asyncio.create_task(conversation())
    await asyncio.sleep(0)
    await desk.close(patience=0.01)
    gate.set()
    await asyncio.wait({talking})
    assert talking.cancelled()
