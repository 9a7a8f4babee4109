"""What is the reply to a message? Questions become messages, with their pages and their context."""
