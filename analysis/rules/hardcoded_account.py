"""A template names the account that it is deployed in by `AWS::AccountId`.

An account's number that stands in an ARN names the resources of that account only: deployed
elsewhere, the stack asks for what is not there, or not its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.adoption.style import style_of
from analysis.comparison import Comparison, Difference
from analysis.findings import Fix, Impact, Link, Safety, Severity
from analysis.fixing.changing import Replace, fix_of, function, scalar
from analysis.rules.evidence import at_path, of_reference
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, named, verb
from analysis.syntax import IntrinsicNode, Node, Path, ScalarNode, follow, plain, walk
from analysis.template import Template

# What is named by its ARN and is, as a rule, one's own; log delivery and layers are AWS's.
_SERVICES = (
    "acm|cognito-idp|dynamodb|elasticfilesystem|events|kinesis|kms|logs|rds|s3:[\\w-]*|secretsmanager"
    "|sns|sqs|ssm|states|wafv2"
)
_ARN = re.compile(
    rf"arn:(?:aws[\w-]*|\$\{{AWS::Partition\}}):(?:(?:{_SERVICES}):[^:]*:(\d{{12}}):"
    r"|iam::(\d{12}):(?:role|policy|user|instance-profile|server-certificate)/)"
)
_ACCOUNT = "AWS::AccountId"


@dataclass(frozen=True, slots=True)
class _Found:
    """A text with an account's number in it, where it stands, and what differs there."""

    logical_id: str
    path: Path
    node: ScalarNode
    account: str
    difference: Difference | None = None


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each account whose number stands in ARNs of the candidate alone."""
    comparison = context.comparison
    found = [*(_differing(comparison) if comparison else _all(context.candidate))]
    for account in dict.fromkeys(one.account for one in found):
        yield _draft(context, account, [one for one in found if one.account == account])


def _all(template: Template) -> Iterator[_Found]:
    for resource in template.resources.values():
        for path, node in walk(resource.node):
            for account, scalar_ in _accounts(node):
                yield _Found(resource.logical_id, (*resource.path, *path), scalar_, account)


def _differing(comparison: Comparison) -> Iterator[_Found]:
    """Yield what of an ARN differs where the reference does not write this number."""
    theirs = str(plain(comparison.reference.root))
    for one in comparison.differences:
        if one.section != "Resources" or one.candidate is None:
            continue
        for path, node in walk(one.candidate):
            for account, scalar_ in _accounts(node):
                if account not in theirs:
                    difference = None if one.is_whole_entity else one
                    at = (*one.candidate_path, *path)
                    yield _Found(one.logical_id, at, scalar_, account, difference)


def _accounts(node: Node) -> Iterator[tuple[str, ScalarNode]]:
    if isinstance(node, ScalarNode):
        for hit in _ARN.finditer(node.text):
            yield hit[1] or hit[2], node


def _draft(context: Context, account: str, found: Sequence[_Found]) -> Draft:
    owners = list(dict.fromkeys(one.logical_id for one in found))
    covers = list({id(one.difference): one.difference for one in found if one.difference}.values())
    in_place = any(_ACCOUNT in str(plain(one.reference)) for one in covers if one.reference)
    fix = _fix(context.candidate, account, found)
    return Draft(
        key=account,
        severity=Severity.HIGH,
        title=f"Hardcoded Account ID in {named(owners, 2)}: {account}",
        issue=f"{coded(owners)} {verb(owners, 'names', 'name')} the account `{account}` in an ARN"
        + (f"; the reference writes `{_ACCOUNT}`." if in_place else "."),
        suggestion=f"Write `${{{_ACCOUNT}}}` for the number, or take the ARN from a parameter or a "
        "resource of the template.",
        root_cause="The candidate writes down the number of one account.",
        impact=Impact(
            deployment=f"Deployed in another account, the stack still names what belongs to "
            f"{account}: creation or use of it fails there, or needs that account's permission."
        ),
        candidate=tuple(_evidence(context.candidate, found)),
        reference=of_reference(covers),
        covers=tuple(covers),
        fixes=(fix,) if fix and not covers else (),
        prior=0.15,
        about=tuple(owners),
    )


def _evidence(template: Template, found: Sequence[_Found]) -> Iterator[Evidence]:
    for one in found:
        yield from at_path(template, one.path)


def _fix(template: Template, account: str, found: Sequence[_Found]) -> Fix | None:
    """Return the fix that writes the account's number as that of the deployment."""
    changes = []
    for one in {one.path: one for one in found}.values():
        text = one.node.text.replace(f":{account}:", f":${{{_ACCOUNT}}}:")
        holder = follow(template.root, one.path[:-1])
        if isinstance(holder, IntrinsicNode) and holder.name == "Fn::Sub":
            changes.append(Replace(one.path, scalar(text)))
        elif isinstance(holder, IntrinsicNode) or "${" in one.node.text:
            return None
        else:
            changes.append(Replace(one.path, function("Fn::Sub", scalar(text))))
    title = f"Name the account by {_ACCOUNT}"
    return fix_of(template, style_of(template.reading), title, Safety.REVIEW, changes)


STATED = """
    Resources:
      Alarm:
        Type: AWS::CloudWatch::Alarm
        Properties:
          AlarmActions:
            - arn:aws:sns:us-east-1:069919905910:alerts
"""
OWN = STATED.replace("arn:", "!Sub arn:").replace("069919905910", "${AWS::AccountId}")

LOGS = """
    Resources:
      Delivery:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: logs
          PolicyDocument:
            Statement:
              - Principal:
                  AWS: arn:aws:iam::127311923021:root
"""
EXAMPLES = (
    Example("the reference names its own", STATED, OWN, fixed=OWN),
    Example("no reference", STATED, fixed=OWN),
    Example("the reference names the same account", STATED, STATED, reported=False),
    Example("an account of AWS", LOGS, reported=False),
    Example("the account of the deployment", OWN, reported=False),
)
RULE = Rule(
    "hardcoded-account",
    "External dependency",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Pseudo parameters",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "pseudo-parameter-reference.html",
        ),
    ),
)
