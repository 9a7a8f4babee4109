"""How well are questions answered that no fit has seen, from articles that no fit has seen? `benchmarks.held_out`."""
