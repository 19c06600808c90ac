"""What a written review says, as it says it, and what its templates say to that."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.findings import Severity


@dataclass(frozen=True, slots=True)
class WrittenExcerpt:
    """A fenced excerpt; `side` is whose field it stands in: `candidate`, `reference` or empty."""

    side: str
    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class WrittenRegion:
    """Lines of a file that a tool names; the text is what it saw there, where it says so."""

    path: str
    start_line: int
    end_line: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """One item of a review; texts are Markdown without their fences.

    `section_severity` is that of the heading above it, where that names one. Items of a tool name
    `regions` instead of excerpts.
    """

    number: int
    line: int
    title: str
    severity: Severity | None
    section_severity: Severity | None = None
    issue: str = ""
    fix: str = ""
    root_cause: str = ""
    impact: str = ""
    documentation: str = ""
    note: str = ""
    decision: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    excerpts: tuple[WrittenExcerpt, ...] = ()
    regions: tuple[WrittenRegion, ...] = ()

    @property
    def text(self) -> str:
        """All that the item says in words."""
        said = (self.title, self.issue, self.fix, self.root_cause, self.impact)
        return "\n".join(part for part in (*said, *self.others.values()) if part)


@dataclass(frozen=True, slots=True)
class WrittenReview:
    """A review as somebody wrote it; `totals` are those that it states, by severity."""

    title: str
    items: tuple[WrittenItem, ...]
    totals: Mapping[str, int] = field(default_factory=dict)
    totals_line: int = 0


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """Where an item stands in a template: lines from 1, and 0 to 1 how sure that is.

    `why` is `excerpt`, `region`, `name` or `finding`.
    """

    side: str
    logical_id: str
    start_line: int
    end_line: int
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class ExaminedItem:
    """An item with its places, the finding that says the same, and what disagrees.

    `confidence` is that of its surest place, 0 where it has none.
    """

    item: WrittenItem
    places: tuple[WrittenPlace, ...]
    confidence: float
    finding: str = ""
    likeness: float = 0.0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """A written review held against its templates; `unsaid` are findings that no item says."""

    review: WrittenReview
    items: tuple[ExaminedItem, ...]
    remarks: tuple[str, ...]
    unsaid: tuple[str, ...]
