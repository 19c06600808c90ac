"""Names and distributions lead where the reference's lead.

A record in a zone that is not one's own, or an origin without access, fails at creation or at the
first request.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole, whole_of

_TYPES = r"AWS::(CloudFront|Route53)"
THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing CloudFront or Route 53 Resources{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out how the service is found or delivered.",
                when=is_whole,
                prior=0.18,
            ),
            Words(
                title="Incomplete CloudFront or Route 53 Configuration{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out settings of how the service is delivered.",
                prior=0.08,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different CloudFront or Route 53 Settings{of}",
            severity=Severity.HIGH,
            root_cause="The candidate leads requests otherwise than the reference.",
            prior=0.15,
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Route 53 Records or Zones{list}",
                severity=Severity.HIGH,
                root_cause="The candidate creates names that the reference does without.",
                impact=Impact(
                    deployment="A record is created only in a hosted zone of the account; a name "
                    "is found only if its domain is registered.",
                ),
                when=whole_of(r"AWS::Route53::(HostedZone|RecordSet)"),
                prior=0.16,
            ),
            Words(
                title="Surplus CloudFront or Route 53 Configuration{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate delivers or routes what the reference does not.",
                prior=0.13,
            ),
        ),
    },
    prior=0.22,
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
      Zone:
        Type: AWS::Route53::HostedZone
        Properties:
          Name: internal.test
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "content-delivery",
    "CloudFront and Route 53",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Route 53",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/Welcome.html",
        ),
    ),
    residual=True,
)
