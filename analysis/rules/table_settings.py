"""Tables are keyed, billed and streamed as in the reference.

Keys and indexes cannot be changed afterwards without replacing the table.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole, part_at

THEME = Theme(
    claims=about(types=r"AWS::DynamoDB", wholes=r"AWS::DynamoDB", paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing DynamoDB Table{s}{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out tables that the reference has.",
                when=is_whole,
                prior=0.14,
            ),
            Words(
                title="Missing DynamoDB Index{on}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out indexes of the tables.",
                impact=Impact(
                    performance="Queries of the index fail; without it, the table is scanned.",
                ),
                when=part_at(r"SecondaryIndexes(\.IndexName=[^.]*)?$"),
                prior=0.17,
            ),
            Words(
                title="Incomplete DynamoDB Configuration{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out settings of the tables.",
                prior=0.08,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different DynamoDB Settings{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate sets up the tables otherwise than the reference.",
            prior=0.11,
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus DynamoDB Table{s}{list}",
                severity=Severity.HIGH,
                root_cause="The candidate creates tables that the reference does without.",
                when=is_whole,
                prior=0.11,
            ),
            Words(
                title="Surplus DynamoDB Configuration{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate gives the tables what the reference does without.",
                prior=0.11,
            ),
        ),
    },
    prior=0.18,
)
CANDIDATE = """
    Resources:
      Orders:
        Type: AWS::DynamoDB::Table
        Properties:
          BillingMode: PROVISIONED
"""
REFERENCE = """
    Resources:
      Orders:
        Type: AWS::DynamoDB::Table
        Properties:
          BillingMode: PAY_PER_REQUEST
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "table-settings",
    "DynamoDB",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "DynamoDB tables",
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Worki"
            "ngWithTables.html",
        ),
    ),
    residual=True,
)
