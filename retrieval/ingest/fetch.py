"""What is at this address? An http or https URL → its bytes."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from retrieval.errors import FetchError


class Fetched(NamedTuple):
    """What a server sent; `data` is `None` when the page has not changed since `etag` or `last_modified`.

    `url` is the address after redirects, `type` the media type.
    """

    data: bytes | None
    url: str
    type: str
    etag: str | None
    last_modified: str | None


def fetch(
    url: str,
    *,
    etag: str | None = None,  # noqa: ARG001 -- see the error
    last_modified: str | None = None,  # noqa: ARG001 -- see the error
    allowed_hosts: AbstractSet[str] = frozenset(),  # noqa: ARG001 -- see the error
) -> Fetched:
    """What is at `url`, unless it is as it was.

    Raises:
        FetchError: the page is gone, cannot be reached, or is not to be fetched.
    """
    raise FetchError(f"`{url}` cannot be fetched yet", "save the page as a file")
