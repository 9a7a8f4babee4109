"""Which process works on a job? The one that holds its lease, which it renews while it is alive.

Two processes may have the library open, in a rolling restart or by mistake. A lease that is not renewed expires,
and the next process that looks takes the job up.
"""

from typing import Final

from retrieval.library.database import Library, lease_end, now, scalar

RENEWED_EVERY: Final = 10.0  # seconds
UNLEASED: Final = "ended_at IS NULL AND (held_until IS NULL OR held_until < :now)"


def lease_job(library: Library, job: int, holder: str) -> int:
    """Lease an unfinished job to `holder`, to begin it; return how often it was begun, 0 where another holds it.

    A job that a process ends with, but for `release_leases`, was begun and has come to no end: it may have killed it.
    """
    with library.writing() as db:
        query = f"""
            UPDATE jobs SET holder = :holder, held_until = :until, tries = tries + 1
            WHERE id = :job AND ({UNLEASED} OR ended_at IS NULL AND holder = :holder)
        """  # noqa: S608 -- our own words
        values = {"job": job, "holder": holder, "until": lease_end(), "now": now()}
        if not db.execute(query, values).rowcount:
            return 0
        return int(scalar(db.execute("SELECT tries FROM jobs WHERE id = ?", [job]).fetchall()))


def renew_leases(library: Library, holder: str) -> None:
    """Renew the leases of `holder`, except those that another process has taken over."""
    with library.writing() as db:
        query = "UPDATE jobs SET held_until = ? WHERE holder = ? AND ended_at IS NULL"
        db.execute(query, [lease_end(), holder])


def release_leases(library: Library, holder: str) -> None:
    """End the leases of `holder`, so that another process need not wait until they expire.

    That they were begun does not count: the process ends for another reason.
    """
    with library.writing() as db:
        db.execute(
            "UPDATE jobs SET held_until = NULL, tries = max(tries - 1, 0) WHERE holder = ? AND ended_at IS NULL",
            [holder],
        )
