"""Which requests shall go wrong? Faults prepared by a test, met in order by the next requests to their route."""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

THROUGH_CLOUDFLARE = "1.1 google"  # the `Via` of a true 429; one without it is a ban by Cloudflare


@dataclass(frozen=True)
class Fault:
    """An answer that a request gets instead of its own."""

    status: int
    body: Mapping[str, Any]
    headers: Mapping[str, str]


class Faults:
    """The faults not yet met, by method and route template."""

    def __init__(self) -> None:
        self._waiting: defaultdict[tuple[str, str], deque[Fault]] = defaultdict(deque)

    def prepare(self, method: str, template: str, fault: Fault) -> None:
        """Let the next request to this route that has no fault yet meet this one."""
        self._waiting[method, template].append(fault)

    def meet(self, method: str, template: str) -> Fault | None:
        """The fault for this request, if one waits for it."""
        waiting = self._waiting[method, template]
        return waiting.popleft() if waiting else None

    def unmet(self) -> list[str]:
        """The faults that no request met, as sentences."""
        return [f"a fault for {' '.join(route)} was never met" for route, waiting in self._waiting.items() if waiting]


def rate_limited(retry_after: float, headers: Mapping[str, str] | None, *, everywhere: bool = False) -> Fault:
    """A 429 that asks for `retry_after` seconds; with `headers={}` it looks like a ban by Cloudflare."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return Fault(429, body, {"Via": THROUGH_CLOUDFLARE} if headers is None else headers)
