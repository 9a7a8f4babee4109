import re
from time import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_client.rate_limit import MINUTE, RateLimiter, Wait, rate_limit_reply

PAUSES = st.lists(st.floats(0, 90), max_size=60)
ME, YOU, HERE, THERE = 1, 2, 3, 4


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def counted(watch: Watch, *, per_member: int = 0, per_server: int = 0) -> RateLimiter:
    """Counts by this clock."""
    return RateLimiter(per_member=per_member, per_server=per_server, now=watch)


@given(pauses=PAUSES, limit=st.integers(1, 10))
def test_never_more(pauses: list[float], limit: int) -> None:
    """In no stretch of time more is let in than a full bucket and what runs into it meanwhile."""
    watch, admitted = Watch(), []
    fair_use = counted(watch, per_member=limit)
    for pause in pauses:
        watch.now += pause
        if fair_use.wait(ME, None) is None:
            admitted.append(watch.now)
    for first, start in enumerate(admitted):
        for last, end in enumerate(admitted[first:], first):
            assert last - first + 1 <= limit + (end - start) * limit / MINUTE + 1e-6


@given(pauses=PAUSES, limit=st.integers(1, 10))
def test_the_time_in_the_reply(pauses: list[float], limit: int) -> None:
    """A refused member may ask again after the time in the reply, and not much before."""
    watch = Watch()
    fair_use = counted(watch, per_member=limit)
    for pause in pauses:
        watch.now += pause
        wait = fair_use.wait(ME, None)
        if wait:
            watch.now += wait.seconds - 0.01
            assert fair_use.wait(ME, None)
            watch.now += 0.02
            assert fair_use.wait(ME, None) is None


def test_members_apart() -> None:
    """One member's questions are not another's."""
    fair_use = counted(Watch(), per_member=1)
    assert fair_use.wait(ME, HERE) is None
    assert fair_use.wait(ME, THERE)
    assert fair_use.wait(YOU, HERE) is None


def test_servers_apart() -> None:
    """One server's questions count for all its members, and neither for another nor for direct messages."""
    fair_use = counted(Watch(), per_server=1)
    assert fair_use.wait(ME, HERE) is None
    wait = fair_use.wait(YOU, HERE)
    assert wait
    assert wait.is_for_guild
    assert fair_use.wait(YOU, THERE) is None
    assert fair_use.wait(YOU, None) is None


def test_a_refused_question_is_not_counted() -> None:
    """A question that the server's limit refuses takes none from its member, who may ask it elsewhere."""
    fair_use = counted(Watch(), per_member=2, per_server=1)
    assert fair_use.wait(ME, HERE) is None
    assert fair_use.wait(ME, HERE)
    assert fair_use.wait(ME, THERE) is None


def test_any_number() -> None:
    """Without limits nobody is refused."""
    fair_use = counted(Watch())
    assert not any(fair_use.wait(ME, HERE) for _ in range(10_000))


def test_news() -> None:
    """That one asked too often is news once a minute."""
    watch = Watch()
    fair_use = counted(watch, per_member=1)
    fair_use.wait(ME, None)
    waits = [fair_use.wait(ME, None) for _ in range(3)]
    assert [wait.is_news for wait in waits if wait] == [True, False, False]
    watch.now += MINUTE
    fair_use.wait(ME, None)
    again = fair_use.wait(ME, None)
    assert again
    assert again.is_news


def test_memory() -> None:
    """Nobody is remembered for longer than a minute after the last question."""
    watch = Watch()
    fair_use = counted(watch, per_member=1, per_server=2)
    for member in range(5000):
        watch.now += 1
        fair_use.wait(member, member)
        fair_use.wait(member, member)
    kept = fair_use._members._used, fair_use._guilds._used, fair_use._notified._since
    assert all(len(each) <= MINUTE + 2 for each in kept)


@pytest.mark.parametrize(("is_for_guild", "words"), [(True, "This server has asked"), (False, "You have asked")])
def test_the_reply(*, is_for_guild: bool, words: str) -> None:
    """The reply names whose limit it is, its size, and a time in Discord's format that is not too early."""
    before = time()
    (part,) = rate_limit_reply(Wait(is_for_guild=is_for_guild, limit=20, seconds=12.3, is_news=True))
    then = re.search(r"<t:(\d+):R>", part.text)
    assert then
    assert before + 12.3 <= int(then[1]) <= time() + 13.3
    assert part.text.startswith(words)
    assert "20 questions" in part.text
