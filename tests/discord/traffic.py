"""What went over the wire? Every request as it came, every broken rule, and a way to wait for more."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

Json = dict[str, Any]
Found = TypeVar("Found")

PATIENCE = 60.0  # seconds until a wait fails, on however busy a machine
RECHECK = 0.02  # seconds between looks at conditions that the double cannot see change


@dataclass
class Request:
    """One request as it came, without the token; `status` and `answer` are 0 and None until it is answered."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    status: int = 0
    answer: Any = None

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status or 'not yet answered'}"


class Traffic:
    """The requests in order, the rules they broke, and the news that wakes those who wait."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.problems: list[str] = []
        self._news = asyncio.Event()

    def record(self, request: Request) -> None:
        """Add a request."""
        self.requests.append(request)
        self.notify()

    def complain(self, problem: str) -> None:
        """Add a broken rule."""
        self.problems.append(problem)
        self.notify()

    def notify(self) -> None:
        """Wake everyone who waits, for one more look."""
        self._news.set()
        self._news = asyncio.Event()

    async def until(
        self,
        condition: Callable[[], Found | None],
        what: str = "",
        *,
        patience: float = PATIENCE,
        recheck: float | None = RECHECK,
    ) -> Found:
        """The first true value of `condition`; fails after `patience` seconds, saying what had arrived instead.

        Without `recheck`, what makes it true must be news.
        """
        try:
            async with asyncio.timeout(patience):
                while not (found := condition()):
                    await self._next_news(recheck)
                return found
        except TimeoutError:
            raise AssertionError(self._in_vain(what or _place(condition), patience)) from None

    async def _next_news(self, recheck: float | None) -> None:
        try:
            async with asyncio.timeout(recheck):
                await self._news.wait()
        except TimeoutError:
            return

    def _in_vain(self, what: str, patience: float) -> str:
        requests = "\n".join(f"  {request}" for request in self.requests) or "  no request"
        problems = "\n".join(f"  {problem}" for problem in self.problems) or "  no problem"
        return f"waited {patience:g} s in vain for {what}; what arrived:\n{requests}\nproblems:\n{problems}"


def _place(condition: Callable[[], object]) -> str:
    """Where a condition is written, for want of its name."""
    code = getattr(condition, "__code__", None)
    return f"the condition at {code.co_filename}:{code.co_firstlineno}" if code else repr(condition)
