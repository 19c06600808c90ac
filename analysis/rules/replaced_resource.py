"""A job is done by the kind of resource that does it in the reference.

A fixed server in place of an Auto Scaling group, an instance in place of a cluster: the two are
one choice, and not one resource missing and another too many.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_candidate, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of
from analysis.rules.tables import table
from analysis.rules.words import coded, counted, named, verb
from analysis.template import Template

_CAPACITY = ("AWS::EC2::Instance", "AWS::AutoScaling::AutoScalingGroup")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each kind that the candidate has in another's stead."""
    comparison = context.comparison
    if comparison is None:
        return
    kin: Mapping[str, Collection[str]] = table("kin_types")
    for ours, surplus in _wholes(comparison, Operation.REMOVE).items():
        if _has(comparison.reference, ours):
            continue
        for theirs, missing in _wholes(comparison, Operation.ADD).items():
            if theirs in kin.get(ours, ()) and not _has(comparison.candidate, theirs):
                yield _draft(ours, surplus, theirs, missing)


def _wholes(comparison: Comparison, operation: Operation) -> dict[str, list[Difference]]:
    """Return the resources that one side alone has, by type."""
    found: dict[str, list[Difference]] = {}
    for one in comparison.differences:
        if one.section == "Resources" and one.is_whole_entity and one.operation is operation:
            found.setdefault(one.type, []).append(one)
    return found


def _has(template: Template, type_: str) -> bool:
    return any(one.type == type_ for one in template.resources.values())


def _kinds(ours: str, theirs: str) -> tuple[str, str]:
    """Return what two types are called; with their services where that is one word."""
    names = [one.split("::") for one in (ours, theirs)]
    start = -1 if names[0][-1] != names[1][-1] else -2
    kind, other = (" ".join(one[start:]) for one in names)
    return kind, other


def _draft(
    ours: str, surplus: Sequence[Difference], theirs: str, missing: Sequence[Difference]
) -> Draft:
    mine, known = ids_of(surplus), ids_of(missing)
    kind, other = _kinds(ours, theirs)
    is_fixed = (ours, theirs) == _CAPACITY
    title = (
        "Fixed EC2 Instances Instead of an Auto Scaling Group"
        if is_fixed
        else f"{kind} Instead of {other}: {named(mine, 2)}"
    )
    return Draft(
        key=f"{ours} {theirs}",
        severity=Severity.HIGH,
        title=title,
        issue=f"The candidate has {counted(len(mine), 'resource')} of type {ours} ({coded(mine)}) "
        f"where the reference has {coded(known)} of type {theirs}; neither template has "
        "any of the other's type.",
        suggestion=f"Put {coded(known)} ({theirs}) for {coded(mine)}, as the reference defines "
        f"{verb(known, 'it', 'them')}.",
        root_cause=f"The candidate does with {kind} what the reference does with {other}.",
        impact=Impact(performance="Servers that fail are not replaced, and none are added.")
        if is_fixed
        else Impact(),
        candidate=of_candidate(surplus),
        reference=of_reference(missing),
        covers=(*surplus, *missing),
        fix_title=f"Put {named(known, 3)} for {named(mine, 3)}",
        prior=0.25,
    )


FIXED = """
    Resources:
      Site:
        Type: AWS::S3::Bucket
      Server:
        Type: AWS::EC2::Instance
        Properties:
          ImageId: ami-1
"""
SCALED = """
    Resources:
      Site:
        Type: AWS::S3::Bucket
      Servers:
        Type: AWS::AutoScaling::AutoScalingGroup
        Properties:
          MaxSize: 2
          MinSize: 1
"""
BOTH = FIXED + SCALED.partition("AWS::S3::Bucket\n")[2]
EXAMPLES = (
    Example("a fixed server", FIXED, SCALED, fixed=SCALED),
    Example("the candidate has both", BOTH, SCALED, reported=False),
    Example("no reference", FIXED, reported=False),
)
RULE = Rule(
    "replaced-resource",
    "Another kind of resource",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Resource types",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "aws-template-resource-type-ref.html",
        ),
    ),
    residual=True,
)
