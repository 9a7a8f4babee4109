"""What may be quoted? Files become articles: one reader a file format, one concern a module."""
