from bot.store.posted import record_posted, unrecord_posted
from retrieval.library.database import Library


def test_once(library: Library) -> None:
    """A message is posted once, unless that came to nothing; others are posted, too."""
    assert record_posted(library, 1)
    assert not record_posted(library, 1)
    assert record_posted(library, 2)
    unrecord_posted(library, 1)
    assert record_posted(library, 1)
    assert not record_posted(library, 2)


def test_for_a_day(library: Library) -> None:
    """After a day nothing is kept of it."""
    record_posted(library, 1)
    with library.writing() as db:
        db.execute("UPDATE posted SET posted_at = '2024-04-26T12:00:00+00:00'")
    record_posted(library, 2)
    assert [row["message"] for row in library.rows("SELECT message FROM posted")] == [2]
