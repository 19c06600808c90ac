"""Chooses the reader for a text."""

from analysis.reading.reading import Reading
from analysis.source import Source


def read(source: Source, *, choice: int = 1) -> Reading:
    """Return what stands in a source; `choice` numbers the template of a Markdown file from 1."""
    raise NotImplementedError
