"""Writes a piece of the reference in the candidate's own syntax, with what it needs."""

from analysis.adoption.adoption import Adopter, Adoption

__all__ = ("Adopter", "Adoption")
