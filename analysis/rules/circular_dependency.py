"""Resources do not wait for each other in a circle.

CloudFormation creates a resource after those it names. In a circle none can be the first, and the
template is rejected.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.comparison import Comparison, Difference
from analysis.dependencies import Cycle, cycles, dependency_graph
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import at_path, of_reference
from analysis.rules.families import names_below
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import named
from analysis.syntax import Path
from analysis.uses import Use, target_section

# What lets one resource name another without either waiting for the other.
_APART = re.compile(r"(Ingress|Egress|Policy|Permission|Subscription|Association|Attachment)$")
_MOVES = {
    "AWS::EC2::SecurityGroup": "a security group rule, say, into `AWS::EC2::SecurityGroupIngress`",
    "AWS::IAM::Role": "a role's policy, say, into `AWS::IAM::Policy`",
}


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each group of resources that wait for each other."""
    graph = dependency_graph(context.candidate, context.candidate_uses)
    found = cycles(graph, "Resources")
    if not found:
        return
    by_owner = _uses_by_owner(context)
    named_in = _NamedIn.of(context.comparison) if context.comparison else None
    for cycle in found:
        names = {name for _, name in cycle.nodes}
        members = [name for name in context.candidate.resources if name in names]
        uses = [use for name in members for use in by_owner.get(name, ()) if use.target in names]
        covers = [*named_in.covered(members)] if named_in else []
        yield _draft(context, cycle, members, uses, covers)


def _uses_by_owner(context: Context) -> Mapping[str, Sequence[Use]]:
    """Return what the candidate's resources use of each other, in the text's order."""
    found: dict[str, list[Use]] = {}
    for use in context.candidate_uses:
        if use.section == "Resources" and target_section(context.candidate, use) == "Resources":
            found.setdefault(use.owner, []).append(use)
    return found


def _draft(
    context: Context,
    cycle: Cycle,
    members: Sequence[str],
    uses: Sequence[Use],
    covers: Sequence[Difference],
) -> Draft:
    circle = [name for _, name in cycle.way]
    steps = {*pairwise(circle)}
    return Draft(
        key=" ".join(sorted(members)),
        severity=Severity.CRITICAL,
        title=f"Circular Dependency Between {named(members, 2)}",
        issue=f"{named(members, 8)} name each other in a circle: {' → '.join(circle)}.",
        suggestion=_suggestion(covers, [context.candidate.resources[one].type for one in members]),
        root_cause="The candidate puts into one resource what needs the other to exist, and the "
        "other way round.",
        impact=Impact(
            deployment='Stack creation fails at once: "Circular dependency between resources: '
            f'[{", ".join(members)}]".',
        ),
        candidate=tuple(
            one
            for use in uses
            if (use.owner, use.target) in steps
            for one in at_path(context.candidate, use.path)
        ),
        reference=of_reference(covers),
        covers=tuple(covers),
        fix_title="Break the circle as the reference does",
        prior=0.25,
        logical_ids=tuple(members),
        properties=tuple(dict.fromkeys(_properties(uses))),
    )


def _properties(uses: Sequence[Use]) -> Iterator[str]:
    for use in uses:
        steps = [str(step) for step in use.path if isinstance(step, str)]
        if "Properties" in steps[:3] and len(steps) > 3:  # noqa: PLR2004 (section, name, key)
            yield steps[3]


def _suggestion(covers: Sequence[Difference], types: Sequence[str]) -> str:
    apart = [one.logical_id for one in covers if one.is_whole_entity and one.reference]
    if apart:
        return f"Put these uses into resources of their own, as the reference: {named(apart)}."
    way = next((f": {said}" for kind, said in _MOVES.items() if kind in types), "")
    return (
        f"Move one of these uses into a resource of its own, which can be created after both{way}."
    )


@dataclass(frozen=True, slots=True)
class _NamedIn:
    """What is named at or below each path of either template, gathered once for all circles."""

    comparison: Comparison
    candidate: Mapping[Path, set[str]]
    reference: Mapping[Path, set[str]]

    @classmethod
    def of(cls, comparison: Comparison) -> "_NamedIn":
        """Return it for a pair."""
        uses = (comparison.candidate_uses, comparison.reference_uses)
        return cls(comparison, *map(names_below, uses))

    def covered(self, members: Iterable[str]) -> Iterator[Difference]:
        """Yield what the reference does otherwise with uses between the members of a circle."""
        mine = set(members)
        alignment = self.comparison.alignment
        known = {alignment.reference_id("Resources", one) or one for one in mine}
        for one in self.comparison.differences:
            inside = one.candidate_id in mine and one.candidate is not None
            if (inside and self.candidate.get(one.candidate_path, set()) & mine) or (
                one.is_whole_entity
                and one.reference
                and _APART.search(one.type)
                and len(self.reference.get(one.reference_path, set()) & known) > 1
            ):
                yield one


CIRCLE = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
          SecurityGroupEgress:
            - IpProtocol: tcp
              FromPort: 8080
              ToPort: 8080
              DestinationSecurityGroupId: !Ref App
      App:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: App
          SecurityGroupIngress:
            - IpProtocol: tcp
              FromPort: 8080
              ToPort: 8080
              SourceSecurityGroupId: !Ref Web
"""
CHAIN = """
    Resources:
      Web:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: Web
      App:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: App
          SecurityGroupIngress:
            - IpProtocol: tcp
              FromPort: 8080
              ToPort: 8080
              SourceSecurityGroupId: !Ref Web
"""
EXAMPLES = (
    Example("two groups that name each other", CIRCLE, CHAIN, fixed=CHAIN),
    Example("no reference", CIRCLE),
    Example("one names the other", CHAIN, reported=False),
)
RULE = Rule(
    "circular-dependency",
    "Circular dependency",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Troubleshooting CloudFormation",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
        ),
    ),
)
