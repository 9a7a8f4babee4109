"""How well are members answered from their community's own documentation? `python -m benchmarks.communities`."""
