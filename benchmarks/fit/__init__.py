"""How much does each feature count? Labelled questions become the weights of `retrieval/ranking/`."""
