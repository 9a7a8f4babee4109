"""How good is the retrieval? Labelled questions become figures."""
