"""What findings add up to: how many there are, what they are about, what they leave out."""

from collections import Counter
from collections.abc import Iterable

from analysis.findings import Finding, Severity
from analysis.review import Review


def totals(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings by severity, the gravest first."""
    counted = Counter(finding.severity for finding in findings)
    return {severity.value: counted[severity] for severity in Severity}


def leading_categories(findings: Iterable[Finding], most: int) -> list[str]:
    """Return the categories that weigh most: each grade counts twice the one below it."""
    weights: Counter[str] = Counter()
    for finding in findings:
        weights[finding.category] += 2**finding.severity.rank
    return [category for category, _ in weights.most_common(most)]


def uncovered(review: Review, listed: Iterable[Finding]) -> int:
    """Return how many differences none of the listed findings covers, all or some of a review's."""
    shown = review.findings[: review.shown]
    return review.other_differences + len(_covered(shown)) - len(_covered(listed))


def _covered(findings: Iterable[Finding]) -> set[int]:
    return {index for one in findings for index in one.covers}
