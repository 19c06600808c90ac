"""What a report lists of a review, and how a pipeline names its gravity."""

from collections.abc import Sequence

from analysis.findings import Finding, Fix, Severity
from analysis.review import Review
from analysis.secrets import mask

LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
"""Severities as SARIF's levels."""


def listed(review: Review, *, everything: bool) -> Sequence[Finding]:
    """Return all findings, or those that are shown."""
    return review.findings if everything else review.findings[: review.shown]


def spells_out_a_secret(fix: Fix, secrets: Sequence[str]) -> bool:
    """Whether a fix writes what reports mask, so that it cannot stand in one."""
    return any(mask(edit.text, secrets) != edit.text for edit in fix.edits)
