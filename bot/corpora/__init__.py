"""Which articles answer here? A folder or a library, opened once and kept up to date for each guild."""
