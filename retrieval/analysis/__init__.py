"""When are two words the same? Text becomes sentences, passages and terms, in each language."""
