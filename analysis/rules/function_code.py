"""Inline code does what the reference's does.

Code that stands in the template is part of what is deployed.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(Lambda|Serverless)::(Function|LayerVersion)$",
        paths=r"^(Code|InlineCode|Handler|PackageType|Layers|Content)",
    ),
    words={
        Operation.CHANGE: Words(
            title="Different Lambda Code{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate's code, or where it comes from, is another than the "
            "reference's.",
            prior=0.15,
        ),
        Operation.ADD: Words(
            title="Missing Lambda Code or Handler{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out what the reference says of its code.",
            prior=0.17,
        ),
        Operation.REMOVE: Words(
            title="Surplus Lambda Code Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate says of its code what the reference does not.",
            prior=0.05,
        ),
    },
    prior=0.2,
    rivals=r"^Code\.(ZipFile|S3\w+|ImageUri)$",
)
CANDIDATE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          Handler: app.main
"""
REFERENCE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          Handler: index.handler
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "function-code",
    "Lambda code",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda functions",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference"
            "/aws-properties-lambda-function-code.html",
        ),
    ),
    residual=True,
)
