"""Which process does a job? The one that has claimed it, as long as it keeps saying that it is alive.

Two may have the library open, in a rolling restart or by mistake. A claim that is not renewed in time is no more, and
whoever looks next takes the job up.
"""

from typing import Final

from retrieval.library.database import Library, claimed_until, now

RENEWED_EVERY: Final = 10.0  # seconds
UNCLAIMED: Final = "ended_at IS NULL AND (held_until IS NULL OR held_until < :now)"


def claim(library: Library, job: int, holder: str) -> bool:
    """Claim a job that is not done for `holder`, and tell whether no other process has."""
    with library.writing() as db:
        query = f"""
            UPDATE jobs SET holder = :holder, held_until = :until
            WHERE id = :job AND ({UNCLAIMED} OR ended_at IS NULL AND holder = :holder)
        """  # noqa: S608 -- our own words
        values = {"job": job, "holder": holder, "until": claimed_until(), "now": now()}
        return db.execute(query, values).rowcount > 0


def renew(library: Library, holder: str) -> None:
    """Keep the claims of `holder`, those apart that another process has taken meanwhile."""
    with library.writing() as db:
        query = "UPDATE jobs SET held_until = ? WHERE holder = ? AND ended_at IS NULL"
        db.execute(query, [claimed_until(), holder])


def let_go(library: Library, holder: str) -> None:
    """Give up the claims of `holder`, so that another process need not wait for their end."""
    with library.writing() as db:
        db.execute("UPDATE jobs SET held_until = NULL WHERE holder = ? AND ended_at IS NULL", [holder])
