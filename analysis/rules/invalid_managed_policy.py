"""Managed policies that are attached exist.

A policy of AWS is named by its ARN, path included. A name that does not exist is found only when
the role is created.
"""

from collections.abc import Iterator
from dataclasses import replace

from analysis.adoption.style import style_of
from analysis.comparison import Difference
from analysis.findings import Fix, Impact, Link, Safety, Severity
from analysis.fixing.changing import Change, Replace, fix_of
from analysis.rules.evidence import of_reference
from analysis.rules.managed_policies import meant_policy, policy_name
from analysis.rules.places import list_of
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.substitution import as_text
from analysis.syntax import ArrayNode, IntrinsicNode, Node, Path, ScalarNode
from analysis.template import Template

_HOLDERS = ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group")
_PROPERTY = "ManagedPolicyArns"
_POLICY = ":iam::aws:policy/"


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for each policy that does not exist."""
    comparison = context.comparison
    shared = {arn for _, _, arn in _policies(comparison.reference)} if comparison else set()
    wrong: dict[str, list[tuple[Path, Node]]] = {}
    for path, node, arn in _policies(context.candidate):
        if meant_policy(arn) and arn not in shared:
            wrong.setdefault(arn, []).append((path, node))
    for arn, places in wrong.items():
        yield _draft(context, arn, places)


def _policies(template: Template) -> Iterator[tuple[Path, Node, str]]:
    for holder in template.of_type(*_HOLDERS):
        listed = holder.property(_PROPERTY)
        if isinstance(listed, ArrayNode):
            for number, node in enumerate(listed.items):
                yield (*holder.path, "Properties", _PROPERTY, number), node, as_text(node)


def _draft(context: Context, arn: str, places: list[tuple[Path, Node]]) -> Draft:
    owners = list(dict.fromkeys(str(path[1]) for path, _ in places))
    covers = [*_covered(context, arn, owners)]
    right = meant_policy(arn)
    theirs = [as_text(one.reference) for one in covers if one.reference]
    fix = None if right in theirs else _attached(context.candidate, right, places)
    return Draft(
        key=arn,
        severity=Severity.CRITICAL,
        title=f"Invalid Managed Policy ARN: {policy_name(arn)} Does Not Exist",
        issue=f"{named(owners)} {verb(owners, 'attaches', 'attach')} {coded([arn])}; AWS has no "
        "such policy.",
        suggestion=f"Attach {coded([right])}.",
        root_cause="The candidate names a managed policy that does not exist under this ARN.",
        impact=Impact(
            deployment=f'Creating the role fails: "Policy {_said(arn)} does not exist or is not '
            'attachable".',
        ),
        candidate=tuple(Evidence(path, node) for path, node in places),
        reference=of_reference(covers),
        covers=tuple(covers),
        fixes=(fix,) if fix else (),
        fix_title=f"Attach {named([*map(policy_name, theirs)])} as the reference does"
        if theirs
        else f"Take {policy_name(arn)} off, as the reference does",
        prior=0.3,
        logical_ids=tuple(owners),
        properties=(_PROPERTY,),
    )


def _said(arn: str) -> str:
    """Return an ARN as AWS says it in most regions."""
    return arn.replace("${AWS::Partition}", "aws")


def _attached(template: Template, right: str, places: list[tuple[Path, Node]]) -> Fix | None:
    """Return the fix that writes the policy that is meant, in the form that stands there."""
    changes: list[Change] = []
    for path, node in places:
        written = node
        while isinstance(written, IntrinsicNode):
            written = written.argument
        if not isinstance(written, ScalarNode) or _POLICY not in written.text:
            return None
        before = written.text.partition(_POLICY)[0]
        text = replace(written, text=before + _POLICY + right.partition(_POLICY)[2])
        steps = (*path, node.name) if isinstance(node, IntrinsicNode) else path
        changes.append(Replace(steps, text))
    title = f"Attach {policy_name(right)}"
    return fix_of(template, style_of(template.reading), title, Safety.REVIEW, changes)


def _covered(context: Context, arn: str, owners: list[str]) -> Iterator[Difference]:
    differences = context.comparison.differences if context.comparison else ()
    own = [
        one
        for one in differences
        if one.candidate_id in owners and one.property_name == _PROPERTY and one.path[2:]
    ]
    wrong = [one for one in own if one.candidate and as_text(one.candidate) == arn]
    right = [
        one
        for one in own
        if one.candidate is None and one.reference and as_text(one.reference) == meant_policy(arn)
    ]
    lists = {list_of(one) for one in wrong}
    yield from (one for one in own if one in wrong or (one in right and list_of(one) in lists))


WRONG = """
    Resources:
      Recorder:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {}
          ManagedPolicyArns:
            - arn:aws:iam::aws:policy/service-role/ConfigRole
"""
RIGHT = WRONG.replace("/ConfigRole", "/AWS_ConfigRole")
NONE = WRONG.replace("service-role/ConfigRole", "ReadOnlyAccess")
PARTITION = WRONG.replace("arn:aws:", "!Sub arn:${AWS::Partition}:")
WITHOUT_PATH = RIGHT.replace("service-role/", "")
EXAMPLES = (
    Example("a policy that does not exist", WRONG, RIGHT, fixed=RIGHT),
    Example("a policy without its path", WITHOUT_PATH, RIGHT, fixed=RIGHT),
    Example("the reference attaches nothing", WRONG, NONE, fixed=RIGHT),
    Example("no reference", WRONG, fixed=RIGHT),
    Example("a function writes it", PARTITION, fixed=PARTITION.replace("/Con", "/AWS_Con")),
    Example("a policy that exists", RIGHT, RIGHT, reported=False),
    Example("the reference attaches it too", WRONG, WRONG, reported=False),
)
RULE = Rule(
    "invalid-managed-policy",
    "Managed policies",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "AWS managed policies",
            "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
        ),
    ),
)
