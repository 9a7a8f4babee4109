"""How does an answer look on Discord, and how much fits? Answers become text and components."""
