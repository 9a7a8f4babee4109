"""How does an answer look on Discord, and how much fits? Answers → Markdown and components."""
