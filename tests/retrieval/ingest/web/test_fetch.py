import gzip
import socket
import ssl
from collections.abc import Iterator, Sequence
from functools import cache

import pytest
import trustme

from retrieval.errors import FetchError
from retrieval.ingest.web.fetch import FetchedPage, Fetcher
from retrieval.ingest.web.throttle import Time
from tests.retrieval.site import LOOPBACK, Page, Site, running

PUBLIC = "93.184.216.34"
PATIENT = Time(lambda: 0.0, lambda _: None)
"""A clock that stands still, and waiting that takes no time."""

ARTICLE = Page(b"<p>It was.</p>", headers={"Content-Type": "text/html; charset=koi8-r", "ETag": '"1"'})


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with one article."""
    with running() as site:
        site.pages["/a"] = ARTICLE
        yield site


def here(_host: str, _port: int) -> Sequence[str]:
    """Loopback, whatever the host."""
    return (LOOPBACK,)


@cache
def usual_tls() -> ssl.SSLContext:
    """The TLS of a fetcher that is given none, read once: the system's certificates take longer than most tests."""
    return ssl.create_default_context()


def fetcher(*, seconds: float = 5, time: Time = PATIENT) -> Fetcher:
    """A fetcher for which `site.test` is on loopback, and allowed, and which waits for nobody."""
    allowed = frozenset({"site.test"})
    return Fetcher(allowed_hosts=allowed, seconds=seconds, resolve=here, time=time, tls=usual_tls())


def problem(url: str, *, seconds: float = 5) -> str:
    """The problem for which a page is not fetched."""
    with pytest.raises(FetchError) as caught:
        fetcher(seconds=seconds).fetch(url)
    assert caught.value.hint
    assert not caught.value.gone
    return caught.value.problem


def test_page(site: Site) -> None:
    """A page comes with its type and what to ask whether it has changed."""
    assert fetcher().fetch(site.url("/a#part")) == FetchedPage(
        b"<p>It was.</p>", site.url("/a"), "text/html; charset=koi8-r", '"1"', None
    )


def test_request(site: Site) -> None:
    """The request states the host and this program, and nothing else about either."""
    fetcher().fetch(site.url("/a"))
    _, headers = site.requests[-1]
    assert headers["Host"] == f"site.test:{site.port}"
    assert headers["User-Agent"].startswith("pullquote/")
    assert not {"Cookie", "Referer", "Authorization"} & headers.keys()


def test_allowed(site: Site) -> None:
    """A page is fetched from a host that is allowed by its name."""
    assert Fetcher(allowed_hosts={LOOPBACK}, time=PATIENT).fetch(site.url("/a", host=LOOPBACK)).data == ARTICLE.body


def test_path(site: Site) -> None:
    """A path in any script arrives as it must be written."""
    site.pages["/%C3%A4%20b?q=%C3%BC&r=1%2F2"] = ARTICLE
    assert fetcher().fetch(site.url("/ä b?q=ü&r=1%2F2")).data == ARTICLE.body


def test_unchanged(site: Site) -> None:
    """Conditions are sent as they were stated, and an unchanged page has no data."""
    site.pages["/a"] = Page(status=304)
    fetched = fetcher().fetch(site.url("/a"), etag='"1"', last_modified="Wed, 22 May 2024 10:00:00 GMT")
    assert fetched == FetchedPage(None, site.url("/a"), "", '"1"', "Wed, 22 May 2024 10:00:00 GMT")
    _, headers = site.requests[-1]
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "Wed, 22 May 2024 10:00:00 GMT"


@pytest.mark.parametrize("status", [404, 410])
def test_gone(site: Site, status: int) -> None:
    """A page that is no longer there is gone, and says so."""
    site.pages["/a"] = Page(status=status)
    with pytest.raises(FetchError, match="is gone") as caught:
        fetcher().fetch(site.url("/a"))
    assert caught.value.gone


@pytest.mark.parametrize("status", [304, 401, 403, 429, 500, 503, 599])
def test_not_served(site: Site, status: int) -> None:
    """A page that is not served is one line with the server's answer, and may come back."""
    site.pages["/a"] = Page(status=status)
    assert f"the server answers {status}" in problem(site.url("/a"))


# what is never connected to


@pytest.mark.parametrize(
    "url", ["ftp://site.test/a", "file:///etc/passwd", "javascript:1", "//site.test/a", "http://", ""]
)
def test_no_web_address(url: str) -> None:
    """Only http and https are fetched."""
    assert problem(url) == f"`{url}` is no web address"


@pytest.mark.parametrize(
    "url", ["http://a:0/", "http://a:99999/", "http://a:b/", "http://[::1/", "http://a" + "b" * 70]
)
def test_malformed(url: str) -> None:
    """A malformed address is one line."""
    assert problem(url) == f"`{url}` is no web address"


def test_password() -> None:
    """An address with a password is refused, and the password not repeated."""
    assert "secret" not in problem("http://jane:secret@site.test/")


def test_loopback(site: Site) -> None:
    """A page on this machine is not asked for, unless its host is allowed."""
    assert "is no public address" in problem(f"http://{LOOPBACK}:{site.port}/a")
    assert site.requests == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "LOCALHOST."])
def test_disguised_loopback(site: Site, host: str) -> None:
    """However this machine is named, the system's own resolver tells, and it is refused."""
    with pytest.raises(FetchError, match=r"is no public address|has no address"):
        Fetcher().fetch(site.url("/a", host=host))
    assert site.requests == []


def test_redirect_to_loopback(site: Site) -> None:
    """A redirect to this machine is not followed."""
    site.pages["/out"] = Page(status=302, headers={"Location": f"http://{LOOPBACK}:{site.port}/a"})
    assert f"`{LOOPBACK}` is at {LOOPBACK}" in problem(site.url("/out"))
    assert site.paths == ["/robots.txt", "/out"]


def test_redirect_to_file(site: Site) -> None:
    """A redirect to another scheme is not followed."""
    site.pages["/out"] = Page(status=302, headers={"Location": "file:///etc/passwd"})
    assert problem(site.url("/out")) == "`file:///etc/passwd` is no web address"


@pytest.mark.parametrize(
    "location", ["http://[::1", "http://[", "//[x]/", "http://a\u00e9\u00ff:99999999/", "http://:80"]
)
def test_bad_redirect(site: Site, location: str) -> None:
    """A redirect to what is no address is one line."""
    site.pages["/out"] = Page(status=302, headers={"Location": location})
    assert "\n" not in problem(site.url("/out"))


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were connected to; those that are not on this machine take no connection."""
    tried: list[str] = []
    connect = socket.create_connection

    def create_connection(address: tuple[str, int], timeout: float) -> socket.socket:
        tried.append(address[0])
        if address[0] != LOOPBACK:
            raise ConnectionRefusedError
        return connect(address, timeout)

    monkeypatch.setattr("retrieval.ingest.web.http.socket.create_connection", create_connection)
    return tried


def test_rebinding(site: Site, tried: list[str]) -> None:
    """A name that resolves to a public address first and to this machine next leads to the public one, or nowhere."""
    answers = iter([(PUBLIC,), (LOOPBACK,)])
    rebinding = Fetcher(resolve=lambda *_: next(answers), time=PATIENT)
    for problem in ("cannot be fetched", "is no public address"):
        with pytest.raises(FetchError, match=problem):
            rebinding.fetch(site.url("/a"))
    assert tried == [PUBLIC]
    assert site.requests == []


def test_resolved_once_a_request(site: Site) -> None:
    """The address that was checked is the one connected to: a request resolves its host once."""
    asked: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return (LOOPBACK,)

    Fetcher(allowed_hosts={"site.test"}, resolve=resolve, time=PATIENT).fetch(site.url("/a"))
    assert len(asked) == len(site.requests) == 2


# redirects


def test_redirects(site: Site) -> None:
    """Five redirects are followed, and the URL at their end is returned."""
    for number in range(5):
        site.pages[f"/{number}"] = Page(status=301 + number % 3, headers={"Location": f"{number + 1}"})
    site.pages["/5"] = ARTICLE
    assert fetcher().fetch(site.url("/0")).url == site.url("/5")


def test_redirects_without_end(site: Site) -> None:
    """A page that redirects for ever is left after the fifth time."""
    site.pages["/x"] = Page(status=302, headers={"Location": "/x"})
    assert "redirects more than 5 times" in problem(site.url("/x"))
    assert site.paths.count("/x") == 6


# time, size, type


def test_large(site: Site) -> None:
    """A page of 100 MB is left when it has sent more than an article has."""

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        try:
            for _ in range(1000):
                connection.sendall(b"x" * 100_000)
        except OSError:
            return

    site.pages["/a"] = endless
    assert problem(site.url("/a")) == f"`{site.url('/a')}` has more than 10 MB"


def test_packed_bomb(site: Site) -> None:
    """A page that is small when packed and large when unpacked is left as well."""
    packed = gzip.compress(bytes(200_000_000), compresslevel=1)
    site.pages["/a"] = Page(packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    assert "has more than 10 MB" in problem(site.url("/a"))


def test_packed(site: Site) -> None:
    """A packed page is unpacked."""
    site.pages["/a"] = Page(gzip.compress(b"It was. " * 90_000), headers={"Content-Encoding": "gzip"})
    assert fetcher().fetch(site.url("/a")).data == b"It was. " * 90_000


@pytest.mark.parametrize("packing", ["br", "gzip, gzip"])
def test_packed_otherwise(site: Site, packing: str) -> None:
    """A packing that was not asked for is one line."""
    site.pages["/a"] = Page(b"x", headers={"Content-Encoding": packing})
    assert "which was not asked for" in problem(site.url("/a"))


@pytest.mark.parametrize("cut", [1, 10, -1])
def test_packed_and_broken(site: Site, cut: int) -> None:
    """A packed page that is cut off or no archive is one line."""
    site.pages["/a"] = Page(gzip.compress(b"It was.")[:cut], headers={"Content-Encoding": "gzip"})
    assert "cannot be fetched" in problem(site.url("/a"))


def test_cut_off(site: Site) -> None:
    """A page that has fewer bytes than it says is not taken for whole."""
    site.pages["/a"] = Page(b"It was", headers={"Content-Type": "text/html", "Content-Length": "100"})
    assert "it breaks off" in problem(site.url("/a"))


@pytest.mark.parametrize("sent", [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "])
def test_trickle(site: Site, sent: bytes) -> None:
    """A server that sends a byte now and then, of the page or of its head, does not hold us for longer than it may."""

    def trickle(connection: socket.socket) -> None:
        connection.sendall(sent)
        connection.settimeout(0.02)
        for _ in range(500):
            try:
                connection.sendall(b"x")
                if not connection.recv(1):
                    return
            except TimeoutError:
                continue
            except OSError:
                return

    site.pages["/a"] = trickle
    assert "took longer than" in problem(site.url("/a"), seconds=0.3)


def test_silence(site: Site) -> None:
    """A server that takes the request and says nothing is left in time."""

    def silence(connection: socket.socket) -> None:
        connection.recv(1)

    site.pages["/a"] = silence
    assert "took longer than" in problem(site.url("/a"), seconds=0.2)


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"])
def test_no_http(site: Site, answer: bytes) -> None:
    """What is not HTTP is one line."""
    site.pages["/a"] = lambda connection: connection.sendall(answer)
    assert "cannot be fetched" in problem(site.url("/a"))


@pytest.mark.parametrize("kind", ["image/png", "application/json", "video/mp4; x=y"])
def test_type(site: Site, kind: str) -> None:
    """What is no article is left before its bytes are read."""
    site.pages["/a"] = Page(b"x", headers={"Content-Type": kind})
    assert problem(site.url("/a")) == f"`{site.url('/a')}` is {kind.partition(';')[0]}, which holds no article"


def test_nobody_there() -> None:
    """A host that takes no connection is one line."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        assert "cannot be fetched" in problem(f"http://site.test:{taken.getsockname()[1]}/")


# robots


def test_robots(site: Site) -> None:
    """What robots.txt forbids this program is not fetched; it is asked once."""
    site.pages["/robots.txt"] = Page(b"User-agent: pullquote\nDisallow: /b*.html$\n\nUser-agent: *\nDisallow: /")
    one = fetcher()
    for path, is_fetched in {"/a": True, "/bad.html": False}.items():
        if is_fetched:
            one.fetch(site.url(path))
        else:
            with pytest.raises(FetchError, match="is not for robots"):
                one.fetch(site.url(path))
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize("status", [401, 404, 410])
def test_no_robots(site: Site, status: int) -> None:
    """Where there is no robots.txt, all is allowed."""
    site.pages["/robots.txt"] = Page(status=status)
    assert fetcher().fetch(site.url("/a")).data


def test_robots_unavailable(site: Site) -> None:
    """Where the server fails to say what robots may do, nothing is fetched."""
    site.pages["/robots.txt"] = Page(status=503)
    assert "is not for robots" in problem(site.url("/a"))


def test_robots_after_redirect(site: Site) -> None:
    """A page is not fetched by a detour: robots.txt counts for each hop."""
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /a")
    site.pages["/out"] = Page(status=302, headers={"Location": "/a"})
    assert "is not for robots" in problem(site.url("/out"))
    assert "/a" not in site.paths


def test_pause(site: Site) -> None:
    """Between two requests to one host there is a second, or as many as it asks for."""
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7")
    waited: list[float] = []
    one = fetcher(time=Time(lambda: 100.0, waited.append))
    one.fetch(site.url("/a"))
    one.fetch(site.url("/a"))
    assert waited == [7.0, 7.0]


# TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority that only clients configured for it trust."""
    return trustme.CA()


def secure(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """What a server needs to be `name`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def test_tls(authority: trustme.CA) -> None:
    """Over TLS the server at the address must prove that it is the host of that name."""
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    one = Fetcher(allowed_hosts={"site.test", "other.test"}, resolve=here, time=PATIENT, tls=trusting)
    with running(secure(authority, "site.test")) as site:
        site.pages["/a"] = ARTICLE
        assert one.fetch(site.url("/a", scheme="https")).data == ARTICLE.body
        with pytest.raises(FetchError, match=r"(?i)certificate|hostname"):
            one.fetch(site.url("/a", scheme="https", host="other.test"))


def test_unknown_authority(authority: trustme.CA) -> None:
    """A certificate that nobody vouches for is refused."""
    with running(secure(authority, "site.test")) as site:
        assert "certificate" in problem(site.url("/a", scheme="https"))


def test_addresses_in_turn(site: Site, tried: list[str]) -> None:
    """Where an address takes no connection, the next is tried."""
    one = Fetcher(allowed_hosts={"site.test"}, resolve=lambda *_: ("10.0.0.1", LOOPBACK), time=PATIENT)
    one.fetch(site.url("/a"))
    assert tried == ["10.0.0.1", LOOPBACK] * 2


def test_few_addresses(tried: list[str]) -> None:
    """A host with many addresses is not asked at all of them."""
    many = [f"10.0.0.{number}" for number in range(100)]
    with pytest.raises(FetchError):
        Fetcher(allowed_hosts={"site.test"}, resolve=lambda *_: many, time=PATIENT).fetch("http://site.test/")
    assert tried == many[:3]
