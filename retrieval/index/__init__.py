"""Which passages share terms with the question? BM25 over postings in memory-mapped segments."""
