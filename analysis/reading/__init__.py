"""Reads a text into a syntax tree and problems; never raises on bad input."""

from analysis.reading.reader import read
from analysis.reading.reading import Problem, Reading, TemplateChoice

__all__ = ("Problem", "Reading", "TemplateChoice", "read")
