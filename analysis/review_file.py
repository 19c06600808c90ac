"""The review file: what a reviewer decided about a pair, kept beside the candidate.

docs/review-file.schema.json has its form.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from analysis import files
from analysis.findings import Decision, Finding, OwnFinding, Severity, State, Wording, worded
from analysis.review import Inputs, Pairing, Review
from analysis.values import decode, encode

ENDING = ".review.json"
KIND = "twinstack-review"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Template:
    """A template as a review file remembers it; the digest is that of its text."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """Everything that is kept of a review; ids are those of findings.

    `known` are the findings at the last save and how grave they were; whether one is gone is
    derived from them, never stored. `view` belongs to the window.
    """

    candidate: Template
    reference: Template | None = None
    known: Mapping[str, Severity] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    own: tuple[OwnFinding, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    view: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Since:
    """What is otherwise than when a review file was saved: ids of findings, and which texts."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    candidate_changed: bool
    reference_changed: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that two reviews say otherwise of one finding; `part` names the field."""

    id: str
    part: str


def path_for(candidate: str) -> str:
    """Return where the review file of a candidate is kept."""
    return f"{files.split_choice(candidate)[0]}{ENDING}"


def load(path: str) -> ReviewFile:
    """Return what a review file holds; raises files.RefusedFileError where it is none."""
    text = files.load(path).text
    try:
        return from_json(json.loads(text))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise files.RefusedFileError(path, f"This is no review file: {error}.") from error


def save(path: str, kept: ReviewFile, expected_sha256: str | None = None) -> str:
    """Write a review file in one step and return the digest of what it now holds.

    Raises files.SaveError; files.ChangedOnDiskError if it does not hold what is expected.
    """
    data = f"{json.dumps(to_json(kept), indent=2)}\n".encode("ascii")
    files.save(path, data, expected_sha256)
    return files.digest(data)


def is_one(data: object) -> bool:
    """Whether JSON says that it is a review file."""
    return isinstance(data, dict) and data.get("kind") == KIND


def to_json(kept: ReviewFile) -> dict[str, Any]:
    """Return the JSON form of a review file."""
    return {"kind": KIND, "format": _FORMAT, **encode(kept)}


def from_json(data: Any) -> ReviewFile:  # noqa: ANN401 (JSON has any type)
    """Return a review file from its JSON form; raises KeyError, TypeError or ValueError."""
    if not is_one(data):
        message = f"its `kind` is not {KIND}"
        raise ValueError(message)
    if data.get("format") != _FORMAT:
        message = f"its format is {data.get('format')!r}, this version reads {_FORMAT}"
        raise ValueError(message)
    return decode(ReviewFile, {key: data[key] for key in data if key not in ("kind", "format")})


def kept_of(review: Review, inputs: Inputs, before: ReviewFile | None = None) -> ReviewFile:
    """Return what is to be kept of a review now; the view stays as it was."""
    old = before or ReviewFile(Template("", ""))
    return replace(
        old,
        candidate=Template(inputs.candidate.path, inputs.candidate.sha256),
        reference=Template(inputs.reference.path, inputs.reference.sha256)
        if inputs.reference
        else None,
        known={finding.id: _own_severity(finding) for finding in review.findings},
        # Those on what is gone are among them: a finding that comes back still has its decision.
        decisions=dict(inputs.decisions),
        notes=dict(inputs.notes),
        wordings=dict(inputs.wordings),
        own=inputs.own,
        pairings=inputs.pairings,
    )


def _own_severity(finding: Finding) -> Severity:
    """Return how grave a finding is by itself: that is what a later review has."""
    original = finding.original.severity if finding.original else None
    return original or finding.severity


def reopened(kept: ReviewFile, inputs: Inputs) -> Inputs:
    """Return the inputs with what was decided, noted, worded, written and paired."""
    return replace(
        inputs,
        decisions=dict(kept.decisions),
        notes=dict(kept.notes),
        wordings=dict(kept.wordings),
        own=kept.own,
        pairings=kept.pairings,
    )


def since(kept: ReviewFile, review: Review) -> Since:
    """Return what changed since a review file was saved."""
    now = [finding.id for finding in review.findings]
    reference = review.reference.sha256 if review.reference else None
    return Since(
        new=tuple(one for one in now if one not in kept.known),
        gone=tuple(one for one in kept.known if one not in now),
        candidate_changed=review.candidate.sha256 != kept.candidate.sha256,
        reference_changed=reference != (kept.reference.sha256 if kept.reference else None),
    )


def annotated(kept: ReviewFile, review: Review) -> Review:
    """Return the review with the decisions, notes and wordings of a review file."""
    return replace(review, findings=tuple(_annotated(kept, one) for one in review.findings))


def _annotated(kept: ReviewFile, finding: Finding) -> Finding:
    written = worded(finding, kept.wordings.get(finding.id, Wording()))
    return replace(
        written,
        decision=kept.decisions.get(finding.id, finding.decision),
        note=kept.notes.get(finding.id, finding.note),
    )


def merge(mine: ReviewFile, theirs: ReviewFile) -> tuple[ReviewFile, tuple[Conflict, ...]]:
    """Return two reviews of a pair as one, and where they say otherwise: there mine stands.

    Notes that differ are both kept, one below the other.
    """
    decided, also_decided = _decided(mine), _decided(theirs)
    conflicts = [
        Conflict(name, part)
        for part, ours, others in (
            ("decisions", decided, also_decided),
            ("wordings", mine.wordings, theirs.wordings),
        )
        for name, said in ours.items()
        if others.get(name, said) != said
    ]
    own = {one.id: one for one in theirs.own} | {one.id: one for one in mine.own}
    conflicts += [Conflict(one.id, "own") for one in theirs.own if own[one.id] != one]
    merged = replace(
        mine,
        known={**theirs.known, **mine.known},
        decisions={**theirs.decisions, **mine.decisions, **also_decided, **decided},
        wordings={**theirs.wordings, **mine.wordings},
        notes={**theirs.notes, **mine.notes, **_both_notes(mine, theirs)},
        own=tuple(own.values()),
        pairings=tuple(dict.fromkeys((*mine.pairings, *theirs.pairings))),
        view={**theirs.view, **mine.view},
    )
    return merged, tuple(conflicts)


def _decided(kept: ReviewFile) -> dict[str, Decision]:
    return {name: one for name, one in kept.decisions.items() if one.state is not State.OPEN}


def _both_notes(mine: ReviewFile, theirs: ReviewFile) -> dict[str, str]:
    return {
        name: f"{note}\n\n{theirs.notes[name]}"
        for name, note in mine.notes.items()
        if theirs.notes.get(name, note) != note and theirs.notes[name] not in note.split("\n\n")
    }
