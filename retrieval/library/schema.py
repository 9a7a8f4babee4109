"""Which tables does a library have? The schema, as the migrations that lead from each version to the next.

    collections   sets of articles that are quoted together; `changes` counts the changes of each
    versions      the texts, each once, by SHA-256; never changed, kept while an article or a sent quote needs it;
                  with their blocks, which better readers may change
    sizes         the bytes of each text in UTF-8, in a table of their own: a row beside a long text is slow to reach
    passages      the sentences of each version's passages, so that opening a library splits nothing
    articles      each with its current version, its pages and what it states; a removed one stays while its quotes do
    readings      when an article was read as which version, also those whose text is no longer kept
    origins       the addresses of an article; `entry` distinguishes the articles of one feed, `readers` is the
                  version of the readers that read it, `document` what they read
    documents     the bytes that were read at an address, compressed, while an origin refers to them
    quotes        those that were sent, by their short id, with the source as it was named
    answers       those that were sent, as the ids of their quotes, each with the ids of its statement elsewhere
    purged        the ids of quotes that were purged, with their collections, and nothing else of them
    segments      the files of the index: each covers the articles that came in changes (since, upto] of a collection
    departures    the change in which an article left a collection, or ceased to be what the segments have of it

    feeds         the feeds that are fetched from time to time, and until when a process has claimed one
    dismissed     digests of feed entries that were removed and must not come back
    components    which other parts of the program keep tables here, and how many of their migrations were run

Triggers count a change of a collection whenever one of its articles is added, changed or deleted. No question is
stored. Spans are JSON, `[[start, end], …]`; times are UTC, ISO 8601.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

APPLICATION_ID: Final = 0x50514C42  # "PQLB", which identifies the type of an SQLite file

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
    """
    CREATE TRIGGER article_came AFTER INSERT ON articles
    BEGIN
        UPDATE collections SET changes = changes + 1 WHERE id = new.collection;
        UPDATE articles SET since = (SELECT changes FROM collections WHERE id = new.collection) WHERE id = new.id;
    END
    """,
    """
    CREATE TRIGGER article_changed
    AFTER UPDATE OF version, removed_at, title, publisher, author, published, language, url, file, pages ON articles
    BEGIN
        UPDATE collections SET changes = changes + 1 WHERE id = old.collection;
        INSERT OR IGNORE INTO departures SELECT id, changes, old.id FROM collections WHERE id = old.collection;
        UPDATE articles SET since = (SELECT changes FROM collections WHERE id = new.collection) WHERE id = new.id;
    END
    """,
    """
    CREATE TRIGGER article_left AFTER DELETE ON articles
    BEGIN
        UPDATE collections SET changes = changes + 1 WHERE id = old.collection;
        INSERT OR IGNORE INTO departures SELECT id, changes, old.id FROM collections WHERE id = old.collection;
    END
    """,
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

FEEDS: Final = (
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
    "ALTER TABLE origins ADD COLUMN looked_at TEXT",
    "ALTER TABLE origins ADD COLUMN problem TEXT",
)

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

FEED_LEASES: Final = ("ALTER TABLE feeds ADD COLUMN held_until TEXT",)

COMPONENTS: Final = ("CREATE TABLE components (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID",)

NOTHING: Final = ()  # this step made a table that its component makes now

BLOCKS: Final = (
    "ALTER TABLE versions RENAME COLUMN quotable TO blocks",  # what was quotable are paragraphs, which read the same
    "ALTER TABLE passages ADD COLUMN section TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE passages ADD COLUMN lead_in TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE quotes ADD COLUMN section TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE quotes ADD COLUMN spans TEXT",  # NULL for a quote of one span, as all were before
    """
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        collection INTEGER NOT NULL REFERENCES collections,
        url TEXT,
        content_type TEXT,
        size INTEGER NOT NULL,
        data BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX documents_by_collection ON documents (collection, size)",  # a row with data is slow to reach
    "ALTER TABLE origins ADD COLUMN readers INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE origins ADD COLUMN document INTEGER REFERENCES documents ON DELETE SET NULL",
    "CREATE INDEX origins_by_document ON origins (document)",
    """
    CREATE TRIGGER origin_left AFTER DELETE ON origins WHEN old.document IS NOT NULL
    BEGIN
        DELETE FROM documents
        WHERE id = old.document AND NOT EXISTS (SELECT 1 FROM origins WHERE document = old.document);
    END
    """,
    """
    CREATE TRIGGER origin_read AFTER UPDATE OF document ON origins WHEN old.document IS NOT new.document
    BEGIN
        DELETE FROM documents
        WHERE id = old.document AND NOT EXISTS (SELECT 1 FROM origins WHERE document = old.document);
    END
    """,
)

PAGES: Final = (
    "ALTER TABLE origins ADD COLUMN page TEXT",
)  # of a site, in JSON; NULL where the file is none of a site

MIGRATIONS: Final = (FIRST, INDEXED, ANSWERS, FEEDS, NOTHING, SIZES, FEED_LEASES, COMPONENTS, BLOCKS, PAGES)
"""The statements that bring a library from each schema version to the next; `user_version` counts those that were run.

What has been released stays as it is, word for word: a later change is a further step, never an edit of one of these.
"""


class Component(NamedTuple):
    """Tables that another part of the program keeps in the library's file, with migrations of their own.

    Attributes:
        name: by which the library remembers how many of the migrations were run.
        migrations: the statements of each step, in order, under the same rule as `MIGRATIONS`.
        unrecorded: a query for how many were run on a library that remembers none, as those before `COMPONENTS` do.
    """

    name: str
    migrations: Sequence[Sequence[str]]
    unrecorded: str = "SELECT 0"
