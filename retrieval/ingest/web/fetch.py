"""What is at this address? An http or https URL → its bytes, fetched safely and politely.

Every hop is checked before it is taken: its scheme, its host's addresses, what its robots.txt allows. One request at a
time goes to a host, with a pause between two.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from ssl import SSLContext, create_default_context
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

from retrieval.errors import FetchError
from retrieval.ingest.document.detect import LARGEST, LARGEST_TEXT, SUFFIXES, TYPES, Format, media_type, suffix
from retrieval.ingest.web.address_guard import Resolve, Target, checked, resolved, target_of
from retrieval.ingest.web.http import Answer, exchange
from retrieval.ingest.web.robots import NAME, Robots
from retrieval.ingest.web.throttle import Time, Turns

SECONDS = 30.0  # for one request
PAUSE = 1.0  # seconds between two requests to one host
MOST_REDIRECTS = 5
MOVED = frozenset((301, 302, 303, 307, 308))
GONE = frozenset((HTTPStatus.NOT_FOUND, HTTPStatus.GONE))
UNSTATED = frozenset(("", "application/octet-stream", "binary/octet-stream"))
READABLE = frozenset(TYPES) | UNSTATED | {"text/plain", "text/x-markdown"}


class Fetched(NamedTuple):
    """What a server sent; `data` is `None` when the page has not changed since `etag` or `last_modified`.

    `url` is the address after redirects, `type` the `Content-Type`, encoding and all.
    """

    data: bytes | None
    url: str
    type: str
    etag: str | None
    last_modified: str | None


class Fetcher:
    """Fetches pages, and remembers for as long as it lives what their hosts ask of robots and when each was asked."""

    def __init__(
        self,
        *,
        allowed_hosts: AbstractSet[str] = frozenset(),
        seconds: float = SECONDS,
        resolve: Resolve = resolved,
        time: Time | None = None,
        tls: SSLContext | None = None,
    ) -> None:
        """Fetch from public addresses and from `allowed_hosts`, in at most so many `seconds` a request."""
        self._allowed = frozenset(host.lower() for host in allowed_hosts)
        self._seconds = seconds
        self._resolve = resolve
        self._turns = Turns(time or Time())
        self._tls = tls or create_default_context()
        self._robots: dict[str, Robots] = {}

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What is at `url`, unless it is as it was.

        Raises:
            FetchError: the page is gone, cannot be reached, or is not to be fetched.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        at, answer = self._followed(url, headers, is_page=True)
        if answer.status == HTTPStatus.NOT_MODIFIED and headers:
            return Fetched(None, at, "", etag, last_modified)
        if answer.status != HTTPStatus.OK:
            raise _refused(url, answer.status)
        said = answer.headers
        return Fetched(answer.data, at, said.get("Content-Type", ""), said.get("ETag"), said.get("Last-Modified"))

    def _followed(self, url: str, headers: Mapping[str, str], *, is_page: bool) -> tuple[str, Answer]:
        """Where redirects lead from `url`, and the answer there."""
        at = urldefrag(url).url
        for _ in range(MOST_REDIRECTS + 1):
            target = target_of(at, self._tls)
            robots = self._asked(target) if is_page else None
            answer = self._exchange(target, headers, robots)
            if answer.status not in MOVED:
                return at, answer
            at = urldefrag(urljoin(at, answer.headers.get("Location", ""))).url
        raise FetchError(f"`{url}` redirects more than {MOST_REDIRECTS} times", "give the address that it leads to")

    def _asked(self, target: Target) -> Robots:
        """What the target's host asks of robots, unless it forbids the page."""
        address = urljoin(target.url, "/robots.txt")
        if address not in self._robots:
            _, answer = self._followed(address, {}, is_page=False)
            self._robots[address] = Robots(answer.status, answer.data)
        if not self._robots[address].allow(target.url):
            raise FetchError(f"`{target.url}` is not for robots, as its host's robots.txt says", "save it as a file")
        return self._robots[address]

    def _exchange(self, target: Target, headers: Mapping[str, str], robots: Robots | None) -> Answer:
        addresses = checked(target.host, target.port, resolve=self._resolve, allowed_hosts=self._allowed)
        room = (lambda stated: _room(target, stated)) if robots else (lambda _: LARGEST_TEXT)
        with self._turns.turn(target.host, pause=robots.pause(PAUSE) if robots else PAUSE):
            return exchange(target, addresses, {"User-Agent": _name(), **headers}, seconds=self._seconds, largest=room)


def _room(target: Target, stated: str) -> int:
    """How many bytes a page with this `Content-Type` may have."""
    kind = media_type(stated)
    if kind not in READABLE:
        raise FetchError(f"`{target.url}` is {kind}, which holds no article", "give a page, a PDF or a feed")
    return LARGEST.get(TYPES.get(kind) or SUFFIXES.get(suffix(target.url), Format.TEXT), LARGEST_TEXT)


def _refused(url: str, status: int) -> FetchError:
    phrase = next((known.phrase for known in HTTPStatus if known == status), "")
    if status in GONE:
        return FetchError(f"`{url}` is gone: the server answers {status} {phrase}", "check the address", gone=True)
    return FetchError(f"`{url}` cannot be fetched: the server answers {status} {phrase}".rstrip(), "try again later")


def _name() -> str:
    """This program's name and version, as servers get to know it."""
    try:
        return f"{NAME}/{version(NAME)} (quotes articles for a community; obeys robots.txt)"
    except PackageNotFoundError:
        return NAME
