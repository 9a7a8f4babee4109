"""Which candidates hold up when a model reads them with the question? Pairs of texts become logits, then an order."""
