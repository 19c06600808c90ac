"""Resources are created in the order of the reference.

CloudFormation orders resources by what they name; an order that is not visible there needs
`DependsOn`.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(paths=r"^(DependsOn|CreationPolicy|UpdatePolicy)"),
    words={
        Operation.ADD: Words(
            title="Missing DependsOn{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate relies on an order that it does not state.",
            impact=Impact(
                deployment="Creation fails now and then, as resources are created in parallel.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different DependsOn{on}",
            severity=Severity.MEDIUM,
            root_cause="The candidate states another order than the reference.",
            impact=Impact(
                deployment="Resources are created in another order.",
            ),
            prior=0.14,
        ),
        Operation.REMOVE: Words(
            title="Redundant DependsOn{on}",
            severity=Severity.LOW,
            root_cause="The candidate states an order that follows from its references, or is "
            "not needed.",
            impact=Impact(
                deployment="Creation takes longer than it needs.",
            ),
        ),
    },
    prior=0.26,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Later:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Later:
        Type: AWS::S3::Bucket
        DependsOn: Store
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "depends-on",
    "Resource ordering",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "DependsOn attribute",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-att"
            "ribute-dependson.html",
        ),
    ),
    residual=True,
)
