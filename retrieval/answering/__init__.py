"""What is shown of the best candidates? Ranked candidates become quotes, or a refusal."""
