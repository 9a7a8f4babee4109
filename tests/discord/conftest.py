"""The double and the official document, ready for a test."""

import os
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from tests.discord.address import CERTIFIED
from tests.discord.double import Double
from tests.discord.openapi import Document


@dataclass(frozen=True)
class Certificate:
    """What the server shows, and the file that the client trusts."""

    server: ssl.SSLContext
    trusted: Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for Discord's hosts, made once."""
    return certificate_in(tmp_path_factory.mktemp("certificate"))


def certificate_in(folder: Path) -> Certificate:
    """A new certificate for Discord's hosts; what is to be trusted is put into `folder`."""
    authority = trustme.CA()
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*CERTIFIED).configure_cert(server)
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    return Certificate(server, trusted)


@pytest.fixture(scope="session")
def spec() -> Document | None:
    """Discord's OpenAPI document, or None where `PULLQUOTE_DATA` does not say where it is."""
    data = os.environ.get("PULLQUOTE_DATA")
    return Document(Path(data) / "discord" / "openapi.json") if data else None


@pytest.fixture
async def double(certificate: Certificate, spec: Document | None) -> AsyncIterator[Double]:
    """Discord on the loopback; the test fails at the end if the bot broke a rule that it was not expected to."""
    async with Double(certificate.server, certificate.trusted, spec) as running:
        yield running
    assert running.verdict() == []
