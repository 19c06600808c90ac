"""The pipeline: from inputs to a review, pure and in stages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.changes import changes, counts, renamed
from analysis.comparison import Comparison, compare
from analysis.comparison.deltas import broadened, deltas
from analysis.comparison.rows import align_rows
from analysis.deployment import deployments
from analysis.drafts import find
from analysis.findings import Finding, worded
from analysis.lint import LintMatch, LintOutcome, LintResult
from analysis.outline import candidate_side, reference_side
from analysis.own_findings import placed, with_own
from analysis.ranking import other_differences, ranked, shown
from analysis.reading.reader import read
from analysis.review import DEPLOYED, Check, Checked, Inputs, Review
from analysis.rules import RULES
from analysis.rules.rule import Context
from analysis.settings import Settings, graded, is_ignored, told
from analysis.source import Source
from analysis.spelled_out import secret_values
from analysis.template import Template, build_template
from analysis.uses import Use, find_uses


@dataclass(frozen=True, slots=True)
class Pair:
    """What the inputs mean: the templates and what differs; every later step starts here."""

    candidate: Template
    reference: Template | None
    candidate_uses: tuple[Use, ...]
    comparison: Comparison | None
    exporters: tuple[Template, ...]


def read_template(source: Source, choice: int = 0) -> Template:
    """Return the template that stands in a source."""
    return build_template(read(source, choice=choice))


def understand(
    inputs: Inputs,
    template_of: Callable[[Source, int], Template] = read_template,
) -> Pair:
    """Read and compare the inputs; `template_of` may remember what it has read before."""
    candidate = template_of(inputs.candidate, inputs.candidate_choice)
    exporters = tuple(template_of(source, 0) for source in inputs.exporters)
    if inputs.reference is None:
        return Pair(candidate, None, find_uses(candidate), None, exporters)
    reference = template_of(inputs.reference, inputs.reference_choice)
    pairings = [(one.section, one.candidate, one.reference) for one in inputs.pairings]
    comparison = compare(candidate, reference, pairings)
    return Pair(candidate, reference, comparison.candidate_uses, comparison, exporters)


def review(inputs: Inputs, lint: LintOutcome | None = None, pair: Pair | None = None) -> Review:
    """Return the review of the inputs: its first stage without lint, its second with it.

    `pair` is what `understand` made of these inputs, if that is at hand.
    """
    pair = pair or understand(inputs)
    failures: list[str] = []
    all_found = find(_context(inputs, lint, pair), RULES, failures)
    found = ranked(graded(all_found, inputs.settings)) if inputs.settings.grades else all_found
    own = [placed(one, pair.candidate, pair.reference) for one in inputs.own]
    listed, first = with_own(found, shown(found), own)
    findings = _annotated(listed, inputs)
    comparison = pair.comparison
    tables = deltas(comparison, pair.exporters) if comparison else {}
    return Review(
        candidate=candidate_side(pair.candidate, pair.candidate_uses, comparison),
        reference=reference_side(comparison) if comparison else None,
        checked=_with_failures(_checked(inputs, lint, all_found), failures),
        findings=findings,
        shown=first,
        other_differences=(
            other_differences(found, len(comparison.differences)) if comparison else 0
        ),
        changes=changes(comparison) if comparison else (),
        renamed=tuple(renamed(comparison)) if comparison else (),
        deltas=tables,
        counts=counts(pair.candidate, pair.reference),
        rows=_rows(comparison),
        secrets=secret_values(pair.candidate, pair.reference),
        impacts=deployments(comparison) if comparison else {},
        broadened={side: broadened(tables, side) for side in DEPLOYED} if comparison else {},
    )


def _context(inputs: Inputs, lint: LintOutcome | None, pair: Pair) -> Context:
    return Context(
        candidate=pair.candidate,
        candidate_uses=pair.candidate_uses,
        comparison=pair.comparison,
        candidate_lint=_heeded(lint.candidate if lint else None, inputs.settings),
        reference_lint=_heeded(lint.reference if lint else None, inputs.settings),
        exporters=pair.exporters,
        region=inputs.region,
        today=inputs.today,
    )


def _rows(comparison: Comparison | None) -> tuple[tuple[int, int, int, int, str], ...]:
    if comparison is None:
        return ()
    return align_rows(comparison.candidate, comparison.reference, comparison)


def _annotated(findings: Iterable[Finding], inputs: Inputs) -> tuple[Finding, ...]:
    return tuple(
        replace(
            finding,
            decision=inputs.decisions.get(finding.id, finding.decision),
            note=inputs.notes.get(finding.id, finding.note),
        )
        if finding.id in inputs.decisions or finding.id in inputs.notes
        else finding
        for finding in (
            worded(one, inputs.wordings[one.id]) if one.id in inputs.wordings else one
            for one in findings
        )
    )


def _heeded(lint: LintResult | None, settings: Settings) -> tuple[LintMatch, ...]:
    matches = lint.matches if lint else ()
    return tuple(one for one in matches if not is_ignored(one.rule, settings))


def _with_failures(checked: Checked, failures: Sequence[str]) -> Checked:
    """Return what was checked without the rules that failed: that is no clean answer."""
    if not failures:
        return checked
    return replace(checked, rules=Check.FAILED, why=(*checked.why, *failures))


def _checked(inputs: Inputs, lint: LintOutcome | None, findings: Iterable[Finding]) -> Checked:
    checks = (match.rule for match in lint.candidate.matches) if lint else ()
    switched_off = tuple(told(findings, checks, inputs.settings))
    if not inputs.lint:
        return Checked(why=("cfn-lint was switched off.", *switched_off))
    if lint is None:
        return Checked(why=switched_off)
    return Checked(
        lint_candidate=_check(lint.candidate),
        lint_reference=_check(lint.reference) if lint.reference else Check.SKIPPED,
        why=(*_reasons(lint), *switched_off),
    )


def _check(result: LintResult) -> Check:
    if result.timed_out:
        return Check.TIMED_OUT
    return Check.FAILED if result.failure else Check.DONE


def _reasons(lint: LintOutcome) -> Iterator[str]:
    for name, result in (("Candidate", lint.candidate), ("Reference", lint.reference)):
        if result and result.failure:
            yield f"{name}: {result.failure}"
