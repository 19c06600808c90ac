"""What the reference creates is created.

Resources that only the reference has are told by what they do together: one finding for each
family.
"""

from analysis.comparison import Operation
from analysis.findings import Severity
from analysis.rules import guide
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_family, theme_check
from analysis.rules.values import whole_of

THEME = Theme(
    claims=about(wholes=r".", types=r"$."),
    words={
        Operation.ADD: (
            Words(
                title="Missing S3 {types}{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out buckets, or their policies, that the "
                "reference creates.",
                when=whole_of(r"AWS::S3::"),
                prior=0.08,
            ),
            Words(
                title="Missing {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out resources that the reference creates.",
                prior=0.1,
            ),
        ),
    },
    prior=0.18,
    split=by_family,
    most=12,
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
      Images:
        Type: AWS::ECR::Repository
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "missing-resource",
    "Missing resources",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (guide.RESOURCES,),
    residual=True,
)
