"""May this program fetch this page? A host's robots.txt, as RFC 9309 has it."""

from http import HTTPStatus

from protego import Protego

NAME = "pullquote"  # by which robots.txt may address this program
LARGEST = 500_000  # bytes that are read of it, as the RFC demands at least
LONGEST_PAUSE = 30.0  # seconds between requests that a host may ask for


class Robots:
    """What a host asks of robots."""

    def __init__(self, status: int, data: bytes) -> None:
        """Read the answer to the request for robots.txt: missing allows all, an error of the server's forbids all."""
        is_missing = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        text = data[:LARGEST].decode("utf-8", "replace") if status == HTTPStatus.OK else "User-agent: *\nDisallow: /"
        self._rules = Protego.parse("" if is_missing else text)

    def allow(self, url: str) -> bool:
        """Whether the host lets this program fetch `url`."""
        return bool(self._rules.can_fetch(url, NAME))

    def pause(self, usual: float) -> float:
        """The seconds between two requests: the host's wish, or the usual ones where they are more."""
        return max(usual, min(self._rules.crawl_delay(NAME) or 0.0, LONGEST_PAUSE))
