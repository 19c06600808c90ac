"""A baseline: an earlier review, beside which only what is new is reported."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis import files, review_file
from analysis.findings import Finding, Severity
from analysis.ranking import other_differences, shown
from analysis.review import Review


@dataclass(frozen=True, slots=True)
class Baseline:
    """How grave each finding of an earlier review was; `unlisted` ones are not known by name."""

    known: Mapping[str, Severity]
    unlisted: int = 0

    def knows(self, finding: Finding) -> bool:
        """Whether a finding was there before; one that has become graver is new."""
        before = self.known.get(finding.id)
        return before is not None and before.rank >= finding.severity.rank


def load(path: str) -> Baseline:
    """Return the baseline in a file: a review as JSON, or a review file.

    Raises files.RefusedFileError where it is neither.
    """
    text = files.load(path).text
    try:
        data = json.loads(text)
        if review_file.is_one(data):
            return Baseline(review_file.from_json(data).known)
        return _of_review(data)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise files.RefusedFileError(
            path, "This is no review as JSON, version 1, and no review file."
        ) from error


def without_known(review: Review, baseline: Baseline) -> Review:
    """Return the review of what the baseline does not know."""
    new = tuple(finding for finding in review.findings if not baseline.knows(finding))
    return replace(
        review,
        findings=new,
        shown=shown(new),
        other_differences=other_differences(new, len(review.changes)),
    )


def _of_review(data: Any) -> Baseline:  # noqa: ANN401 (JSON has any type)
    if data["tool"]["name"] != "TwinStack" or data["format"] != 1:
        message = "another format"
        raise ValueError(message)
    known = {str(one["id"]): Severity(one["severity"]) for one in data["findings"]}
    return Baseline(known, int(data["hidden_findings"]))
