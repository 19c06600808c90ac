"""A fix counts as verified only when trying it showed so."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.edits import Edit
from analysis.findings import Finding, Fix, Impact, Safety, Severity, Verified
from analysis.lint import LintMatch, LintResult
from analysis.review import Checked, Inputs, ProblemPlace, Review, Side
from analysis.source import Source, Span
from analysis.verification import Examined, verify

INPUTS = Inputs(Source("a.yaml", "A: 1\n"))
FIX = Fix("Write 2", Safety.REVIEW, (Edit(Span(3, 4), "2"),))
SIDE = Side("a.yaml", "yaml", "yaml", "0" * 64, Span(0, 5), (), (), 1, ())
PROBLEM = ProblemPlace("A key is repeated.", 1, 1, Span(0, 1), repairable=False)
CLEAN = LintResult()
ERROR = LintMatch("E3002", "A is unexpected.", ("A",), Span(0, 1))
WARNING = replace(ERROR, rule="W1001")


def finding(name: str, severity: Severity = Severity.HIGH, covers: tuple[int, ...] = ()) -> Finding:
    return Finding(
        name,
        "tags",
        "Tags",
        severity,
        name,
        (),
        (),
        (),
        (),
        (),
        "",
        "",
        "",
        Impact(),
        covers=covers,
    )


def examined(
    *findings: Finding,
    problems: tuple[ProblemPlace, ...] = (),
    lint: LintResult | None = CLEAN,
) -> Examined:
    side = replace(SIDE, problems=problems)
    return Examined(Review(side, None, Checked(), findings, len(findings), 0), lint)


def trying(after: Examined) -> Callable[[Inputs], Examined]:
    def examine(inputs: Inputs) -> Examined:
        assert inputs.candidate.text == "A: 2\n"
        return after

    return examine


TARGET = finding("target", covers=(1, 2))
BEFORE = examined(TARGET, finding("other"), lint=LintResult((ERROR,)))
CASES = {
    "it is gone": (examined(finding("other"), lint=LintResult((ERROR,))), Verified.YES, ""),
    "others go with it": (examined(), Verified.YES, "It also resolves 1 other finding."),
    "it stays": (examined(TARGET), Verified.NO, "The finding is still there."),
    "it shrinks": (
        examined(finding("target", covers=(1,))),
        Verified.NO,
        "1 of the 2 differences are still there.",
    ),
    "it stays without a difference": (
        examined(finding("target")),
        Verified.NO,
        "The finding is still there.",
    ),
    "a graver one comes": (
        examined(finding("new", Severity.CRITICAL)),
        Verified.NO,
        "A new critical finding came: new.",
    ),
    "an equal one comes": (examined(finding("new")), Verified.NO, "A new high finding came: new."),
    "a lesser one comes": (
        examined(finding("other"), finding("new", Severity.LOW)),
        Verified.YES,
        "",
    ),
    "it no longer parses": (
        examined(problems=(PROBLEM,)),
        Verified.NO,
        "The fixed text has a new problem: A key is repeated.",
    ),
    "a new error of cfn-lint": (
        examined(lint=LintResult((ERROR, replace(ERROR, message="B is unexpected.")))),
        Verified.NO,
        "Withdrawn: applied, cfn-lint has a new error, E3002: B is unexpected.",
    ),
    "one more of an error": (
        examined(lint=LintResult((ERROR, replace(ERROR, span=Span(2, 3))))),
        Verified.NO,
        "Withdrawn: applied, cfn-lint has a new error, E3002: A is unexpected.",
    ),
    "an error and a finding": (
        examined(TARGET, finding("new"), lint=LintResult((ERROR, ERROR))),
        Verified.NO,
        "Withdrawn: applied, cfn-lint has a new error, E3002: A is unexpected.",
    ),
    "a new warning": (examined(finding("other"), lint=LintResult((WARNING,))), Verified.YES, ""),
    "cfn-lint fails": (
        examined(lint=LintResult(failure="It fell over.")),
        Verified.NOT_TRIED,
        "All but cfn-lint was tried. It fell over.",
    ),
    "cfn-lint is off": (
        examined(lint=None),
        Verified.NOT_TRIED,
        "All but cfn-lint was tried: it was switched off.",
    ),
}


@pytest.mark.parametrize(("after", "verified", "why"), CASES.values(), ids=CASES)
def test_a_fix_is_judged_by_what_it_did(after: Examined, verified: Verified, why: str) -> None:
    tried = verify(INPUTS, TARGET, FIX, BEFORE, trying(after))
    assert (tried.verified, tried.why) == (verified, why)
    assert tried.edits == (() if why.startswith("Withdrawn") else FIX.edits)


def test_a_problem_that_was_there_before_is_not_new() -> None:
    before = examined(TARGET, problems=(PROBLEM,))
    after = examined(problems=(replace(PROBLEM, line=3),))
    assert verify(INPUTS, TARGET, FIX, before, trying(after)).verified is Verified.YES


@pytest.mark.parametrize(
    ("matches", "verified"), [((WARNING,), Verified.YES), ((WARNING, ERROR), Verified.NO)]
)
def test_a_rule_that_breaks_down_before_as_after_hides_no_other(
    matches: tuple[LintMatch, ...], verified: Verified
) -> None:
    before = examined(TARGET, lint=LintResult((WARNING,), failure="W1001 fell over."))
    after = examined(lint=LintResult(matches, failure="W1001 fell over."))
    fix = verify(INPUTS, TARGET, FIX, before, trying(after))
    assert fix.verified is verified
    if verified is Verified.YES:
        assert fix.why.endswith("Before as after: W1001 fell over.")


def test_errors_that_could_not_be_seen_before_are_not_held_against_it() -> None:
    before = examined(TARGET, lint=LintResult(failure="It could not be parsed."))
    after = examined(lint=LintResult((ERROR,)))
    assert verify(INPUTS, TARGET, FIX, before, trying(after)).verified is Verified.YES


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ((), "It has no edits."),
        ((Edit(Span(3, 4), "1"),), "It changes nothing."),
        ((Edit(Span(3, 4), "2"), Edit(Span(3, 4), "3")), "Its edits cannot be applied"),
        ((Edit(Span(3, 99), "2"),), "Its edits cannot be applied"),
    ],
)
def test_edits_that_cannot_work_are_not_tried(edits: tuple[Edit, ...], why: str) -> None:
    fix = replace(FIX, edits=edits)
    tried = verify(INPUTS, TARGET, fix, BEFORE, trying(BEFORE))
    assert tried.verified is Verified.NO
    assert tried.why.startswith(why)


def test_a_longer_list_of_what_is_allowed_is_no_new_error() -> None:
    def allowing(*names: str) -> LintResult:
        return LintResult((replace(ERROR, message=f"'Vpc' is not one of {list(names)}"),))

    before = examined(TARGET, lint=allowing("A", "B"))
    after = examined(lint=allowing("A", "B", "C"))
    assert verify(INPUTS, TARGET, FIX, before, trying(after)).verified is Verified.YES
