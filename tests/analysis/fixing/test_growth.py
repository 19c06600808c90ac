"""A fix that leaves something undone is tried with more of the reference."""

from collections.abc import Callable
from dataclasses import replace
from textwrap import dedent

from analysis.adoption import Adopter
from analysis.comparison import Comparison, Difference
from analysis.edits import Edit, apply_edits
from analysis.findings import Finding, Fix, Impact, Safety, Severity, Verified
from analysis.fixing.growth import Concern, grown
from analysis.lint import LintMatch, LintResult
from analysis.pipeline import review, understand
from analysis.review import Inputs
from analysis.source import Source, Span
from analysis.verification import Examined, verify


def inputs_of(candidate: str, reference: str) -> Inputs:
    mine, known = (dedent(text).lstrip("\n") for text in (candidate, reference))
    return Inputs(Source("candidate.yaml", mine), Source("reference.yaml", known), lint=False)


def examined(inputs: Inputs, lint: LintResult = LintResult()) -> Examined:  # noqa: B008 (frozen)
    return Examined(review(inputs), lint, understand(inputs).comparison)


def comparison_of(inputs: Inputs) -> Comparison:
    comparison = understand(inputs).comparison
    assert comparison is not None
    return comparison


def fix_of(inputs: Inputs, is_chosen: Callable[[Difference], bool]) -> Fix:
    comparison = comparison_of(inputs)
    chosen = [one for one in comparison.differences if is_chosen(one)]
    fix = Adopter(comparison).fix(chosen, "Do it")
    assert fix is not None
    return fix


TARGET = Finding(
    id="target",
    rule="tags",
    category="Tags",
    severity=Severity.MEDIUM,
    title="A title",
    logical_ids=(),
    resource_types=(),
    properties=(),
    candidate=(),
    reference=(),
    issue="",
    suggestion="",
    root_cause="",
    impact=Impact(),
)
FIXED = """
    Resources:
      Topic:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: orders
"""
CHOSEN = """
    Parameters:
      Name:
        Type: String
        Default: orders
    Resources:
      Topic:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: !Ref Name
"""


def test_what_uses_an_added_parameter_comes_along() -> None:
    inputs = inputs_of(FIXED, CHOSEN)
    fix = fix_of(inputs, lambda one: one.section == "Parameters")
    tried = verify(inputs, TARGET, fix, examined(inputs), examined)
    assert tried.verified is Verified.YES
    assert tried.title == "Do it; also change Topic"
    assert "Tried without that: A new medium finding came: Unused Parameter" in tried.why
    assert apply_edits(inputs.candidate.text, tried.edits) == dedent(CHOSEN).lstrip("\n")


def test_new_errors_bring_the_property_that_they_are_in() -> None:
    inputs = inputs_of(
        FIXED.replace("orders", "orders\n          DisplayName: old\n          KmsMasterKeyId: a"),
        FIXED.replace("orders", "goods\n          DisplayName: new\n          KmsMasterKeyId: b"),
    )
    path = ("Resources", "Topic", "Properties", "DisplayName")
    error = LintMatch("E3012", "Not with such a name.", path, Span(0, 1))

    def examine(inputs: Inputs) -> Examined:
        is_old = "DisplayName: old" in inputs.candidate.text
        return examined(inputs, LintResult((error,) if is_old else ()))

    fix = fix_of(inputs, lambda one: one.property_name == "TopicName")
    tried = verify(inputs, TARGET, fix, examined(inputs), examine)
    assert tried.verified is Verified.YES
    text = apply_edits(inputs.candidate.text, tried.edits)
    assert "TopicName: goods" in text
    assert "DisplayName: new" in text
    assert "KmsMasterKeyId: a" in text
    why = "Tried without that: cfn-lint has a new error, E3012: Not with such a name."
    assert why in tried.why


SURPLUS = FIXED + dedent(
    """
    Parameters:
      Name:
        Type: String
    """
).replace("\n", "\n    ")


def test_what_the_candidate_alone_has_goes_last() -> None:
    inputs = inputs_of(SURPLUS, FIXED.replace("orders", "goods"))
    comparison = comparison_of(inputs)
    fix = fix_of(inputs, lambda one: one.section == "Resources")
    concern = Concern((replace(TARGET, logical_ids=("Name", "Topic")),))
    larger = grown(fix, concern, comparison, comparison)
    assert larger is not None
    assert "Name:" not in apply_edits(inputs.candidate.text, larger.edits).replace("TopicName:", "")
    assert grown(larger, concern, comparison, comparison) is None


def test_a_fix_does_not_grow_over_many_entities() -> None:
    topics = "".join(
        f"""
      Topic{number}:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: orders{number}"""
        for number in range(12)
    )
    candidate = f"\n    Resources:{topics}\n"
    inputs = inputs_of(candidate, candidate.replace("orders", "goods"))
    comparison = comparison_of(inputs)
    fix = fix_of(inputs, lambda one: one.candidate_id == "Topic0")
    names = tuple(f"Topic{number}" for number in range(12))
    assert (
        grown(fix, Concern((replace(TARGET, logical_ids=names),)), comparison, comparison) is None
    )


def test_the_small_fix_stays_where_more_does_not_help() -> None:
    inputs = inputs_of(FIXED, CHOSEN)
    fix = fix_of(inputs, lambda one: one.section == "Parameters")
    error = LintMatch("E0001", "Always.", ("Resources", "Topic"), Span(0, 1))

    small = apply_edits(inputs.candidate.text, fix.edits)

    def examine(inputs: Inputs) -> Examined:
        is_small = inputs.candidate.text == small
        return examined(inputs, LintResult(() if is_small else (error,)))

    tried = verify(inputs, TARGET, fix, examined(inputs), examine)
    assert tried.verified is Verified.NO
    assert (tried.title, tried.edits) == (fix.title, fix.edits)
    assert tried.why.startswith("A new medium finding came")


def test_a_value_that_the_user_chooses_may_differ_from_the_reference() -> None:
    inputs = inputs_of(FIXED, FIXED)
    start = inputs.candidate.text.index("orders")
    fix = Fix("Use goods", Safety.CHOICE, (Edit(Span(start, start + 6), "goods"),))
    tried = verify(inputs, replace(TARGET, severity=Severity.LOW), fix, examined(inputs), examined)
    assert tried.verified is Verified.YES


def test_definitions_that_a_removal_leaves_unused_go_with_it() -> None:
    names = [f"Name{number}" for number in range(12)]
    parameters = "".join(f"\n      {name}: {{Type: String}}" for name in names)
    tags = "".join(f"\n            - {{Key: {name}, Value: !Ref {name}}}" for name in names)
    topic = "\n      Topic:\n        Type: AWS::SNS::Topic\n        Properties:\n          Tags:"
    candidate = f"\n    Parameters:{parameters}\n    Resources:{topic}{tags}\n"
    inputs = inputs_of(
        candidate, topic.join(("\n    Resources:", "")).replace("\n          Tags:", "")
    )
    fix = fix_of(inputs, lambda one: one.section == "Resources")
    tried = verify(inputs, TARGET, fix, examined(inputs), examined)
    assert tried.verified is Verified.YES
    assert tried.title.endswith("; also remove Name0, Name1, Name2 and 9 more")
    assert "Parameters" not in apply_edits(inputs.candidate.text, tried.edits)
