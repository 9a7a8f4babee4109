"""What is wrong with this installation, and what is the next step? One subject a file; nothing is repaired."""
