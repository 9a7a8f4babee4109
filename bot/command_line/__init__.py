"""Which commands does `pullquote` have in a terminal? One a file."""
