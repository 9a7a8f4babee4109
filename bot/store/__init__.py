"""What does the bot keep for Discord? Tables of guild settings, jobs, leases, posts and unanswered questions."""
