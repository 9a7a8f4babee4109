"""How much does each sign tell? Labelled questions become the weights of `retrieval/ranking/`."""
