import asyncio

from bot.discord_client.turns import Turns


async def came(turns: Turns, group: int, order: list[int], gate: asyncio.Event) -> None:
    """Have a turn of this group, and keep the place until the gate opens."""
    async with turns.of(group):
        order.append(group)
        await gate.wait()


async def settled() -> None:
    """Let every task go on until it waits."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_by_turns() -> None:
    """A group that came late has its turn after one of each group before it, not after all of theirs."""
    turns, order, gate = Turns(1), list[int](), asyncio.Event()
    groups = [1, 1, 1, 1, 2, 3, 2]
    tasks = []
    for group in groups:
        tasks.append(asyncio.create_task(came(turns, group, order, gate)))
        await settled()
    gate.set()
    await asyncio.gather(*tasks)
    assert order == [1, 1, 2, 3, 1, 2, 1]


async def test_places() -> None:
    """Never more are in than there are places, and all places are free again at the end."""
    turns, order, gate = Turns(2), list[int](), asyncio.Event()
    tasks = [asyncio.create_task(came(turns, group, order, gate)) for group in range(5)]
    await settled()
    assert order == [0, 1]
    gate.set()
    await asyncio.gather(*tasks)
    assert (turns._free, len(order)) == (2, 5)


async def test_who_leaves_the_line() -> None:
    """Who stops waiting holds up nobody."""
    turns, order, gate = Turns(1), list[int](), asyncio.Event()
    tasks = [asyncio.create_task(came(turns, group, order, gate)) for group in range(3)]
    await settled()
    tasks[1].cancel()
    gate.set()
    await asyncio.wait(tasks)
    assert (order, turns._free) == ([0, 2], 1)


async def test_a_turn_that_came_to_nobody() -> None:
    """A turn that is given in the very step in which its owner is cancelled goes to the next."""
    turns, order, gate = Turns(1), list[int](), asyncio.Event()
    async with turns.of(0):
        waiting = [asyncio.create_task(came(turns, group, order, gate)) for group in (1, 2)]
        await settled()
    waiting[0].cancel()  # its turn has been given, and it has not run since
    await settled()
    assert order == [2]
    gate.set()
    await asyncio.wait(waiting)
    assert turns._free == 1
