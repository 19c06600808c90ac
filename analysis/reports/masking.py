"""A review fit to leave the program: secrets are masked, links lead to AWS alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from analysis.findings import Finding, Fix, Impact, Place
from analysis.review import Change, ResourceImpact, Review, Side
from analysis.secrets import (
    mask,
    mask_excerpt,
    mask_name,
    mask_prose,
    mask_value,
)

if TYPE_CHECKING:
    from analysis.syntax import PlainValue

_AWS = "https://docs.aws.amazon.com/"


def masked(review: Review) -> Review:
    """Return the review with `****` for the secrets in its words, excerpts and values.

    Edits are left: a fix that wrote stars into a template would destroy it.
    """
    secrets = review.secrets
    return replace(
        review,
        candidate=_side(review.candidate, secrets),
        reference=_side(review.reference, secrets) if review.reference else None,
        checked=replace(review.checked, why=_prose(review.checked.why, secrets)),
        findings=tuple(_finding(finding, secrets) for finding in review.findings),
        changes=tuple(_change(change, secrets) for change in review.changes),
        renamed=tuple(
            (
                section,
                mask_name(mine, secrets),
                mask_name(known, secrets),
                mask_name(type_, secrets),
            )
            for section, mine, known, type_ in review.renamed
        ),
        deltas={
            name: tuple({key: mask(text, secrets) for key, text in row.items()} for row in rows)
            for name, rows in review.deltas.items()
        },
        impacts={
            side: tuple(_resource_impact(one, secrets) for one in impacts)
            for side, impacts in review.impacts.items()
        },
    )


def _prose(sentences: Iterable[str], secrets: Sequence[str]) -> tuple[str, ...]:
    return tuple(mask_prose(sentence, secrets) for sentence in sentences)


def _names(names: Iterable[str], secrets: Sequence[str]) -> tuple[str, ...]:
    return tuple(mask_name(name, secrets) for name in names)


def _name(name: str | None, secrets: Sequence[str]) -> str | None:
    return None if name is None else mask_name(name, secrets)


def _side(side: Side, secrets: Sequence[str]) -> Side:
    problems = (
        replace(problem, message=mask_prose(problem.message, secrets)) for problem in side.problems
    )
    return replace(side, problems=tuple(problems))


def _finding(finding: Finding, secrets: Sequence[str]) -> Finding:
    impact = finding.impact
    decision = finding.decision
    return replace(
        finding,
        title=mask_prose(finding.title, secrets),
        logical_ids=_names(finding.logical_ids, secrets),
        resource_types=_names(finding.resource_types, secrets),
        properties=_names(finding.properties, secrets),
        issue=mask_prose(finding.issue, secrets),
        suggestion=mask_prose(finding.suggestion, secrets),
        root_cause=mask_prose(finding.root_cause, secrets),
        impact=Impact(
            mask_prose(impact.deployment, secrets),
            mask_prose(impact.security, secrets),
            mask_prose(impact.cost, secrets),
            mask_prose(impact.performance, secrets),
        ),
        candidate=tuple(_place(place, secrets) for place in finding.candidate),
        reference=tuple(_place(place, secrets) for place in finding.reference),
        # A template must not be able to send a reader anywhere, whatever a rule makes of it.
        documentation=tuple(link for link in finding.documentation if link.url.startswith(_AWS)),
        fixes=tuple(_fix(fix, secrets) for fix in finding.fixes),
        suppressed_by=_name(finding.suppressed_by, secrets),
        decision=replace(decision, reason=mask_prose(decision.reason, secrets)),
        note=mask_prose(finding.note, secrets),
    )


def _fix(fix: Fix, secrets: Sequence[str]) -> Fix:
    return replace(
        fix,
        title=mask_prose(fix.title, secrets),
        also_adds=_names(fix.also_adds, secrets),
        why=mask_prose(fix.why, secrets),
    )


def _place(place: Place, secrets: Sequence[str]) -> Place:
    return replace(
        place,
        logical_id=mask_name(place.logical_id, secrets),
        path=mask_name(place.path, secrets),
        excerpt=mask_excerpt(place.excerpt, secrets),
    )


def _change(change: Change, secrets: Sequence[str]) -> Change:
    return replace(
        change,
        candidate_id=_name(change.candidate_id, secrets),
        reference_id=_name(change.reference_id, secrets),
        type=mask_name(change.type, secrets),
        path=mask_name(change.path, secrets),
        candidate=mask_value(cast("PlainValue", change.candidate), secrets),
        reference=mask_value(cast("PlainValue", change.reference), secrets),
    )


def _resource_impact(impact: ResourceImpact, secrets: Sequence[str]) -> ResourceImpact:
    return replace(
        impact,
        candidate_id=_name(impact.candidate_id, secrets),
        reference_id=_name(impact.reference_id, secrets),
        type=mask_name(impact.type, secrets),
        because=_prose(impact.because, secrets),
    )
