"""A web firewall protects what the reference's protects.

A web ACL protects only the resources that it is associated with.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole

THEME = Theme(
    claims=about(types=r"AWS::WAF", wholes=r"AWS::WAF", paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing WAF Web ACL Protection",
                severity=Severity.HIGH,
                root_cause="The candidate leaves the web firewall, or parts of it, out.",
                impact=Impact(security="Requests that these would stop are let through."),
                when=is_whole,
                prior=0.26,
            ),
            Words(
                title="Incomplete WAF Configuration{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves rules or settings of the web firewall out.",
                prior=0.15,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different WAF Configuration{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate filters by other rules or settings than the reference.",
            prior=0.15,
        ),
        Operation.REMOVE: Words(
            title="Surplus WAF Configuration{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate filters what the reference does not.",
            prior=0.05,
        ),
    },
    prior=0.35,
    rivals=r"^Rules\.(?:.*\.)?(Override)?Action$",
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
      Shield:
        Type: AWS::WAFv2::IPSet
        Properties:
          Addresses: []
          IPAddressVersion: IPV4
          Scope: REGIONAL
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "web-firewall",
    "Web firewall",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "AWS WAF",
            "https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html",
        ),
    ),
    residual=True,
)
