"""Measures the project against labelled questions, and fits what it has learnt from them. Not part of the package."""
