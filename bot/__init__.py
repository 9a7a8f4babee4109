"""The Discord bot and the command line: questions in, rendered answers out."""
