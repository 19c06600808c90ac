"""Tries a fix and says what it did; a fix that leaves something undone is tried with more."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.adoption.telling import IMPERATIVE, told
from analysis.comparison import Comparison
from analysis.edits import apply_edits
from analysis.findings import Finding, Fix, Verified
from analysis.fixing.growth import Concern, further, grown, identity
from analysis.lint import LintResult
from analysis.review import Inputs, Review
from analysis.rules import RULES
from analysis.source import Span
from analysis.syntax import Path

MOST_TRIES = 5
"""How often one fix is tried at most: as it is, then with more and more of the reference."""

_RESIDUAL = frozenset(rule.id for rule in RULES if rule.residual)
# cfn-lint lists what would be allowed: all that the template defines, which every fix changes.
_LISTED = re.compile(r"\[('[^']*'|…).*?(\]|…|$)")


@dataclass(frozen=True, slots=True)
class Examined:
    """A review together with the lint and the comparison that it is built on."""

    review: Review
    lint: LintResult | None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What trying a fix showed; an empty complaint means that nothing speaks against it.

    `lint_error` is a new error of cfn-lint, whatever else there is to complain of.
    """

    complaint: str = ""
    lint_error: str = ""
    concern: Concern = field(default_factory=Concern)
    after: Examined | None = None


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
    not tried. Where more of the reference makes a failing fix a verified one, that is returned,
    and says what else it changes. A fix that brings an error of cfn-lint is withdrawn: it comes
    back without edits, and says why.
    """
    outcome = _tried(inputs, finding, fix, before, examine)
    if not outcome.complaint:
        return _passed(finding, fix, before, outcome)
    first, larger = outcome, fix
    for _ in range(MOST_TRIES - 1):
        if not before.comparison or not outcome.after or not outcome.after.comparison:
            break
        concern, after = outcome.concern, outcome.after.comparison
        following = grown(larger, concern, before.comparison, after)
        if following is None or following.edits == larger.edits:
            break
        larger = following
        outcome = _tried(inputs, finding, larger, before, examine)
        if not outcome.complaint:
            more = told(further(fix, larger, before.comparison), IMPERATIVE)
            why = f"{larger.why} Tried without that: {first.complaint}".strip()
            larger = replace(larger, title=f"{fix.title}; also {more}", why=why)
            return _passed(finding, larger, before, outcome)
    if first.lint_error:
        why = f"Withdrawn: applied, {first.lint_error}"
        return Fix(fix.title, fix.safety, (), verified=Verified.NO, why=why)
    return _judged(fix, Verified.NO, first.complaint)


def _tried(
    inputs: Inputs,
    finding: Finding,
    fix: Fix,
    before: Examined,
    examine: Callable[[Inputs], Examined],
) -> _Outcome:
    if not fix.edits:
        return _Outcome("It has no edits.")
    try:
        text = apply_edits(inputs.candidate.text, fix.edits)
    except ValueError as error:
        return _Outcome(f"Its edits cannot be applied: {error}.")
    if text == inputs.candidate.text:
        return _Outcome("It changes nothing.")
    after = examine(replace(inputs, candidate=replace(inputs.candidate, text=text)))
    still = next((one for one in after.review.findings if one.id == finding.id), None)
    new = tuple(_new_findings(finding, before, after))
    if not fix.adopts:
        # A value that the user chooses instead of the reference's differs from it.
        written = _written(fix)
        new = tuple(one for one in new if not _is_own(one, after, written))
    lint_error = _new_lint_error(before.lint, after.lint)
    complaint = (
        _new_problem(before.review, after.review)
        or _what_remains(finding, still)
        or (f"A new {new[0].severity.value} finding came: {_sentence(new[0].title)}" if new else "")
        or lint_error
    )
    found = (still, *new) if still else new
    concern = Concern(found, _new_places(before.lint, after.lint))
    return _Outcome(complaint, lint_error, concern, after)


def _passed(finding: Finding, fix: Fix, before: Examined, outcome: _Outcome) -> Fix:
    after = outcome.after or before
    unproved = _unproved(before.lint, after.lint)
    if unproved:
        return _judged(fix, Verified.NOT_TRIED, f"{fix.why} {unproved}".strip())
    effects = _side_effects(finding, before.review, after.review)
    partly = f" Before as after: {after.lint.failure}" if after.lint and after.lint.failure else ""
    return _judged(fix, Verified.YES, f"{fix.why} {effects}{partly}".strip())


def _judged(fix: Fix, verified: Verified, why: str) -> Fix:
    return replace(fix, verified=verified, why=why)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _new_problem(before: Review, after: Review) -> str:
    old = Counter(problem.message for problem in before.candidate.problems)
    new = Counter(problem.message for problem in after.candidate.problems) - old
    return f"The fixed text has a new problem: {_sentence(next(iter(new)))}" if new else ""


def _what_remains(finding: Finding, still: Finding | None) -> str:
    if still is None:
        return ""
    if 0 < len(still.covers) < len(finding.covers):
        return f"{len(still.covers)} of the {len(finding.covers)} differences are still there."
    return "The finding is still there."


def _new_findings(finding: Finding, before: Examined, after: Examined) -> Iterator[Finding]:
    known = {one.id for one in before.review.findings}
    for one in after.review.findings:
        is_grave = one.severity.rank >= finding.severity.rank
        if one.id not in known and is_grave and not _is_regrouped(one, before, after):
            yield one


def _is_regrouped(finding: Finding, before: Examined, after: Examined) -> bool:
    """Whether a finding only says again, in another group, what was known before."""
    if not before.comparison or not after.comparison or not finding.covers:
        return False
    old = before.comparison.differences
    if finding.rule in _RESIDUAL:
        known = {identity(one) for one in old}
    else:
        alike = (one for one in before.review.findings if one.rule == finding.rule)
        known = {identity(old[number]) for one in alike for number in one.covers}
    return all(identity(after.comparison.differences[number]) in known for number in finding.covers)


def _written(fix: Fix) -> list[Span]:
    """Return where the text that a fix writes stands afterwards."""
    found: list[Span] = []
    shift = 0
    for edit in sorted(fix.edits, key=lambda one: one.span):
        start = edit.span.start + shift
        found.append(Span(start, start + len(edit.text)))
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return found


def _is_own(finding: Finding, after: Examined, written: Sequence[Span]) -> bool:
    """Whether a finding says no more than that a fix's own text differs from the reference."""
    if finding.rule not in _RESIDUAL or not after.comparison or not finding.covers:
        return False
    differences = (after.comparison.differences[number] for number in finding.covers)
    return all(
        one.candidate is not None and any(_overlap(one.candidate.span, span) for span in written)
        for one in differences
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _new_lint_error(before: LintResult | None, after: LintResult | None) -> str:
    new = new_errors(before, after)
    if not new:
        return ""
    rule, message = next(iter(new))
    return f"cfn-lint has a new error, {rule}: {_sentence(message)}"


def new_errors(before: LintResult | None, after: LintResult | None) -> Counter[tuple[str, str]]:
    """Return the errors, rule and message, that a lint has and one before it did not."""
    if not before or not after or (before.failure and not _fail_alike(before, after)):
        return Counter()
    return _errors(after) - _errors(before)


def _errors(result: LintResult) -> Counter[tuple[str, str]]:
    return Counter((one.rule, _message(one.message)) for one in result.matches if one.is_error)


def _message(message: str) -> str:
    return _LISTED.sub("[…]", message)


def _new_places(before: LintResult | None, after: LintResult | None) -> tuple[Path, ...]:
    new = new_errors(before, after)
    matches = after.matches if after else ()
    return tuple(one.path for one in matches if (one.rule, _message(one.message)) in new)


def _unproved(before: LintResult | None, after: LintResult | None) -> str:
    if not before or not after:
        return "All but cfn-lint was tried: it was switched off."
    if after.failure and not _fail_alike(before, after):
        return f"All but cfn-lint was tried. {after.failure}"
    return ""


def _fail_alike(before: LintResult, after: LintResult) -> bool:
    """Whether the same rules of cfn-lint broke down in both, and the others went through."""
    same = before.failure == after.failure and not after.timed_out
    return same and bool(before.matches) and bool(after.matches)


def _side_effects(finding: Finding, before: Review, after: Review) -> str:
    """Say what else is gone: one fix often removes the cause of several findings."""
    left = {one.id for one in after.findings}
    gone = sum(one.id not in left and one.id != finding.id for one in before.findings)
    if not gone:
        return ""
    return f"It also resolves {gone} other finding{'s' if gone > 1 else ''}."
