"""How is the bot asked? One way to ask a file."""
