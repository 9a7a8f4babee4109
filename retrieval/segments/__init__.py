"""Which passages have which terms? Postings in arrays: made of passages, kept in files, put together, seen in part."""
