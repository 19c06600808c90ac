"""The one selection that all views share, and the way back through earlier ones."""

from dataclasses import dataclass, replace

from analysis.findings import Finding, Place
from analysis.review import Change, Check, OutlineEntry, Review, Side
from analysis.source import Span

CANDIDATE = "candidate"
REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen: an entity by its name on each side, its spans, perhaps a finding or change.

    `path` is for the reader, `Resources/Queue/Properties/Tags`; `change` is an index of
    `Review.changes`, -1 for none.
    """

    section: str = ""
    candidate_id: str = ""
    reference_id: str = ""
    path: str = ""
    candidate_span: Span | None = None
    reference_span: Span | None = None
    finding_id: str = ""
    change: int = -1

    def logical_id(self, side: str) -> str:
        """Return the entity's name on a side, empty where it has none."""
        return self.candidate_id if side == CANDIDATE else self.reference_id

    def span(self, side: str) -> Span | None:
        """Return the span on a side."""
        return self.candidate_span if side == CANDIDATE else self.reference_span


NOTHING = Selection()


class SelectionHistory:
    """The selections made so far; going back and forth does not forget, choosing anew does."""

    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self._chosen: list[Selection] = []
        self._at = -1

    def add(self, selection: Selection) -> None:
        """Remember a selection after the present one."""
        if self._at >= 0 and self._chosen[self._at] == selection:
            return
        self._chosen = [*self._chosen[: self._at + 1], selection][-self._limit :]
        self._at = len(self._chosen) - 1

    def back(self) -> Selection | None:
        """Return the selection before the present one, None at the start."""
        return self._step(-1)

    def forward(self) -> Selection | None:
        """Return the selection after the present one, None at the end."""
        return self._step(1)

    def clear(self) -> None:
        """Forget everything."""
        self._chosen = []
        self._at = -1

    def _step(self, by: int) -> Selection | None:
        if not 0 <= self._at + by < len(self._chosen):
            return None
        self._at += by
        return self._chosen[self._at]


def of_finding(review: Review, finding: Finding) -> Selection:
    """Return the selection of a finding: its first place on each side."""
    mine = finding.candidate[0] if finding.candidate else None
    known = finding.reference[0] if finding.reference else None
    place = mine or known
    section, logical_id = _names(place, finding)
    side = CANDIDATE if mine else REFERENCE
    candidate_id, reference_id = _both_names(review, side, section, logical_id)
    return Selection(
        section,
        candidate_id,
        reference_id,
        place.path if place else "",
        mine.span if mine else _entity_span(review.candidate, section, candidate_id),
        known.span if known else _entity_span(review.reference, section, reference_id),
        finding.id,
    )


def of_entry(review: Review, side: str, entry: OutlineEntry) -> Selection:
    """Return the selection of an entity of one side."""
    candidate_id, reference_id = _both_names(review, side, entry.section, entry.logical_id)
    return Selection(
        entry.section,
        candidate_id,
        reference_id,
        f"{entry.section}/{entry.logical_id}",
        _entity_span(review.candidate, entry.section, candidate_id),
        _entity_span(review.reference, entry.section, reference_id),
    )


def of_name(review: Review, side: str, logical_id: str, section: str = "") -> Selection | None:
    """Return the selection of the entity of that name on a side, resources first; None if none."""
    shown = review.candidate if side == CANDIDATE else review.reference
    named = [
        entry
        for entry in (shown.outline if shown else ())
        if entry.logical_id == logical_id and section in ("", entry.section)
    ]
    named.sort(key=lambda entry: entry.section != "Resources")
    return of_entry(review, side, named[0]) if named else None


def of_change(review: Review, index: int) -> Selection:
    """Return the selection of a change."""
    change = review.changes[index]
    candidate_id, reference_id = change.candidate_id or "", change.reference_id or ""
    return Selection(
        change.section,
        candidate_id,
        reference_id,
        _change_path(change),
        change.candidate_span or _entity_span(review.candidate, change.section, candidate_id),
        change.reference_span or _entity_span(review.reference, change.section, reference_id),
        next((finding.id for finding in review.findings if index in finding.covers), ""),
        index,
    )


def of_place(review: Review, side: str, offset: int) -> Selection | None:
    """Return the selection at a code point: the narrowest finding there, else the entity."""
    finding = _finding_at(review, side, offset)
    if finding is not None:
        return of_finding(review, finding)
    shown = review.candidate if side == CANDIDATE else review.reference
    for entry in shown.outline if shown else ():
        if entry.span.start <= offset <= entry.span.end:
            return of_entry(review, side, entry)
    return None


def renewed(review: Review, selection: Selection) -> Selection:
    """Return a selection as it is in a newer review: the same finding, else the same entity."""
    for finding in review.findings:
        if finding.id == selection.finding_id:
            return of_finding(review, finding)
    for side in (CANDIDATE, REFERENCE):
        name = selection.logical_id(side)
        found = of_name(review, side, name, selection.section) if name else None
        if found and selection.path.startswith(f"{found.path}/") and not selection.finding_id:
            found = replace(found, path=selection.path)
        if found and review.checked.lint_candidate is Check.SKIPPED:
            # The finding may be one of those that come with the lint.
            return replace(found, finding_id=selection.finding_id)
        if found:
            return found
    return NOTHING


def _finding_at(review: Review, side: str, offset: int) -> Finding | None:
    found = [
        (place.span.end - place.span.start, finding)
        for finding in review.findings
        for place in (finding.candidate if side == CANDIDATE else finding.reference)
        if place.span.start <= offset <= place.span.end and not _is_whole_entity(place)
    ]
    return min(found, key=lambda item: item[0])[1] if found else None


def _is_whole_entity(place: Place) -> bool:
    # A finding about an entity as a whole would swallow every click inside it.
    return place.path.count("/") <= 1


def _names(place: Place | None, finding: Finding) -> tuple[str, str]:
    steps = place.path.split("/") if place else []
    section = steps[0] if steps else ""
    logical_id = place.logical_id if place else next(iter(finding.logical_ids), "")
    return section, logical_id


def _both_names(review: Review, side: str, section: str, logical_id: str) -> tuple[str, str]:
    shown = review.candidate if side == CANDIDATE else review.reference
    partner = next(
        (
            entry.partner
            for entry in (shown.outline if shown else ())
            if entry.section == section and entry.logical_id == logical_id
        ),
        "",
    )
    return (logical_id, partner) if side == CANDIDATE else (partner, logical_id)


def _entity_span(side: Side | None, section: str, logical_id: str) -> Span | None:
    for entry in side.outline if side and logical_id else ():
        if entry.section == section and entry.logical_id == logical_id:
            return entry.span
    return None


def _change_path(change: Change) -> str:
    name = change.candidate_id or change.reference_id or ""
    return "/".join(step for step in (change.section, name, change.path) if step)
