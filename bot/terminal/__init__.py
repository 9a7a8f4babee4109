"""How do answers, lists and reports look in a terminal? Records → lines of text."""
