"""Policies name resources by their ARNs.

`Ref` of a bucket, a table or a log group gives its name. A statement takes an ARN or `*`: a policy
with a bare name in it is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from analysis.adoption.style import style_of
from analysis.comparison import Comparison, Difference
from analysis.findings import Fix, Impact, Link, Safety, Severity
from analysis.fixing.changing import Replace, fix_of, function, scalar
from analysis.rules.evidence import of_reference
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import coded, counted, named, value_text, verb
from analysis.substitution import as_text, sub_arguments
from analysis.syntax import ArrayNode, IntrinsicNode, Node, ObjectNode, Path, ScalarNode, walk
from analysis.template import Resource, Template

# What holds statements; a key's policy says `*`, and other services have other names.
_HOLDERS = re.compile(
    r"AWS::IAM::(Role|Policy|RolePolicy|UserPolicy|GroupPolicy|ManagedPolicy|User|Group)$"
    r"|AWS::S3::BucketPolicy$"
)
NAMED_BY_REF = frozenset(
    {
        "AWS::CodeBuild::Project",
        "AWS::DynamoDB::Table",
        "AWS::ECR::Repository",
        "AWS::ECS::Cluster",
        "AWS::IAM::Role",
        "AWS::IAM::User",
        "AWS::KMS::Key",
        "AWS::Kinesis::Stream",
        "AWS::Lambda::Function",
        "AWS::Logs::LogGroup",
        "AWS::S3::Bucket",
        "AWS::SQS::Queue",
    }
)
"""The types whose Ref is a name or a URL, and which have the attribute Arn."""

# What Ref gives that is no name.
_GIVEN = MappingProxyType({"AWS::KMS::Key": "ID", "AWS::SQS::Queue": "URL"})
_FIRST = re.compile(r"\$\{(\w+)\}")
_TOLD = 3
_FAILURES = {
    "IAM": "Resource must be in ARN format or *",
    "S3 Bucket": "Policy has invalid resource",
}


@dataclass(frozen=True, slots=True)
class _Bare:
    """A resource of a statement that begins with a name, where it stands, and whose name it is."""

    owner: Resource
    path: Path
    node: Node
    named: str


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for the statements that name no ARN, unless the reference's do so too."""
    comparison = context.comparison
    known = {one.owner.logical_id for one in _bare(comparison.reference)} if comparison else set()
    found = [
        one
        for one in _bare(context.candidate)
        if not comparison
        or comparison.alignment.reference_id("Resources", one.owner.logical_id) not in known
    ]
    for kind in _FAILURES:
        told = [one for one in found if _kind(one.owner) == kind]
        if told:
            yield _draft(context, kind, told)


def _bare(template: Template) -> Iterator[_Bare]:
    for owner in template.resources.values():
        if not _HOLDERS.match(owner.type):
            continue
        for path, node in walk(owner.node):
            if isinstance(node, ObjectNode) and node.child("Effect") is not None:
                for at, value in _resources(node):
                    name = None if _is_kept(value) else _FIRST.match(as_text(value))
                    target = template.resources.get(name[1]) if name else None
                    if target is not None and target.type in NAMED_BY_REF:
                        place = (*owner.path, *path, *at)
                        yield _Bare(owner, place, value, target.logical_id)


def _is_kept(value: Node) -> bool:
    """Whether a text stays as it is written: nothing fills it in, or `${!…}` keeps its start."""
    if not isinstance(value, IntrinsicNode):
        return True
    text, _ = sub_arguments(value.argument)
    return value.name == "Fn::Sub" and text is not None and text.text.startswith("${!")


def _resources(statement: ObjectNode) -> Iterator[tuple[Path, Node]]:
    for key in ("Resource", "NotResource"):
        match statement.child(key):
            case ArrayNode(items=items):
                yield from (((key, at), item) for at, item in enumerate(items))
            case ScalarNode() | IntrinsicNode() as value:
                yield (key,), value


def _draft(context: Context, kind: str, found: Sequence[_Bare]) -> Draft:
    owners = list(dict.fromkeys(one.owner.logical_id for one in found))
    texts = list(dict.fromkeys(value_text(one.node) for one in found))
    meant = list(dict.fromkeys(f"{one.named}.Arn" for one in found))
    types = (context.candidate.resources[one.named].type for one in found)
    given = " or ".join(dict.fromkeys(_GIVEN.get(one, "name") for one in types))
    covers = _covered(context.comparison, found) if context.comparison else []
    fix = _fix(context.candidate, found)
    return Draft(
        key=kind,
        severity=Severity.CRITICAL,
        title=f"Invalid Resource ARN in {kind} Policy: {named(owners, 2)}",
        issue=f"{coded(owners)} {verb(owners, 'names', 'name')} {coded(texts, _TOLD)} as a "
        f"policy's Resource, in {counted(len(found), 'place')}. That begins with the {given} "
        f"and is no ARN: `Ref` gives the {given}, `Arn` is an attribute.",
        suggestion=f"Name {coded(meant, _TOLD)}, by Fn::GetAtt or as a variable of Fn::Sub.",
        root_cause="The candidate takes what Ref gives for an ARN.",
        impact=Impact(deployment=f'Creation of the policy fails: "{_FAILURES[kind]}".'),
        candidate=tuple(Evidence(one.path, one.node) for one in found),
        reference=of_reference(covers),
        covers=tuple(covers),
        fixes=(fix,) if fix and not covers else (),
        fix_title="Name the ARNs as the reference does",
        prior=0.07,
        about=tuple(dict.fromkeys(one.named for one in found)),
        properties=("Resource",),
    )


def _kind(owner: Resource) -> str:
    return "S3 Bucket" if owner.type.startswith("AWS::S3::") else "IAM"


def _covered(comparison: Comparison, found: Sequence[_Bare]) -> list[Difference]:
    """Return the differences that lie in these resources of statements."""
    places = [one.path for one in found]
    return [
        one
        for one in comparison.differences
        if one.candidate is not None
        and any(one.candidate_path[: len(place)] == place for place in places)
    ]


def _fix(template: Template, found: Sequence[_Bare]) -> Fix | None:
    """Return the fix that writes the attribute in the name's place."""
    changes = []
    for one in found:
        match one.node:
            case IntrinsicNode(name="Ref"):
                parts = (scalar(one.named), scalar("Arn"))
                node: Node = function("Fn::GetAtt", ArrayNode(one.node.span, parts))
                changes.append(Replace(one.path, node))
            case IntrinsicNode(name="Fn::Sub", argument=ScalarNode(text=text)):
                own = text.replace(f"${{{one.named}}}", f"${{{one.named}.Arn}}", 1)
                changes.append(Replace((*one.path, "Fn::Sub"), scalar(own)))
            case _:
                return None
    return fix_of(
        template, style_of(template.reading), "Name the ARNs", Safety.SAFE, tuple(changes)
    )


BARE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Worker:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {}
          Policies:
            - PolicyName: read
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: s3:GetObject
                    Resource: !Sub ${Store}/*
"""
ARN = BARE.replace("${Store}", "${Store.Arn}")
WRITTEN = BARE.replace("${Store}", "arn:aws:s3:::${Store}")
WHOLE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      StorePolicy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Store
          PolicyDocument:
            Statement:
              Effect: Allow
              Principal: "*"
              Action: s3:ListBucket
              Resource: !Ref Store
"""
TOPIC = BARE.replace("AWS::S3::Bucket", "AWS::SNS::Topic")
EXAMPLES = (
    Example("a bucket's name in a role", BARE, WRITTEN, fixed=WRITTEN),
    Example("a bucket's name in its policy", WHOLE),
    Example("no reference", BARE, fixed=ARN),
    Example("the reference writes so too", BARE, BARE, reported=False),
    Example("an ARN", ARN, reported=False),
    Example("a topic's Ref is its ARN", TOPIC, reported=False),
)
RULE = Rule(
    "policy-resource",
    "Policy resources",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "IAM policy elements: Resource",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
            "reference_policies_elements_resource.html",
        ),
    ),
)
