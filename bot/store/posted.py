"""Which private answers were posted? Each once, by its message; remembered for a day, when nobody sees it any more."""

from datetime import UTC, datetime, timedelta
from typing import Final

from retrieval.library.database import Library, now

REMEMBERED: Final = timedelta(days=1)


def note_posted(library: Library, message: int) -> bool:
    """Note that a private message is posted now; whether it was not before."""
    with library.writing() as db:
        old = (datetime.now(UTC) - REMEMBERED).isoformat(timespec="seconds")
        db.execute("DELETE FROM posted WHERE posted_at < ?", [old])
        return db.execute("INSERT OR IGNORE INTO posted VALUES (?, ?)", [message, now()]).rowcount > 0


def forget_posted(library: Library, message: int) -> None:
    """Note that the message could not be posted after all."""
    with library.writing() as db:
        db.execute("DELETE FROM posted WHERE message = ?", [message])
