"""Functions reserve no more concurrency than the account can give.

Lambda keeps a part of the account's concurrency unreserved; a new account has little to reserve.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import part_at

_MINIMUM = (
    "Where the account's limit is low, creation fails: \"decreases account's "
    'UnreservedConcurrentExecution below its minimum value".'
)
_RESERVED = r"ReservedConcurrentExecutions"
THEME = Theme(
    claims=about(paths=r"ReservedConcurrentExecutions|ProvisionedConcurrency"),
    words={
        Operation.REMOVE: (
            Words(
                title="Reserved Concurrency{of} Against the Account Limit",
                severity=Severity.CRITICAL,
                root_cause="The candidate reserves a part of the account's concurrency; the "
                "reference reserves none.",
                impact=Impact(deployment=_MINIMUM),
                when=part_at(_RESERVED),
                prior=0.34,
            ),
            Words(
                title="Provisioned Concurrency{of} That the Reference Does Without",
                severity=Severity.MEDIUM,
                root_cause="The candidate keeps environments ready; the reference does not.",
                impact=Impact(cost="What is kept ready is charged by the hour."),
                prior=0.19,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Reserved Concurrency{of}",
            severity=Severity.HIGH,
            root_cause="The candidate reserves another share of the account's concurrency.",
            prior=0.25,
        ),
        Operation.ADD: (
            Words(
                title="Missing Reserved Concurrency{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate lets the functions take all of the account's "
                "concurrency.",
                when=part_at(_RESERVED),
                prior=0.2,
            ),
            Words(
                title="Missing Provisioned Concurrency{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate keeps no environments ready.",
                prior=0.22,
            ),
        ),
    },
    prior=0.35,
)
CANDIDATE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          ReservedConcurrentExecutions: 100
          Role: arn:aws:iam::111122223333:role/x
"""
REFERENCE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "reserved-concurrency",
    "Concurrency limit",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Reserved concurrency",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
        ),
    ),
    residual=True,
)
