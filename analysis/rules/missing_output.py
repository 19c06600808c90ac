"""The stack hands out what the reference hands out.

Other stacks, tests and people read outputs; an export is a contract with other stacks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.comparison import Comparison, Operation
from analysis.exports import exports
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.theme import Theme, Words, theme_check
from analysis.rules.values import either, has_key, is_part, part_at
from analysis.rules.words import coded
from analysis.uses import UseKind, find_uses

THEME = Theme(
    claims=lambda one: one.section == "Outputs" and one.path[-1:] != ("Description",),
    words={
        Operation.ADD: (
            Words(
                title="Missing Output Exports{which}",
                lead="Other stacks cannot import values that are not exported: cross-stack "
                "references to them need these exports.",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not hand to others what the reference exports.",
                impact=Impact(
                    deployment='A stack that imports them fails: "No export named ... found".',
                ),
                when=either(part_at(r"^Export"), lambda one: has_key(one.reference, ("Export",))),
                prior=0.18,
            ),
            Words(
                title="Incomplete Output{s}{which}: {properties}",
                lead="The output is handed out on a condition in the reference, and always here.",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not make the output depend on what it tells of.",
                impact=Impact(
                    deployment="An output that names a resource which is not created is refused.",
                ),
                when=part_at(r"^Condition$"),
                prior=0.13,
            ),
            Words(
                title="Incomplete Output{s}{which}: {properties}",
                severity=Severity.LOW,
                root_cause="The candidate leaves out what the reference says of its outputs.",
                prior=0.06,
                when=is_part,
            ),
            Words(
                title="Missing Outputs{which}",
                lead="Whoever reads the stack's outputs, a script or an integration test, does "
                "not find these values.",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not hand out what the reference hands out.",
                prior=0.14,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Export Names{which}",
                lead="Export names are a contract: a stack that imports a value by the other "
                "export name does not find it.",
                severity=Severity.MEDIUM,
                root_cause="The candidate exports by other names than the reference.",
                impact=Impact(
                    deployment="A stack that imports the reference's names does not find them.",
                ),
                when=part_at(r"^Export"),
                prior=0.07,
            ),
            Words(
                title="Different Outputs{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate hands out other values than the reference.",
                prior=0.06,
            ),
        ),
        Operation.REMOVE: Words(
            title="Surplus Outputs{which}",
            severity=Severity.LOW,
            root_cause="The candidate hands out what the reference does not.",
            prior=0.03,
        ),
    },
    prior=0.25,
)
_PER_STACK = re.compile(r"\$\{(?!AWS::(Region|AccountId|Partition)\})")


def check(context: Context) -> Iterator[Draft]:
    """Yield what the theme finds; what another of the given templates imports is grave."""
    imported = {
        use.target
        for template in context.exporters
        for use in find_uses(template)
        if use.kind is UseKind.IMPORT
    }
    for draft in theme_check(THEME)(context):
        awaited = _awaited(context.comparison, draft) & imported if context.comparison else set()
        if not awaited:
            yield draft
            continue
        names = coded(sorted(awaited))
        yield replace(
            draft,
            severity=Severity.HIGH,
            issue=f"Another of the given templates imports {names}. {draft.issue}",
        )


def _awaited(comparison: Comparison, draft: Draft) -> set[str]:
    """Return the names that the reference exports and the candidate does not, of these outputs."""
    owners = {one.reference_id for one in draft.covers if one.operation is not Operation.REMOVE}
    theirs = {one.name for one in exports(comparison.reference) if one.logical_id in owners}
    ours = {one.name for one in exports(comparison.candidate)}
    # A name with the stack's in it is another for each stack.
    return {name for name in theirs - ours if not _PER_STACK.search(name)}


CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
    Outputs:
      StoreName:
        Value: !Ref Store
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "missing-output",
    "Outputs and exports",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Outputs",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs"
            "-section-structure.html",
        ),
    ),
    residual=True,
)
