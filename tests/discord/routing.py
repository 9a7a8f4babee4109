"""Which function answers a request? A table of methods and templates, as Discord's documentation writes them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.discord.traffic import Request

Answer = tuple[int, Any]  # status and body; the body of a 204 is None


@dataclass(frozen=True)
class Call:
    """A request with the values of its template's braces."""

    request: Request
    params: dict[str, str]

    @property
    def body(self) -> Any:  # noqa: ANN401  # any JSON at all
        """The request's body."""
        return self.request.body


@dataclass(frozen=True)
class Route:
    """One line of the table; `open` routes need no token of the bot's, their path holds another."""

    method: str
    template: str
    handler: Callable[[Call], Answer]
    open: bool = False

    def match(self, method: str, path: str) -> dict[str, str] | None:
        """The values of the braces, or None where the request is not for this route."""
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template), path)
        return found.groupdict() if found and method == self.method else None


class Table:
    """All routes; a literal path comes before one with braces, so that `@original` is not taken for an id."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = sorted(routes, key=lambda route: route.template.count("{"))

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """The route for a request with the values of its braces, or None."""
        matches = ((route, route.match(method, path)) for route in self._routes)
        return next(((route, params) for route, params in matches if params is not None), None)

    def has(self, method: str, template: str) -> bool:
        """Whether there is such a route."""
        return any((route.method, route.template) == (method, template) for route in self._routes)
