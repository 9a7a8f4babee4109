"""What do moderators see to? The articles of their server, how the bot answers there, and what it could not answer."""
