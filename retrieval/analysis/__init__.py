"""When are two words the same? Text → sentences, passages and terms, by its language."""
