"""How many findings there are of each severity."""

from collections import Counter
from collections.abc import Iterable

from analysis.findings import Finding, Severity


def totals(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings by severity, the gravest first."""
    counted = Counter(finding.severity for finding in findings)
    return {severity.value: counted[severity] for severity in Severity}
