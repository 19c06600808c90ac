"""Values by region or environment are those of the reference.

A mapping holds what differs between regions or environments.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, theme_check
from analysis.rules.values import is_whole

THEME = Theme(
    claims=lambda one: one.section == "Mappings",
    words={
        Operation.ADD: (
            Words(
                title="Missing Mapping{s}{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out values that the reference keeps in a mapping.",
                when=is_whole,
                prior=0.2,
            ),
            Words(
                title="Incomplete Mapping{s}{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate's mappings lack values that the reference's have.",
                prior=0.2,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Mapping{s}{which}",
            severity=Severity.MEDIUM,
            root_cause="The candidate maps to other values than the reference.",
            prior=0.11,
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Mapping{s}{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate keeps values in a mapping that the reference does "
                "without.",
                when=is_whole,
                prior=0.02,
            ),
            Words(
                title="Surplus Values in Mapping{s}{which}",
                severity=Severity.LOW,
                root_cause="The candidate maps what the reference does not.",
                prior=0.02,
            ),
        ),
    },
    prior=0.24,
    names_wholes=True,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Mappings:
      Sizes:
        live:
          Hosts: 2
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
    "mappings",
    "Mappings",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Mappings",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mapping"
            "s-section-structure.html",
        ),
    ),
    residual=True,
)
