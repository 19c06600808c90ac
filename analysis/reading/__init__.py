"""Reads a text into a syntax tree and problems; never raises on bad input.

The values alone stand here: the window imports them, and must not load the parsers of `reader`.
"""

from analysis.reading.reading import Problem, Reading, TemplateChoice
from analysis.reading.verdict import is_template

__all__ = ("Problem", "Reading", "TemplateChoice", "is_template")
