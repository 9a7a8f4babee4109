"""Which articles are there? The library, one SQLite file: the one source of truth."""
