"""Resources go or stay with the stack as the reference says.

Without a `DeletionPolicy`, CloudFormation deletes most resources with the stack; with `Retain`
they stay behind, keep their names and cost money.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check

THEME = Theme(
    claims=about(paths=r"^(DeletionPolicy|UpdateReplacePolicy)$"),
    words={
        Operation.ADD: Words(
            title="Missing {properties}{on}",
            severity=Severity.HIGH,
            root_cause="The candidate does not say what becomes of these resources when the "
            "stack is deleted.",
            impact=Impact(
                deployment="Deleting the stack, or a change that replaces the resource, follows "
                "the default of its type.",
                security="Data may be lost, or stay behind, when the stack goes.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different {properties}{on}",
            severity=Severity.HIGH,
            root_cause="The candidate chooses another fate for these resources than the reference.",
            impact=Impact(
                deployment="Deleting the stack leaves behind, or destroys, what the reference does"
                " not.",
            ),
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="{properties} Blocks Clean Removal{of}",
            severity=Severity.HIGH,
            root_cause="The candidate keeps resources that the reference lets go with the stack.",
            impact=Impact(
                deployment='Kept resources block a new deployment under the same names: "already '
                'exists".',
                cost="Kept resources go on costing money after the stack is gone.",
            ),
            prior=0.14,
        ),
    },
    prior=0.25,
    split=by_property,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: store
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        DeletionPolicy: Retain
        Properties:
          BucketName: store
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "deletion-policy",
    "Deletion policy",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "DeletionPolicy attribute",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-att"
            "ribute-deletionpolicy.html",
        ),
    ),
    residual=True,
)
