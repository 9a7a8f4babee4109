"""What is asked for? A question → weighted query terms, names and the type of its answer."""
