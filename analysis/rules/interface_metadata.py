"""The console groups and labels the parameters.

`AWS::CloudFormation::Interface` tells whoever deploys by hand what the parameters are for.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, theme_check

THEME = Theme(
    claims=lambda one: one.section == "Metadata",
    words={
        Operation.ADD: Words(
            title="Missing CloudFormation Interface Metadata",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves out the metadata that groups and labels its "
            "parameters.",
            impact=Impact(
                deployment="The console lists the parameters unordered and without labels.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Incomplete CloudFormation Interface Metadata",
            severity=Severity.LOW,
            root_cause="The candidate groups its parameters otherwise.",
            prior=0.13,
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
    Metadata:
      AWS::CloudFormation::Interface:
        ParameterGroups: []
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "interface-metadata",
    "Interface metadata",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "AWS::CloudFormation::Interface",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-res"
            "ource-cloudformation-interface.html",
        ),
    ),
    residual=True,
)
