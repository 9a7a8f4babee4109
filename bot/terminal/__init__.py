"""How does it look in a terminal? Answers, lists and reports become lines of text."""
