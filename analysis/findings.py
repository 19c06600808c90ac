"""Findings: what a rule reports and what the user reads."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from analysis.edits import Edit
from analysis.source import Span


class Severity(StrEnum):
    """How grave a finding is."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """4 for critical down to 1 for low."""
        return {"critical": 4, "high": 3, "medium": 2, "low": 1}[self.value]


class Safety(StrEnum):
    """What a fix does to a deployment: nothing, something, or it needs a value first."""

    SAFE = "safe"
    REVIEW = "review"
    CHOICE = "choice"


class Verified(StrEnum):
    """Whether a fix was tried and did what it says."""

    YES = "yes"
    NO = "no"
    NOT_TRIED = "not tried"


class State(StrEnum):
    """What the user decided about a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a template that a finding is about; lines count from 1.

    `excerpt` is the file's own lines, cut as PRODUCT's contract says; `heading_line` is where the
    resource begins; `span` covers the node itself.
    """

    logical_id: str
    path: str
    start_line: int
    end_line: int
    heading_line: int
    excerpt: str
    span: Span


@dataclass(frozen=True, slots=True)
class Impact:
    """What a defect leads to; an empty text means that nothing applies."""

    deployment: str = ""
    security: str = ""
    cost: str = ""
    performance: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the AWS documentation."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that the user can apply to the candidate's text of `Review.candidate.sha256`.

    `adopts` are the indexes of the differences that it makes vanish, beside what those need.
    """

    title: str
    safety: Safety
    edits: tuple[Edit, ...]
    also_adds: tuple[str, ...] = ()
    verified: Verified = Verified.NOT_TRIED
    why: str = ""
    adopts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user decided, and why."""

    state: State = State.OPEN
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the reviewer wrote in place of a finding's own words; None leaves them."""

    severity: Severity | None = None
    title: str | None = None
    issue: str | None = None
    suggestion: str | None = None
    root_cause: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported place, with everything that a reader of the review needs.

    `id` is a hash of the rule and the cause, the same while lines move. `weight` orders findings
    (DETECTORS 4.3); `covers` are the indexes of the differences that it speaks of. `original` is
    what it said itself where the reviewer's words stand.
    """

    id: str
    rule: str
    category: str
    severity: Severity
    title: str
    logical_ids: tuple[str, ...]
    resource_types: tuple[str, ...]
    properties: tuple[str, ...]
    candidate: tuple[Place, ...]
    reference: tuple[Place, ...]
    issue: str
    suggestion: str
    root_cause: str
    impact: Impact
    documentation: tuple[Link, ...] = ()
    fixes: tuple[Fix, ...] = ()
    suppressed_by: str | None = None
    decision: Decision = field(default_factory=Decision)
    note: str = ""
    weight: float = 0.0
    covers: tuple[int, ...] = ()
    original: Wording | None = None


def worded(finding: Finding, wording: Wording) -> Finding:
    """Return a finding in the reviewer's words, and what it said itself."""
    fields = ("severity", "title", "issue", "suggestion", "root_cause")
    said = {name: getattr(wording, name) for name in fields}
    new = {
        name: one for name, one in said.items() if one is not None and one != getattr(finding, name)
    }
    if not new:
        return finding
    original = Wording(**{name: getattr(finding, name) for name in new})
    return replace(finding, original=original, **new)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an own finding stands: a path of a side, and the text that was there."""

    side: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """A finding that the reviewer wrote."""

    id: str
    severity: Severity
    title: str
    issue: str
    category: str = "Reviewer's own"
    suggestion: str = ""
    root_cause: str = ""
    impact: Impact = field(default_factory=Impact)
    anchors: tuple[Anchor, ...] = ()
