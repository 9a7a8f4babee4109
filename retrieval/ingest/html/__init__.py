"""What does a web page say? Its elements, as a browser shows them, become blocks."""
