"""Tries a fix and says what it did."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from analysis.edits import apply_edits
from analysis.findings import Finding, Fix, Verified
from analysis.lint import LintResult
from analysis.review import Inputs, Review


@dataclass(frozen=True, slots=True)
class Examined:
    """A review together with the lint of the candidate that it is built on."""

    review: Review
    lint: LintResult | None


def verify(
    inputs: Inputs,
    finding: Finding,
    fix: Fix,
    before: Examined,
    examine: Callable[[Inputs], Examined],
) -> Fix:
    """Return the fix with what came of applying it to the candidate and reviewing the result.

    It is verified when the fixed text has no new problem, the finding is gone, nothing of equal
    or higher severity came, and cfn-lint has no new error. Bytes outside the edits are the same
    by what applying edits is. What cfn-lint could not check is no proof: such a fix counts as
    not tried.
    """
    if not fix.edits:
        return _judged(fix, Verified.NO, "It has no edits.")
    try:
        text = apply_edits(inputs.candidate.text, fix.edits)
    except ValueError as error:
        return _judged(fix, Verified.NO, f"Its edits cannot be applied: {error}.")
    if text == inputs.candidate.text:
        return _judged(fix, Verified.NO, "It changes nothing.")
    after = examine(replace(inputs, candidate=replace(inputs.candidate, text=text)))
    complaint = (
        _new_problem(before.review, after.review)
        or _what_remains(finding, after.review)
        or _new_finding(finding, before.review, after.review)
        or _new_lint_error(before.lint, after.lint)
    )
    if complaint:
        return _judged(fix, Verified.NO, complaint)
    unproved = _unproved(before.lint, after.lint)
    if unproved:
        return _judged(fix, Verified.NOT_TRIED, unproved)
    return _judged(fix, Verified.YES, _side_effects(finding, before.review, after.review))


def _judged(fix: Fix, verified: Verified, why: str) -> Fix:
    return replace(fix, verified=verified, why=why)


def _new_problem(before: Review, after: Review) -> str:
    old = Counter(problem.message for problem in before.candidate.problems)
    new = Counter(problem.message for problem in after.candidate.problems) - old
    return f"The fixed text has a new problem: {next(iter(new))}" if new else ""


def _what_remains(finding: Finding, after: Review) -> str:
    still = next((one for one in after.findings if one.id == finding.id), None)
    if still is None:
        return ""
    if 0 < len(still.covers) < len(finding.covers):
        return f"{len(still.covers)} of the {len(finding.covers)} differences are still there."
    return "The finding is still there."


def _new_finding(finding: Finding, before: Review, after: Review) -> str:
    known = {one.id for one in before.findings}
    for one in after.findings:
        if one.id not in known and one.severity.rank >= finding.severity.rank:
            return f"A new {one.severity.value} finding came: {one.title}"
    return ""


def _new_lint_error(before: LintResult | None, after: LintResult | None) -> str:
    if not before or not after or before.failure:
        return ""
    new = _errors(after) - _errors(before)
    if not new:
        return ""
    rule, message = next(iter(new))
    return f"cfn-lint has a new error, {rule}: {message}"


def _errors(result: LintResult) -> Counter[tuple[str, str]]:
    return Counter((match.rule, match.message) for match in result.matches if match.is_error)


def _unproved(before: LintResult | None, after: LintResult | None) -> str:
    if not before or not after:
        return "All but cfn-lint was tried: it was switched off."
    if after.failure:
        return f"All but cfn-lint was tried. {after.failure}"
    return ""


def _side_effects(finding: Finding, before: Review, after: Review) -> str:
    """Say what else is gone: one fix often removes the cause of several findings."""
    left = {one.id for one in after.findings}
    gone = sum(one.id not in left and one.id != finding.id for one in before.findings)
    if not gone:
        return ""
    return f"It also resolves {gone} other finding{'s' if gone > 1 else ''}."
