"""Finds every difference in meaning."""

from collections.abc import Sequence

from analysis.comparison.comparison import Comparison
from analysis.template import Template


def compare(
    candidate: Template,
    reference: Template,
    pairings: Sequence[tuple[str, str, str]] = (),
) -> Comparison:
    """Return who is who and what differs; pairings are (section, candidate's ID, reference's)."""
    raise NotImplementedError
