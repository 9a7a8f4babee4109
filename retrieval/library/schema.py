"""What is in a library? Its tables, and how an older library gets those of today.

    collections   what one server, or everybody, may quote; `changes` rises whenever that changes
    versions      the texts, each once, by SHA-256; never changed, kept while an article or a sent quote needs it
    sizes         how many bytes each text has in UTF-8: a row beside a long text is slow to reach
    passages      the sentences of each version's passages, so that opening a library splits nothing
    articles      each with its current version, its pages and what it states; a removed one stays while its quotes do
    readings      when an article was read as which version, also those whose text is no longer kept
    origins       the addresses of an article; those of a feed are told apart by `entry`
    quotes        those that were sent, by their short id, with the source as it was named
    answers       those that were sent, as the ids of their quotes, each with those of its statement elsewhere
    purged        the ids of quotes that were purged, with their collections, and nothing else of them
    segments      the files of the index: each has the articles that came `since` one change of its collection `upto`
                  another, the first excluded
    departures    at which change of its collection an article left it, or was no longer what segments have of it

    posted        the private messages whose answers were posted, for a day
    settings      how the bot is to answer in each server
    jobs          what moderators asked to be read, with the file if it is one, until it is done; then what came of it;
                  and which process does it, until when unless it says that it is alive
    feeds         the feeds that are looked at from time to time
    dismissed     digests of the entries of feeds that were removed and must not come back
    handed_in     the questions that members handed to the moderators of a server, until they are done


A change of a collection is counted by the library itself whenever an article of it comes, becomes another or leaves.
No other question is stored. Stretches are JSON, `[[start, end], …]`; times are UTC, ISO 8601.
"""

from typing import Final

APPLICATION_ID: Final = 0x50514C42  # "PQLB", by which SQLite files are told apart

FIRST: Final = (
    """
    CREATE TABLE collections (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        changes INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE versions (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        quotable TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE passages (
        version INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
        position INTEGER NOT NULL,
        sentences TEXT NOT NULL,
        PRIMARY KEY (version, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        collection INTEGER NOT NULL REFERENCES collections,
        version INTEGER REFERENCES versions,
        title TEXT,
        publisher TEXT,
        author TEXT,
        published TEXT,
        language TEXT NOT NULL,
        url TEXT,
        file TEXT,
        pages TEXT NOT NULL,
        removed_at TEXT,
        UNIQUE (collection, version)
    ) STRICT
    """,
    "CREATE INDEX articles_by_version ON articles (version)",
    """
    CREATE TABLE readings (
        article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        sha256 TEXT NOT NULL,
        read_at TEXT NOT NULL,
        PRIMARY KEY (article, sha256)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE origins (
        id INTEGER PRIMARY KEY,
        collection INTEGER NOT NULL REFERENCES collections,
        address TEXT NOT NULL,
        entry TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        name TEXT NOT NULL,
        digest TEXT NOT NULL,
        etag TEXT,
        last_modified TEXT,
        gone_at TEXT,
        UNIQUE (collection, address, entry)
    ) STRICT
    """,
    "CREATE INDEX origins_by_article ON origins (article)",
    """
    CREATE TABLE quotes (
        id TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES articles,
        version INTEGER NOT NULL REFERENCES versions,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        highlight_start INTEGER NOT NULL,
        highlight_end INTEGER NOT NULL,
        source TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        PRIMARY KEY (id, article)
    ) STRICT
    """,
    "CREATE INDEX quotes_by_article ON quotes (article)",
    "CREATE INDEX quotes_by_version ON quotes (version)",
    "CREATE TABLE purged (quote TEXT PRIMARY KEY, purged_at TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

STATED: Final = ("title", "publisher", "author", "published", "language", "url", "file", "pages")
"""What an article states of itself, besides its text."""

COUNTED: Final = "UPDATE collections SET changes = changes + 1 WHERE id = {row}.collection;"
CAME: Final = """
    UPDATE articles SET since = (SELECT changes FROM collections WHERE id = new.collection) WHERE id = new.id;
"""
LEFT: Final = """
    INSERT OR IGNORE INTO departures SELECT id, changes, old.id FROM collections WHERE id = old.collection;
"""

INDEXED: Final = (
    "ALTER TABLE articles ADD COLUMN since INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX articles_by_change ON articles (collection, since)",
    """
    CREATE TABLE segments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        collection INTEGER NOT NULL REFERENCES collections,
        since INTEGER NOT NULL,
        upto INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE departures (
        collection INTEGER NOT NULL,
        change INTEGER NOT NULL,
        article INTEGER NOT NULL,
        PRIMARY KEY (collection, change, article)
    ) STRICT, WITHOUT ROWID
    """,
    f"CREATE TRIGGER article_came AFTER INSERT ON articles BEGIN {COUNTED.format(row='new')} {CAME} END",
    f"""
    CREATE TRIGGER article_changed AFTER UPDATE OF version, removed_at, {", ".join(STATED)} ON articles
    BEGIN {COUNTED.format(row="old")} {LEFT} {CAME} END
    """,
    f"CREATE TRIGGER article_left AFTER DELETE ON articles BEGIN {COUNTED.format(row='old')} {LEFT} END",
)

ANSWERS: Final = (
    "CREATE TABLE answers (id TEXT PRIMARY KEY, quotes TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "ALTER TABLE purged RENAME TO purged_before",
    """
    CREATE TABLE purged (
        quote TEXT NOT NULL,
        collection TEXT NOT NULL,
        purged_at TEXT NOT NULL,
        PRIMARY KEY (quote, collection)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO purged SELECT quote, 'public', purged_at FROM purged_before",
    "DROP TABLE purged_before",
)

MODERATION: Final = (
    """
    CREATE TABLE settings (
        server INTEGER PRIMARY KEY,
        channels TEXT NOT NULL,
        is_private INTEGER NOT NULL,
        caution TEXT,
        has_public INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY,
        server INTEGER NOT NULL,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        document BLOB,
        channel INTEGER NOT NULL,
        message INTEGER,
        asked_at TEXT NOT NULL,
        ended_at TEXT,
        outcome TEXT
    ) STRICT
    """,
    "CREATE INDEX jobs_by_server ON jobs (server)",
    """
    CREATE TABLE feeds (
        id INTEGER PRIMARY KEY,
        collection TEXT NOT NULL,
        address TEXT NOT NULL,
        looked_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        problem TEXT,
        UNIQUE (collection, address)
    ) STRICT
    """,
    "CREATE INDEX feeds_by_due ON feeds (due_at)",
    """
    CREATE TABLE dismissed (
        collection INTEGER NOT NULL REFERENCES collections,
        address TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (collection, address, digest)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE handed_in (
        id INTEGER PRIMARY KEY,
        server INTEGER NOT NULL,
        folded TEXT NOT NULL,
        question TEXT NOT NULL,
        times INTEGER NOT NULL DEFAULT 1,
        last_at TEXT NOT NULL,
        UNIQUE (server, folded)
    ) STRICT
    """,
    "ALTER TABLE origins ADD COLUMN looked_at TEXT",
    "ALTER TABLE origins ADD COLUMN problem TEXT",
)

POSTED: Final = ("CREATE TABLE posted (message INTEGER PRIMARY KEY, posted_at TEXT NOT NULL) STRICT",)

SIZES: Final = (
    """
    CREATE TABLE sizes (
        version INTEGER PRIMARY KEY REFERENCES versions ON DELETE CASCADE,
        bytes INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO sizes SELECT id, length(CAST(text AS BLOB)) FROM versions",
    """
    CREATE TRIGGER version_came AFTER INSERT ON versions
    BEGIN INSERT INTO sizes VALUES (new.id, length(CAST(new.text AS BLOB))); END
    """,
)

CLAIMED: Final = (
    "ALTER TABLE jobs ADD COLUMN holder TEXT",
    "ALTER TABLE jobs ADD COLUMN held_until TEXT",
    "ALTER TABLE feeds ADD COLUMN held_until TEXT",
)

MIGRATIONS: Final = (FIRST, INDEXED, ANSWERS, MODERATION, POSTED, SIZES, CLAIMED)
"""The statements that bring a library from each version of the schema to the next; `user_version` counts those done."""
