"""Writes a piece of the reference in the candidate's own syntax, with what it needs."""

from analysis.adoption.adoption import Adoption, adopt, adopting_fix

__all__ = ("Adoption", "adopt", "adopting_fix")
