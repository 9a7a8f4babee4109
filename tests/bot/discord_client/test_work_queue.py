import asyncio
from collections.abc import Callable
from functools import partial
from threading import Event, Semaphore, current_thread, main_thread

import pytest

from bot.discord_client.work_queue import SPARE, THREADS, FairQueue, WorkQueue

BUSY = "busy"


def echo(said: str) -> str:
    """Answer at once."""
    return said


def held(gate: Event) -> Callable[[], str]:
    """Answer when the gate is open."""

    def answer() -> str:
        gate.wait(60)
        return "?"

    return answer


async def test_all_done() -> None:
    """As many pieces of work at once as there is room for are all done, each with its own result."""
    work_queue = WorkQueue(waiting=256)
    numbers = [str(number) for number in range(200)]
    assert await asyncio.gather(*(work_queue.run(partial(echo, number), busy=BUSY) for number in numbers)) == numbers


async def test_off_the_loop() -> None:
    """Work is done outside the event loop's thread."""
    assert await WorkQueue(waiting=0).run(lambda: current_thread().name, busy=BUSY) != main_thread().name


async def test_busy() -> None:
    """A request beyond a full queue is refused at once; the others are served, and then there is room again."""
    gate = Event()
    work_queue = WorkQueue(waiting=2)
    waiting = [asyncio.create_task(work_queue.run(held(gate), busy=BUSY)) for _ in range(THREADS + 2)]
    await asyncio.sleep(0)
    assert await work_queue.run(held(gate), busy=BUSY) == BUSY
    gate.set()
    assert await asyncio.gather(*waiting) == ["?"] * (THREADS + 2)
    assert await work_queue.run(held(gate), busy=BUSY) == "?"


async def test_blocked() -> None:
    """With more threads for work that is blocked, as many pieces of work more run at a time."""
    running, gate = Semaphore(0), Event()

    def work() -> str:
        running.release()
        gate.wait()
        return "?"

    work_queue = WorkQueue(waiting=0, blocked=2)
    tasks = [asyncio.create_task(work_queue.run(work, busy=BUSY)) for _ in range(THREADS + 2)]
    for _ in tasks:
        await asyncio.to_thread(running.acquire)
    assert await work_queue.run(work, busy=BUSY) == BUSY
    gate.set()
    assert await asyncio.gather(*tasks) == ["?"] * len(tasks)


async def test_by_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A group that asks after another has asked much is answered after one question of the other's, not after all."""
    monkeypatch.setattr("bot.discord_client.work_queue.THREADS", 1)  # of two, either may end first
    gate, answered = Event(), list[int]()

    async def ask(group: int) -> None:
        await work_queue.run(held(gate), busy=BUSY, group=group)
        answered.append(group)

    work_queue = WorkQueue(waiting=10)
    asking = []
    for group in (1, 1, 1, 1, 1, 1, 2):
        asking.append(asyncio.create_task(ask(group)))
        await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*asking)
    assert answered == [1, 1, 2, 1, 1, 1, 1]


async def test_overdue() -> None:
    """Work that comes to no end costs its askers their patience and nobody else anything: later work is done."""
    gate = Event()
    work_queue = WorkQueue(waiting=10, patience=0.05)
    stuck = [asyncio.create_task(work_queue.run(held(gate), busy=BUSY)) for _ in range(THREADS)]
    assert await asyncio.gather(*stuck) == [BUSY] * THREADS
    assert await work_queue.run(lambda: "done", busy=BUSY) == "done"
    gate.set()


async def test_waited_too_long() -> None:
    """Who waits for a thread until the patience ends is told so, and has no place in the queue any more."""
    gate = Event()
    work_queue = WorkQueue(waiting=1, patience=0.05)
    stuck = [asyncio.create_task(work_queue.run(held(gate), busy=BUSY)) for _ in range(THREADS + SPARE)]
    more = [asyncio.create_task(work_queue.run(held(gate), busy=BUSY)) for _ in range(THREADS)]
    assert await asyncio.gather(*more) == [BUSY] * THREADS
    gate.set()
    await asyncio.gather(*stuck)
    assert await work_queue.run(lambda: "done", busy=BUSY) == "done"


async def test_overdue_error_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What overdue work raises at last is logged by its type, without its text, which may hold a question."""
    gate = Event()

    def fail() -> str:
        gate.wait(60)
        raise ValueError("a secret question")

    work_queue = WorkQueue(waiting=0, patience=0.05)
    assert await work_queue.run(fail, busy=BUSY) == BUSY
    (overdue,) = work_queue._overdue
    gate.set()
    await asyncio.wait([overdue])
    await asyncio.sleep(0)  # its callback is run
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_close_waits() -> None:
    """Closing waits for the conversations that have begun, and refuses new ones."""
    gate, said = Event(), []
    work_queue = WorkQueue(waiting=2)

    async def in_flight() -> None:
        with work_queue.in_flight():
            said.append(await work_queue.run(held(gate), busy=BUSY))

    talking = asyncio.create_task(in_flight())
    await asyncio.sleep(0)
    closing = asyncio.create_task(work_queue.close(patience=60))
    await asyncio.sleep(0)
    assert await work_queue.run(held(gate), busy=BUSY) == BUSY
    gate.set()
    await closing
    assert said == ["?"]
    assert talking.done()


async def test_impatience() -> None:
    """Closing waits no longer than its patience, and ends what lasts longer."""
    gate = Event()
    work_queue = WorkQueue(waiting=2)

    async def in_flight() -> None:
        with work_queue.in_flight():
            await work_queue.run(held(gate), busy=BUSY)

    talking = asyncio.create_task(in_flight())
    await asyncio.sleep(0)
    await work_queue.close(patience=0.01)
    gate.set()
    await asyncio.wait({talking})
    assert talking.cancelled()


async def came(turns: FairQueue, group: int, order: list[int], gate: asyncio.Event) -> None:
    """Have a turn of this group, and keep the place until the gate opens."""
    async with turns.slot(group):
        order.append(group)
        await gate.wait()


async def settled() -> None:
    """Let every task go on until it waits."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_turns_of_groups() -> None:
    """A group that came late has its turn after one of each group before it, not after all of theirs."""
    turns, order, gate = FairQueue(1), list[int](), asyncio.Event()
    groups = [1, 1, 1, 1, 2, 3, 2]
    tasks = []
    for group in groups:
        tasks.append(asyncio.create_task(came(turns, group, order, gate)))
        await settled()
    gate.set()
    await asyncio.gather(*tasks)
    assert order == [1, 1, 2, 3, 1, 2, 1]


async def test_turns_are_given_back() -> None:
    """Never more are in than there are places, and all places are free again at the end."""
    turns, order, gate = FairQueue(2), list[int](), asyncio.Event()
    tasks = [asyncio.create_task(came(turns, group, order, gate)) for group in range(5)]
    await settled()
    assert order == [0, 1]
    gate.set()
    await asyncio.gather(*tasks)
    assert (turns._free, len(order)) == (2, 5)


async def test_leaving_the_line() -> None:
    """Who stops waiting holds up nobody."""
    turns, order, gate = FairQueue(1), list[int](), asyncio.Event()
    tasks = [asyncio.create_task(came(turns, group, order, gate)) for group in range(3)]
    await settled()
    tasks[1].cancel()
    gate.set()
    await asyncio.wait(tasks)
    assert (order, turns._free) == ([0, 2], 1)


async def test_turn_of_a_cancelled_task() -> None:
    """A turn that is given in the very step in which its owner is cancelled goes to the next."""
    turns, order, gate = FairQueue(1), list[int](), asyncio.Event()
    async with turns.slot(0):
        waiting = [asyncio.create_task(came(turns, group, order, gate)) for group in (1, 2)]
        await settled()
    waiting[0].cancel()  # its turn has been given, and it has not run since
    await settled()
    assert order == [2]
    gate.set()
    await asyncio.wait(waiting)
    assert turns._free == 1
