"""Functions have the memory, time, network and variables of the reference.

A variable that the code reads and nobody sets, or a timeout that is too short, shows only at run
time.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(Lambda|Serverless)::(Function|Version|Alias|LayerVersion|Url)",
        wholes=r"AWS::(Lambda|Serverless)::(Function|Version|Alias|LayerVersion|Url)",
        paths=r"^(?!Tags|FunctionName)",
    ),
    words={
        Operation.ADD: Words(
            title="Missing Lambda Configuration{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves settings of the functions to their defaults.",
            impact=Impact(
                performance="Functions run short of time or memory, or miss a variable.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Lambda Configuration{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate gives the functions other settings than the reference.",
            impact=Impact(
                performance="Functions have other limits than the reference's.",
            ),
            prior=0.18,
        ),
        Operation.REMOVE: Words(
            title="Surplus Lambda Configuration{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate gives the functions what the reference does without.",
        ),
    },
    prior=0.14,
    split=by_property,
)
CANDIDATE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          Timeout: 3
"""
REFERENCE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          Timeout: 60
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "function-settings",
    "Lambda configuration",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda configuration",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-functions.html",
        ),
    ),
    residual=True,
)
