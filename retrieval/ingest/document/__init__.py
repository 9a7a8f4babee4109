"""What is a document? Blocks of text and what the document states of itself become an article."""
