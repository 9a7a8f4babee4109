"""What does a Word document say in its final version? Its paragraphs, lists and tables become blocks."""
