"""Reads a text into a syntax tree and problems; never raises on bad input."""

from analysis.reading.reader import read
from analysis.reading.reading import Problem, Reading, TemplateChoice
from analysis.reading.verdict import is_template

__all__ = ("Problem", "Reading", "TemplateChoice", "is_template", "read")
