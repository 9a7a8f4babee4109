"""What do moderators manage? The articles of their guild, how the bot answers there, and unanswered questions."""
