"""May this program fetch this page? A host's robots.txt, as RFC 9309 defines it."""

from http import HTTPStatus

from protego import Protego

NAME = "pullquote"  # the user agent that robots.txt can address
MAX_BYTES = 500_000  # that are parsed; RFC 9309, section 2.5, demands a limit of about that size
MAX_PAUSE = 30.0  # seconds between requests that a host can demand


class Robots:
    """The robots.txt of a host."""

    def __init__(self, status: int, data: bytes) -> None:
        """Parse the response to the request for robots.txt: a missing file allows all, a server error forbids all."""
        is_missing = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        text = data[:MAX_BYTES].decode("utf-8", "replace") if status == HTTPStatus.OK else "User-agent: *\nDisallow: /"
        self._rules = Protego.parse("" if is_missing else text)

    def allow(self, url: str) -> bool:
        """Whether the host lets this program fetch `url`."""
        return bool(self._rules.can_fetch(url, NAME))

    def pause(self, minimum: float) -> float:
        """The seconds between two requests: the host's `Crawl-delay`, but at least `minimum`."""
        return max(minimum, min(self._rules.crawl_delay(NAME) or 0.0, MAX_PAUSE))
