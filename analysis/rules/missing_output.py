"""The stack hands out what the reference hands out.

Other stacks, tests and people read outputs; an export is a contract with other stacks.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, theme_check
from analysis.rules.values import either, has_key, is_part, part_at

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
    theme_check(THEME),
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
