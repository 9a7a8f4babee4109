"""What is asked for? A question becomes weighted terms, names and the type of its answer."""
