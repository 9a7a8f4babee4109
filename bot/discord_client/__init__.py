"""What does every Discord command need? Command registration, errors, rate limits and the work queue."""
