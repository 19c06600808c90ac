"""The normal form of an item: what a report keeps of a finding, and what reading it gives back.

A report changes words in these ways and no other (tests hold it to them): runs of blanks become
one and those at the ends go; a character that hides or reorders text is written as `<U+202E>`;
secrets are `****`; what could be markup becomes code. Excerpts are cut and lose their common
indentation; empty texts, links that do not lead to AWS's documentation, fixes and findings that
are not listed are left out.
"""

from dataclasses import dataclass

from analysis.findings import Finding, State
from analysis.reports.escaping import prose
from analysis.written_reviews.written import WrittenItem


@dataclass(frozen=True, slots=True)
class NormalItem:
    """An item in its normal form: Markdown of one line each."""

    number: int
    severity: str
    title: str
    issue: str
    suggestion: str
    root_cause: str
    note: str
    decision: str


def of_finding(finding: Finding, number: int) -> NormalItem:
    """Return what a report says of a finding whose secrets are masked."""
    decision = ""
    if finding.decision.state is not State.OPEN:
        because = f": {prose(finding.decision.reason)}" if finding.decision.reason else ""
        decision = f"{finding.decision.state.value.capitalize()}{because}"
    return NormalItem(
        number,
        finding.severity.value,
        prose(finding.title),
        prose(finding.issue),
        prose(finding.suggestion),
        prose(finding.root_cause),
        prose(finding.note),
        decision,
    )


def of_item(item: WrittenItem) -> NormalItem:
    """Return what an item that was read says; below the first line stands where it is."""
    return NormalItem(
        item.number,
        item.severity.value if item.severity else "",
        item.title,
        _first_line(item.issue),
        _first_line(item.fix),
        _first_line(item.root_cause),
        _first_line(item.note),
        _first_line(item.decision),
    )


def _first_line(text: str) -> str:
    return text.partition("\n")[0]
