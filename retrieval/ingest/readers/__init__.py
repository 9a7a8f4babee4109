"""What does a file of this format say? Bytes become an article, one reader a format."""
