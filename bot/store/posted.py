"""Which private answers were posted to everybody? Each once, by its message; stored for a day."""

from datetime import UTC, datetime, timedelta
from typing import Final

from retrieval.library.database import Library, now

POSTED_KEPT: Final = timedelta(days=1)


def record_posted(library: Library, message: int) -> bool:
    """Store that a private message is posted now; return whether it was not posted before."""
    with library.writing() as db:
        old = (datetime.now(UTC) - POSTED_KEPT).isoformat(timespec="seconds")
        db.execute("DELETE FROM posted WHERE posted_at < ?", [old])
        return db.execute("INSERT OR IGNORE INTO posted VALUES (?, ?)", [message, now()]).rowcount > 0


def unrecord_posted(library: Library, message: int) -> None:
    """Forget a message that could not be posted after all."""
    with library.writing() as db:
        db.execute("DELETE FROM posted WHERE message = ?", [message])
