"""The labels that reviewers put before the parts of an item, and the words for severities."""

import re

from analysis.findings import Severity

_LABEL = re.compile(
    r"^\s*(?P<bullet>[-*+]\s+)?(?:\*\*|__)(?P<label>[^*_\n][^*\n]{0,78}?)(?::(?:\*\*|__)|(?:\*\*|__)\s*:)\s*"
    r"(?P<rest>.*)$"
)
_PARENTHESIS = re.compile(r"\s*\(.*?\)|[^\w\s/-]")
_ISSUE = """issue, problem, failure, model failure, description, model_response issue,
    model response issue, candidate issue, model response, model_response, typical model response,
    failure encountered, what went wrong, problem description, model output, model issue,
    issue description, finding, candidate, what failed, model_response failure, before, incorrect,
    model implementation, failure description, current, actual, missing"""
_FIX = """fix, solution, resolution, ideal_response fix, ideal response fix, reference fix,
    fix applied, required fix, fix required, implemented fix, ideal response, ideal_response,
    actual fix, fix in ideal_response, correct implementation, ideal implementation, correction,
    fix needed, recommendation, reference, corrected, ideal_response solution, how it was fixed,
    ideal solution, after, expected, correct approach, mitigation, suggested fix, remediation"""
_NAMES = {
    "issue": _ISSUE,
    "fix": _FIX,
    "severity": "impact level, severity, level, priority, risk level, risk, severity level",
    "root_cause": "root cause, cause, why it happened, reason, why this happened",
    "impact": """impact, cost/security/performance impact, failure impact, deployment impact,
        operational impact, security impact, cost impact, performance impact, consequence,
        business impact, test impact, cost/security impact, security/performance impact""",
    "documentation": "aws documentation reference, aws documentation, documentation, references, "
    "aws reference, aws documentation references, documentation reference",
    "decision": "decision",
    "note": "note",
}
FIELDS = {
    " ".join(label.split()): name for name, all_ in _NAMES.items() for label in all_.split(",")
}
_WORDS = {
    "critical": Severity.CRITICAL,
    "blocker": Severity.CRITICAL,
    "blocking": Severity.CRITICAL,
    "severe": Severity.CRITICAL,
    "high": Severity.HIGH,
    "major": Severity.HIGH,
    "important": Severity.HIGH,
    "medium": Severity.MEDIUM,
    "moderate": Severity.MEDIUM,
    "low": Severity.LOW,
    "minor": Severity.LOW,
}
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_IN_TITLE = re.compile(
    rf"[\(\[]\s*(?:severity:?\s*)?(?P<a>{'|'.join(_WORDS)})(?:\s+\w+)?\s*[\)\]]"
    rf"|(?:[-–—:]\s*)(?P<b>{'|'.join(_WORDS)})(?:\s+(?:severity|priority|impact))?\s*$"  # noqa: RUF001 (dashes that titles have)
    rf"|^\W*(?P<c>{'|'.join(_WORDS)})\s*[-–—:]",  # noqa: RUF001
    re.IGNORECASE,
)


def label_of(line: str) -> tuple[str, str, str] | None:
    """Return a line's label, what it labels (empty if unknown) and the rest; None without one."""
    found = _LABEL.match(line)
    if not found:
        return None
    label = found["label"].strip()
    name = FIELDS.get(plain_label(label), "")
    # An unknown label in a list is part of what the list is about: `- **Cost**: …`.
    if not name and found["bullet"]:
        return None
    return label, name, found["rest"]


def plain_label(label: str) -> str:
    """Return a label as the table has it."""
    return " ".join(_PARENTHESIS.sub("", label.lower()).split())


def severity_of(text: str) -> Severity | None:
    """Return the first severity that a text names."""
    found = _WORD.search(text)
    return _WORDS[found.group().lower()] if found else None


def severity_in_title(title: str) -> tuple[Severity | None, str]:
    """Return the severity that a title names apart from its words, and the title without it."""
    found = _IN_TITLE.search(title)
    if not found:
        return None, title
    word = next(filter(None, found.groups()))
    rest = f"{title[: found.start()]}{title[found.end() :]}".strip(" -–—:")  # noqa: RUF001
    return _WORDS[word.lower()], rest or title
