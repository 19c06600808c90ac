"""A workflow leads only to states that it has.

A transition to a state that is not defined beside it makes the whole definition invalid: Step
Functions refuses the state machine.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.embedded.state_machine import state_machine_facts
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_property, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, named
from analysis.template import Resource, Template

_TYPES = ("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine")
_DEFINITIONS = ("DefinitionString", "Definition")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each state machine that leads nowhere."""
    comparison = context.comparison
    known = _leading_nowhere(comparison.reference) if comparison else {}
    for name, (machine, missing) in _leading_nowhere(context.candidate).items():
        counterpart = comparison.alignment.reference_id("Resources", name) if comparison else None
        theirs = known[counterpart][1] if counterpart in known else []
        left = [one for one in missing if one not in theirs]
        if left:
            yield _draft(comparison, machine, left)


def _leading_nowhere(template: Template) -> dict[str, tuple[Resource, list[str]]]:
    """Return the state machines with the states that they name and do not have."""
    found: dict[str, tuple[Resource, list[str]]] = {}
    for machine in template.of_type(*_TYPES):
        for name in _DEFINITIONS:
            node = machine.property(name)
            facts = state_machine_facts(node) if node else None
            missing = [one for one in facts.missing if "${" not in one] if facts else []
            # A name that only the deployment knows may be any of those that are missing.
            if missing and facts and not any("${" in one.name for one in facts.states):
                found[machine.logical_id] = (machine, missing)
    return found


def _draft(comparison: Comparison | None, machine: Resource, missing: Sequence[str]) -> Draft:
    name = machine.logical_id
    covers = _definition(comparison, name) if comparison else []
    return Draft(
        key=name,
        severity=Severity.CRITICAL,
        title=f"Undefined State in Step Functions Definition of {name}: {named(missing, 2)}",
        issue=f"The definition of `{name}` leads to {coded(missing)}, which no state beside it is "
        "named.",
        suggestion="Lead to a state that is defined, or define "
        + ("it." if len(missing) == 1 else "them."),
        root_cause="The candidate renames or leaves out a state and keeps the way to it.",
        impact=Impact(
            deployment='Creation fails: "Invalid State Machine Definition: '
            'MISSING_TRANSITION_TARGET".'
        ),
        candidate=tuple(
            one for definition in _DEFINITIONS for one in of_property(machine, definition)
        ),
        reference=of_reference(covers),
        covers=tuple(covers),
        prior=0.35,
        about=(name,),
        properties=("DefinitionString",),
    )


def _definition(comparison: Comparison, name: str) -> list[Difference]:
    return [
        one
        for one in comparison.differences
        if one.candidate_id == name and one.property_name in _DEFINITIONS
    ]


_MACHINE = """
    Resources:
      Flow:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          RoleArn: arn:aws:iam::111122223333:role/flow
          DefinitionString: '{"StartAt": "Pay", "States": {"Pay": {"Type": "Pass", "Next": "Ship"},
            "%s": {"Type": "Succeed"}}}'
"""
NOWHERE = _MACHINE % "Send"
LEADING = _MACHINE % "Ship"
EXAMPLES = (
    Example("a state that was renamed", NOWHERE, LEADING),
    Example("no reference", NOWHERE),
    Example("the reference leads there too", NOWHERE, NOWHERE, reported=False),
    Example("every state is there", LEADING, reported=False),
)
RULE = Rule(
    "workflow-state",
    "Step Functions",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "State machine structure",
            "https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html",
        ),
    ),
)
