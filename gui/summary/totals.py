"""The totals of a review in words."""

from collections import Counter

from analysis.findings import Severity, State
from analysis.review import Review


def totals_of(review: Review) -> str:
    """Return what was found and decided, and how many resources there are on both sides."""
    return "\n".join((_findings(review), _resources(review)))


def _findings(review: Review) -> str:
    count = len(review.findings)
    if not count:
        return "No findings."
    counts = Counter(finding.severity for finding in review.findings)
    parts = [f"{counts[severity]} {severity.value}" for severity in Severity if counts[severity]]
    decided = sum(finding.decision.state is not State.OPEN for finding in review.findings)
    words = f"{count} {'finding' if count == 1 else 'findings'}: {', '.join(parts)}"
    return f"{words}; {decided} decided." if decided else f"{words}."


def _resources(review: Review) -> str:
    mine = sum(candidate for candidate, _ in review.counts.values())
    words = f"{mine} {'resource' if mine == 1 else 'resources'} in the candidate"
    if review.reference is None:
        return f"{words}."
    known = sum(reference for _, reference in review.counts.values())
    changes = len(review.changes)
    differences = f"{changes} {'difference' if changes == 1 else 'differences'}"
    return f"{words}, {known} in the reference; {differences} between the two."
