"""What does a PDF say? Characters with their positions become lines and paragraphs."""
