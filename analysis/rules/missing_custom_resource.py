"""What must be initialised at deployment has a custom resource that does it.

A function does nothing until something invokes it. Where the reference has a custom resource that
runs a function during deployment, a candidate without it leaves that work undone.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_entity, of_reference
from analysis.rules.families import added_resources, named_by, names_below
from analysis.rules.inline_functions import FUNCTION_TYPES
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import named, verb
from analysis.template import Resource
from analysis.uses import Use

_CUSTOM = re.compile(r"Custom::|AWS::CloudFormation::CustomResource$")
_DATABASE = re.compile(r"db|database|schema|table|sql|rds|aurora", re.IGNORECASE)
_INITIAL = re.compile(r"init|schema|migrat|seed|bootstrap|setup|populat", re.IGNORECASE)
# What names a function without ever invoking it.
_BYSTANDERS = (
    "AWS::Lambda::Permission",
    "AWS::Logs::",
    "AWS::CloudTrail::",
    "AWS::CloudWatch::",
    "AWS::IAM::",
)


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each function that only the reference's custom resources run."""
    comparison = context.comparison
    if comparison is None:
        return
    added = added_resources(comparison)
    by_function: dict[str, list[Difference]] = {}
    for one in added.values():
        if _CUSTOM.match(one.type):
            by_function.setdefault(_provider(comparison, one), []).append(one)
    for function, differences in by_function.items():
        yield _draft(comparison, function, differences, added)


def _provider(comparison: Comparison, custom: Difference) -> str:
    """Return the reference's function behind a custom resource, empty if it is elsewhere."""
    tokens = names_below(use for use in comparison.reference_uses if "ServiceToken" in use.path)
    for name in sorted(named_by(tokens, custom)):
        resource = comparison.reference.resources.get(name)
        if resource and resource.type in FUNCTION_TYPES:
            return name
    return ""


def _draft(
    comparison: Comparison,
    function: str,
    customs: Sequence[Difference],
    added: dict[str, Difference],
) -> Draft:
    mine = comparison.alignment.candidate_id("Resources", function)
    idle = comparison.candidate.resources[mine] if mine else None
    if idle and _invokers(comparison.candidate_uses, comparison, idle.logical_id):
        idle = None
    names = [one.logical_id for one in customs]
    group = [*customs, *_going_along(comparison, function, added)]
    subject = f"{function} {' '.join(names)}"
    is_database = bool(_DATABASE.search(subject) and _INITIAL.search(subject))
    return Draft(
        key=function or names[0],
        severity=Severity.HIGH,
        title=_title(idle, is_database=is_database, names=names),
        issue=_issue(idle, function, names),
        suggestion=_suggestion(group, function, mine, names),
        root_cause=f"The candidate defines {idle.logical_id} and leaves it to others to invoke it."
        if idle
        else "The candidate leaves out a step that the reference takes during deployment.",
        impact=Impact(
            deployment="The stack is created with a database that nothing has initialized."
            if is_database
            else "The stack is created without this step.",
        ),
        candidate=(of_entity(idle),) if idle else (),
        reference=of_reference(group),
        covers=tuple(group),
        fix_title=f"Run {mine or function or names[0]} during deployment",
        prior=0.25 if idle else 0.12,
        logical_ids=(idle.logical_id,) if idle else (),
        properties=("ServiceToken",),
    )


def _invokers(uses: Sequence[Use], comparison: Comparison, function: str) -> list[str]:
    resources = comparison.candidate.resources
    return [
        use.owner
        for use in uses
        if use.target == function
        and use.section == "Resources"
        and use.owner != function
        and not resources[use.owner].type.startswith(_BYSTANDERS)
    ]


def _going_along(
    comparison: Comparison, function: str, added: dict[str, Difference]
) -> Iterator[Difference]:
    """Yield the permission for the function, and the function where the candidate lacks it."""
    if function in added:
        yield added[function]
    for use in comparison.reference_uses:
        one = added.get(use.owner)
        if use.target == function and one and one.type == "AWS::Lambda::Permission":
            yield one


def _title(idle: Resource | None, *, is_database: bool, names: Sequence[str]) -> str:
    if is_database:
        return (
            "Database Initialization Never Invoked" if idle else "Missing Database Initialization"
        )
    if idle:
        return f"{idle.logical_id} Never Invoked"
    return f"Missing Custom Resource {named(names, 2)}"


def _issue(idle: Resource | None, function: str, names: Sequence[str]) -> str:
    if idle:
        return (
            f"{idle.logical_id} exists, but nothing in the template invokes it: no custom "
            "resource, trigger or state names it."
        )
    whose = f", which {verb(names, 'runs', 'run')} {function} during deployment" if function else ""
    return f"The candidate has no counterpart of the reference's {named(names)}{whose}."


def _suggestion(
    group: Sequence[Difference], function: str, mine: str | None, names: Sequence[str]
) -> str:
    others = [one.logical_id for one in group if one.logical_id not in names]
    along = f" together with {named(others)}" if others else ""
    runs = f", so that {mine or function} runs when the stack is deployed" if function else ""
    return f"Add {named(names)}{along}{runs}."


BARE = """
    Resources:
      SchemaSetup:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: index.handler
          Role: arn:aws:iam::111122223333:role/setup
          Code:
            S3Bucket: artefacts
            S3Key: setup.zip
"""
INVOKED = (
    BARE
    + """      SchemaSetupRun:
        Type: Custom::SchemaSetup
        Properties:
          ServiceToken: !GetAtt SchemaSetup.Arn
"""
)
EXAMPLES = (
    Example("nothing runs the function", BARE, INVOKED, fixed=INVOKED),
    Example("the custom resource is there", INVOKED, INVOKED, reported=False),
    Example("no reference", BARE, reported=False),
)
RULE = Rule(
    "missing-custom-resource",
    "Custom resource",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Custom resources",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "template-custom-resources.html",
        ),
    ),
)
