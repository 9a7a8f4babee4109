"""Where is an article from? The address under which it was read, and what to ask there whether it has changed."""

from retrieval.records import Record


class Origin(Record):
    """A place that an article was read from.

    Attributes:
        address: a URL, a file's absolute path with slashes, or `-` for standard input.
        etag: what the server called the state of the page (HTTP's `ETag`).
        last_modified: when the page last changed, in the server's words (HTTP's `Last-Modified`).
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None
