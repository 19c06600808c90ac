"""Writes a review: Markdown, JSON."""
