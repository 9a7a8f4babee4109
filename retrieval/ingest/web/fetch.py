"""What is at this URL? An http or https URL → its bytes, fetched safely and politely.

Every redirect is checked before it is followed: its scheme, the addresses of its host, and the robots.txt there. A host
gets one request at a time, with a pause between two.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from ssl import SSLContext, create_default_context
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

from retrieval.errors import FetchError
from retrieval.ingest.document.detect import media_type, suffix
from retrieval.ingest.document.formats import MAX_TEXT_BYTES, MEDIA_TYPES, SUFFIXES, Format
from retrieval.ingest.web.address_guard import Resolver, Target, parse_target, public_addresses, resolve_host
from retrieval.ingest.web.http import HttpResponse, send_request
from retrieval.ingest.web.robots import NAME, Robots
from retrieval.ingest.web.throttle import Throttle, Time

SECONDS = 30.0  # for one request
PAUSE = 1.0  # seconds between two requests to one host
MAX_REDIRECTS = 5
REDIRECTS = frozenset((301, 302, 303, 307, 308))
GONE = frozenset((HTTPStatus.NOT_FOUND, HTTPStatus.GONE))
UNSPECIFIC_TYPES = frozenset(("", "application/octet-stream", "binary/octet-stream"))
READABLE_TYPES = frozenset(MEDIA_TYPES) | UNSPECIFIC_TYPES | {"text/plain", "text/x-markdown"}


class FetchedPage(NamedTuple):
    """What a server sent.

    Attributes:
        data: the body; `None` if the page has not changed since `etag` or `last_modified`.
        url: the URL after redirects.
        content_type: the `Content-Type` with its parameters; "" if there is none.
        etag: the server's `ETag`, to be sent with the next request.
        last_modified: the server's `Last-Modified`, likewise.
    """

    data: bytes | None
    url: str
    content_type: str
    etag: str | None
    last_modified: str | None


class Fetcher:
    """Fetches pages; caches the robots.txt of each host and the time of the last request to it for its own lifetime."""

    def __init__(
        self,
        *,
        allowed_hosts: AbstractSet[str] = frozenset(),
        seconds: float = SECONDS,
        resolve: Resolver = resolve_host,
        time: Time | None = None,
        tls: SSLContext | None = None,
    ) -> None:
        """Fetch from public addresses and from `allowed_hosts`; a request may take `seconds`."""
        self._allowed = frozenset(host.lower() for host in allowed_hosts)
        self._seconds = seconds
        self._resolve = resolve
        self._throttle = Throttle(time or Time())
        self._tls = tls or create_default_context()
        self._robots: dict[str, Robots] = {}

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> FetchedPage:
        """Fetch the page at `url`, unless it still has the `etag` or `last_modified` that a fetch before gave.

        Raises:
            FetchError: the page is gone, cannot be reached, or may not be fetched.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        final_url, response = self._follow(url, headers, is_page=True)
        if response.status == HTTPStatus.NOT_MODIFIED and headers:
            return FetchedPage(None, final_url, "", etag, last_modified)
        if response.status != HTTPStatus.OK:
            raise _status_error(url, response.status)
        received = response.headers
        return FetchedPage(
            data=response.data,
            url=final_url,
            content_type=received.get("Content-Type", ""),
            etag=received.get("ETag"),
            last_modified=received.get("Last-Modified"),
        )

    def _follow(self, url: str, headers: Mapping[str, str], *, is_page: bool) -> tuple[str, HttpResponse]:
        """The URL to which redirects lead from `url`, and the response there."""
        location = urldefrag(url).url
        for _ in range(MAX_REDIRECTS + 1):
            target = parse_target(location, self._tls)
            robots = self._check_robots(target) if is_page else None
            response = self._send(target, headers, robots)
            if response.status not in REDIRECTS:
                return location, response
            location = _redirected(location, response.headers.get("Location", ""))
        raise FetchError(f"`{url}` redirects more than {MAX_REDIRECTS} times", "give the address that it leads to")

    def _check_robots(self, target: Target) -> Robots:
        """The robots.txt of the target's host, which must allow the page."""
        address = urljoin(target.url, "/robots.txt")
        if address not in self._robots:
            _, response = self._follow(address, {}, is_page=False)
            self._robots[address] = Robots(response.status, response.data)
        if not self._robots[address].allow(target.url):
            raise FetchError(f"`{target.url}` is not for robots, as its host's robots.txt says", "save it as a file")
        return self._robots[address]

    def _send(self, target: Target, headers: Mapping[str, str], robots: Robots | None) -> HttpResponse:
        addresses = public_addresses(target.host, target.port, resolve=self._resolve, allowed_hosts=self._allowed)
        limit = (lambda content_type: _max_bytes(target, content_type)) if robots else (lambda _: MAX_TEXT_BYTES)
        with self._throttle.slot(target.host, pause=robots.pause(PAUSE) if robots else PAUSE):
            return send_request(
                target, addresses, {"User-Agent": _user_agent(), **headers}, seconds=self._seconds, max_bytes=limit
            )


def _redirected(url: str, location: str) -> str:
    """The URL that a redirect from `url` leads to.

    Raises:
        FetchError: it is none.
    """
    try:
        return urldefrag(urljoin(url, location)).url
    except ValueError as error:
        raise FetchError(f"`{url}` redirects to `{location}`, which is no web address", "try again later") from error


def _max_bytes(target: Target, content_type: str) -> int:
    """How many bytes a page with this `Content-Type` may have.

    Raises:
        FetchError: no article can be read from it.
    """
    kind = media_type(content_type)
    if kind not in READABLE_TYPES:
        raise FetchError(f"`{target.url}` is {kind}, which holds no article", "give a page, a PDF or a feed")
    document_format = MEDIA_TYPES.get(kind) or SUFFIXES.get(suffix(target.url), Format.TEXT)
    return document_format.spec.max_bytes


def _status_error(url: str, status: int) -> FetchError:
    phrase = next((known.phrase for known in HTTPStatus if known == status), "")
    if status in GONE:
        return FetchError(f"`{url}` is gone: the server answers {status} {phrase}", "check the address", gone=True)
    return FetchError(f"`{url}` cannot be fetched: the server answers {status} {phrase}".rstrip(), "try again later")


def _user_agent() -> str:
    """The name and version of this program, as sent to servers."""
    try:
        return f"{NAME}/{version(NAME)} (quotes articles for a community; obeys robots.txt)"
    except PackageNotFoundError:
        return NAME
