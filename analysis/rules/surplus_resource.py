"""Nothing is created that the reference does without.

Each resource more is something to pay for, to permit and to watch.
"""

from analysis.comparison import Operation
from analysis.findings import Severity
from analysis.rules import guide
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_family, theme_check

THEME = Theme(
    claims=about(wholes=r".", types=r"$."),
    words={
        Operation.REMOVE: Words(
            title="Surplus {types}",
            severity=Severity.MEDIUM,
            root_cause="The candidate creates resources that the reference does without.",
            prior=0.08,
        ),
    },
    prior=0.2,
    split=by_family,
    most=12,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Images:
        Type: AWS::ECR::Repository
"""
REFERENCE = """
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
    "surplus-resource",
    "Surplus resources",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (guide.RESOURCES,),
    residual=True,
)
