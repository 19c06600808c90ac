"""Compares a candidate with its reference: who is who, and every difference in meaning."""

from analysis.comparison.comparison import Alignment, Comparison, Difference, Operation
from analysis.comparison.differences import compare

__all__ = ("Alignment", "Comparison", "Difference", "Operation", "compare")
