"""The compare view: candidate and reference beside each other."""
