"""Finds the passages of articles that best answer a question, and quotes them exactly."""
