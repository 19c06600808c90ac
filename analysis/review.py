"""The result of everything: the values of a review; pipeline.py makes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.findings import Decision, Finding, Link, OwnFinding, Wording
from analysis.reading import TemplateChoice
from analysis.settings import Settings
from analysis.source import Source, Span


class Check(StrEnum):
    """How far one part of a review came."""

    DONE = "done"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing by hand: these are the same entity; an empty name parts the other from all."""

    section: str
    candidate: str
    reference: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """The only state: the texts, and what the user decided.

    `candidate_choice` and `reference_choice` number the template of a Markdown file from 1; 0 is
    the largest.
    `today` is an ISO date; the pipeline knows no clock. `own` are findings that the reviewer
    wrote, `notes` what they noted on findings, by id. `settings` are the team's,
    `wordings` what the reviewer wrote in place of findings' words, by id.
    """

    candidate: Source
    reference: Source | None = None
    candidate_choice: int = 0
    reference_choice: int = 0
    exporters: tuple[Source, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    region: str = "us-east-1"
    today: str = ""
    lint: bool = True
    own: tuple[OwnFinding, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    wordings: Mapping[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProblemPlace:
    """A problem of reading where it stands; `repairable` if an edit can mend it."""

    message: str
    line: int
    column: int
    span: Span
    repairable: bool


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An entity as the outline shows it.

    `change` is `same`, `change`, `add` (the reference alone has it), `remove` (the candidate alone
    has it) or `rename`; `partner` is the aligned entity's logical ID on the other side.
    """

    section: str
    logical_id: str
    type: str
    span: Span
    line: int
    change: str
    partner: str


@dataclass(frozen=True, slots=True)
class Side:
    """What was read of one file.

    `uses` are the places that name an entity, by its path (`Resources/Queue`): start and end of
    each, one after the other.
    """

    path: str
    format: str
    syntax: str
    sha256: str
    region: Span
    problems: tuple[ProblemPlace, ...]
    choices: tuple[TemplateChoice, ...]
    chosen: int
    outline: tuple[OutlineEntry, ...]
    uses: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, and why something was not."""

    structure: Check = Check.DONE
    lint_candidate: Check = Check.SKIPPED
    lint_reference: Check = Check.SKIPPED
    verification: Check = Check.SKIPPED
    why: tuple[str, ...] = ()
    rules: Check = Check.DONE

    @property
    def is_complete(self) -> bool:
        """Whether everything was checked that was to be."""
        lint = (self.lint_candidate, self.lint_reference)
        parts = (self.structure, self.rules, *lint, self.verification)
        return Check.FAILED not in parts and Check.TIMED_OUT not in parts


@dataclass(frozen=True, slots=True)
class Change:
    """A difference as it crosses the process; values are JSON, spans None where a side lacks it.

    `impact` is that of deploying the candidate over a stack that runs the reference:
    `none`, `update`, `may replace`, `replace`, `delete`, `orphan` or `create`; `reverse_impact` is
    that of deploying the reference over the candidate's stack.
    """

    operation: str
    section: str
    candidate_id: str | None
    reference_id: str | None
    type: str
    path: str
    candidate: object
    reference: object
    impact: str
    candidate_span: Span | None
    reference_span: Span | None
    reverse_impact: str = "none"


DEPLOYED = ("candidate", "reference")
"""Which template is deployed, over a stack that runs the other one."""


@dataclass(frozen=True, slots=True)
class ResourceImpact:
    """What a deployment does to a resource as a whole, and why.

    `impact` is the worst of its changes' and of what replaced neighbours ask for; `weight` is
    `grave`, `notable` or `quiet` (what only names or computed values ask for); `data` is `lost`,
    `may be lost`, `snapshot`, `kept` or empty; `policy_action` is a change set's word for what
    happens to the resource that was there.
    """

    candidate_id: str | None
    reference_id: str | None
    type: str
    impact: str
    weight: str
    data: str = ""
    policy_action: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is known of a pair; all findings, ranked, of which `shown` come first.

    `renamed` holds (section, candidate's ID, reference's ID, type) of aligned entities with two
    names. `deltas` are PRODUCT's tables `iam`, `security_groups`, `exports`, `imports`.
    `impacts` are what either deployment does, by which of `DEPLOYED` is deployed; `broadened` is
    how many rows of the tables `iam` and `security_groups` it gives more by.
    `counts` are resources by service: `{"S3": (candidate, reference)}`. `secrets` are the values
    that whatever leaves the program as a report shows as `****`.
    """

    candidate: Side
    reference: Side | None
    checked: Checked
    findings: tuple[Finding, ...]
    shown: int
    other_differences: int
    changes: tuple[Change, ...] = ()
    renamed: tuple[tuple[str, str, str, str], ...] = ()
    deltas: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    rows: tuple[tuple[int, int, int, int, str], ...] = ()
    secrets: tuple[str, ...] = ()
    impacts: Mapping[str, tuple[ResourceImpact, ...]] = field(default_factory=dict)
    broadened: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a type, a property or an entity, apart from the template's own use of it."""

    title: str
    facts: tuple[str, ...] = ()
    text: str = ""
    link: Link | None = None
