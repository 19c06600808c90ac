"""The review as a Markdown document, in the form in which reviewers write them by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from analysis.findings import Finding, Impact, Severity, State
from analysis.reports.escaping import code, prose
from analysis.reports.excerpts import Excerpts
from analysis.reports.masking import masked
from analysis.reports.totals import leading_categories, totals, uncovered
from analysis.review import Check, Checked, Inputs, Review, Side

_SECTIONS = {
    Severity.CRITICAL: "Critical Failures",
    Severity.HIGH: "High Priority Issues",
    Severity.MEDIUM: "Medium Priority Issues",
    Severity.LOW: "Low Priority Issues",
}
_MOST_PROBLEMS = 20
_GAPS = 3


@dataclass(frozen=True, slots=True)
class Labels:
    """What a report calls itself and the two templates."""

    title: str
    candidate: str
    reference: str


LABELS = {
    "candidate-reference": Labels("CloudFormation Template Review", "Candidate", "Reference"),
    "model-ideal": Labels("Model Response Failures Analysis", "MODEL_RESPONSE", "IDEAL_RESPONSE"),
}


def report(
    review: Review,
    inputs: Inputs,
    labels: str = "candidate-reference",
    *,
    findings: Sequence[str] | None = None,
    everything: bool = False,
) -> str:
    """Return the report on a review: on the findings of these ids, on all, or on those shown."""
    safe = masked(review)
    if findings is not None:
        listed: Sequence[Finding] = [one for one in safe.findings if one.id in findings]
    else:
        listed = safe.findings if everything else safe.findings[: safe.shown]
    writer = _Writer(safe, inputs, LABELS[labels], listed)
    return "\n\n".join(writer.parts()) + "\n"


def items(review: Review, inputs: Inputs, labels: str, findings: Sequence[str]) -> str:
    """Return the items on some findings alone, numbered through, to be pasted elsewhere."""
    safe = masked(review)
    chosen = [one for one in safe.findings if one.id in findings]
    writer = _Writer(safe, inputs, LABELS[labels], chosen)
    return "\n\n".join(writer.items()) + "\n"


class _Writer:
    """Writes one report; items are numbered through, by severity and then in reading order."""

    def __init__(
        self, review: Review, inputs: Inputs, labels: Labels, listed: Sequence[Finding]
    ) -> None:
        self._review = review
        self._labels = labels
        self._items = sorted(listed, key=lambda finding: -finding.severity.rank)
        self._candidate = Excerpts(inputs.candidate, review.candidate.syntax, review.secrets)
        self._reference = None
        if inputs.reference and review.reference:
            self._reference = Excerpts(inputs.reference, review.reference.syntax, review.secrets)

    def items(self) -> Iterator[str]:
        """Yield the paragraphs of the items alone."""
        for number, finding in enumerate(self._items, 1):
            yield from self._item(number, finding)

    def parts(self) -> Iterator[str]:
        """Yield the paragraphs."""
        yield f"# {self._labels.title}"
        yield self._introduction()
        number = 0
        for severity in Severity:
            items = [finding for finding in self._items if finding.severity is severity]
            if items:
                yield f"## {_SECTIONS[severity]}"
            for finding in items:
                number += 1
                yield from self._item(number, finding)
                yield "---"
        yield from self._problems()
        yield from self._not_checked()
        yield "## Summary"
        yield "\n".join(self._summary())

    def _introduction(self) -> str:
        review, labels = self._review, self._labels
        number = len(self._items)
        order = ", the gravest first" if number > 1 else ""
        say = f"It lists {_counted(number, 'finding') if number else 'no finding'}{order}."
        differ = _difference(len(review.changes))
        if review.reference is None:
            return f"This review examines the {labels.candidate}, {_file(review.candidate)}. {say}"
        return (
            f"This review compares the {labels.candidate}, {_file(review.candidate)}, with the "
            f"{labels.reference}, {_file(review.reference)}. {differ} {say}"
        )

    def _item(self, number: int, finding: Finding) -> Iterator[str]:
        yield f"### {number}. {prose(finding.title)}"
        yield f"**Impact Level**: {finding.severity.value.capitalize()}"
        yield from self._state(finding)
        yield f"**{self._labels.candidate} Issue**: {prose(finding.issue)}"
        yield from filter(None, [self._candidate.block(finding.candidate)])
        if finding.suggestion:
            yield f"**{self._labels.reference} Fix**: {prose(finding.suggestion)}"
        if self._reference:
            yield from filter(None, [self._reference.block(finding.reference)])
        if finding.root_cause:
            yield f"**Root Cause**: {prose(finding.root_cause)}"
        if finding.documentation:
            links = ", ".join(f"[{prose(one.title)}]({one.url})" for one in finding.documentation)
            yield f"**AWS Documentation Reference**: {links}"
        yield from _impact(finding.impact)
        if finding.note:
            yield f"**Note**: {prose(finding.note)}"

    def _state(self, finding: Finding) -> Iterator[str]:
        state, reason = finding.decision.state, finding.decision.reason
        if state is not State.OPEN:
            because = f": {prose(reason)}" if reason else ""
            yield f"**Decision**: {state.value.capitalize()}{because}"
        if finding.original:
            edited = [name for name, one in asdict(finding.original).items() if one is not None]
            words = _listed([name.replace("_", " ") for name in edited])
            yield f"**Edited by the Reviewer**: {words}"
        if finding.suppressed_by:
            yield f"**Suppressed by**: {code(finding.suppressed_by)} of the template itself"

    def _problems(self) -> Iterator[str]:
        sides = [(self._labels.candidate, self._review.candidate)]
        if self._review.reference:
            sides.append((self._labels.reference, self._review.reference))
        lines = [line for name, side in sides for line in _problem_lines(name, side)]
        if lines:
            yield "## Syntax Problems"
            yield "\n".join(lines)

    def _not_checked(self) -> Iterator[str]:
        lines = list(_unchecked(self._review.checked, self._labels))
        if lines:
            yield "## Not Checked"
            yield "\n".join(lines)

    def _summary(self) -> Iterator[str]:
        counted = totals(self._items)
        total = ", ".join(f"{number} {name.capitalize()}" for name, number in counted.items())
        yield f"- Total failures: {total}"
        hidden = len(self._review.findings) - len(self._items)
        rest = uncovered(self._review, self._items)
        if hidden or rest:
            yield (
                f"- Not listed here: {_counted(hidden, 'further finding')}, and "
                f"{_counted(rest, 'difference')} that no item above covers"
            )
        leading = leading_categories(self._items, _GAPS)
        if leading:
            yield "- Primary knowledge gaps:"
            for number, category in enumerate(leading, 1):
                yield f"  {number}. {prose(category)} ({self._numbers(category)})"
            yield f"- Training value: {self._training_value(leading)}"

    def _numbers(self, category: str) -> str:
        numbers = [
            str(number) for number, one in enumerate(self._items, 1) if one.category == category
        ]
        return f"item{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"

    def _training_value(self, leading: Sequence[str]) -> str:
        number = len(self._items)
        covered = sum(finding.category in leading for finding in self._items)
        fixable = sum(bool(finding.fixes) for finding in self._items)
        return (
            f"{covered} of {_counted(number, 'finding')} {'is' if covered == 1 else 'are'} about "
            f"{_listed([prose(category) for category in leading])}; {fixable} of {number} "
            f"{'has' if fixable == 1 else 'have'} a fix"
        )


def _difference(places: int) -> str:
    if not places:
        return "The templates mean the same."
    return f"The templates differ in {_counted(places, 'place')}."


def _impact(impact: Impact) -> Iterator[str]:
    said = [(name.capitalize(), prose(text)) for name, text in asdict(impact).items() if text]
    heading = "**Cost/Security/Performance Impact**:"
    if len(said) == 1:
        yield f"{heading} {said[0][0]}: {said[0][1]}"
    elif said:
        yield "\n".join([heading, *(f"- {name}: {text}" for name, text in said)])


def _problem_lines(name: str, side: Side) -> Iterator[str]:
    for problem in side.problems[:_MOST_PROBLEMS]:
        yield f"- {name}, line {problem.line}, column {problem.column}: {prose(problem.message)}"
    more = len(side.problems) - _MOST_PROBLEMS
    if more > 0:
        yield f"- {name}: {_counted(more, 'further problem')}"


def _unchecked(checked: Checked, labels: Labels) -> Iterator[str]:
    parts = (
        ("Comparison", checked.structure),
        (f"cfn-lint on the {labels.candidate}", checked.lint_candidate),
        (f"cfn-lint on the {labels.reference}", checked.lint_reference),
        ("Trying the fixes", checked.verification),
    )
    for name, check in parts:
        if check in (Check.FAILED, Check.TIMED_OUT):
            yield f"- {name}: {check.value}"
    yield from (f"- {prose(why)}" for why in checked.why)


def _file(side: Side) -> str:
    return code(side.path)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def error_report(why: str) -> str:
    """Return what stands in the file of a pair that could not be reviewed."""
    return f"# {LABELS['candidate-reference'].title}\n\nThis pair was not reviewed: {prose(why)}\n"
