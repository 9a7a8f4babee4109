import pytest

from retrieval.errors import FetchError
from retrieval.ingest.web.address_guard import is_public, public_addresses


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104
        *("100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::8.8.8.8", "2002:7f00:1::1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::a83f:8110", "64:ff9b:1::1", "2001:db8::1"),
        *("fec0::1", "3fff::1", "5f00::1", "100::1", "192.88.99.1", "2001:10::1", "2001:2::1"),
        *("2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:127.0.0.1", "2606:4700::5efe:a9fe:a9fe"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2002:a00:1::", "", "nonsense"),
    ],
)
def test_private(address: str) -> None:
    """Addresses that are not the public internet's are refused, whatever form they hide under."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_public(address: str) -> None:
    """Public addresses are let through, also as a network that knows IPv6 alone writes them."""
    assert is_public(address)


def test_one_private_among_public() -> None:
    """A host with one address that is not public is refused as a whole, and named."""
    with pytest.raises(FetchError, match=r"`e\.test` is at 10\.0\.0\.1") as caught:
        public_addresses("e.test", 80, resolve=lambda *_: ("8.8.8.8", "10.0.0.1"), allowed_hosts=frozenset())
    assert caught.value.hint
    assert not caught.value.gone


def test_allowed_by_name() -> None:
    """A host that the operator allows may be anywhere; another at the same address may not."""
    allowed = frozenset({"intra.test"})
    assert public_addresses("intra.test", 80, resolve=lambda *_: ("10.0.0.1",), allowed_hosts=allowed) == ("10.0.0.1",)
    with pytest.raises(FetchError):
        public_addresses("other.test", 80, resolve=lambda *_: ("10.0.0.1",), allowed_hosts=allowed)


def test_no_address() -> None:
    """A host that is not found is one line."""

    def fails(host: str, port: int) -> tuple[str, ...]:
        raise OSError(host, port)

    with pytest.raises(FetchError, match=r"`e\.test` has no address"):
        public_addresses("e.test", 80, resolve=fails, allowed_hosts=frozenset())
