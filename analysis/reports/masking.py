"""A review fit to leave the program: secrets are masked, links lead to AWS alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from analysis.findings import Finding, Impact, Place
from analysis.review import Change, Review
from analysis.secrets import mask, mask_excerpt, mask_prose, mask_value

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
        findings=tuple(_finding(finding, secrets) for finding in review.findings),
        changes=tuple(_change(change, secrets) for change in review.changes),
        deltas={
            name: tuple({key: mask(text, secrets) for key, text in row.items()} for row in rows)
            for name, rows in review.deltas.items()
        },
    )


def _finding(finding: Finding, secrets: Sequence[str]) -> Finding:
    impact = finding.impact
    return replace(
        finding,
        title=mask_prose(finding.title, secrets),
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
        fixes=tuple(
            replace(fix, title=mask_prose(fix.title, secrets), why=mask_prose(fix.why, secrets))
            for fix in finding.fixes
        ),
        note=mask_prose(finding.note, secrets),
    )


def _place(place: Place, secrets: Sequence[str]) -> Place:
    return replace(place, excerpt=mask_excerpt(place.excerpt, secrets))


def _change(change: Change, secrets: Sequence[str]) -> Change:
    return replace(
        change,
        candidate=mask_value(cast("PlainValue", change.candidate), secrets),
        reference=mask_value(cast("PlainValue", change.reference), secrets),
    )
