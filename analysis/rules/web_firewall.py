"""A web firewall protects what the reference's protects.

A web ACL protects only the resources that it is associated with.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(types=r"AWS::WAF", wholes=r"AWS::WAF", paths=r""),
    words={
        Operation.ADD: Words(
            title="Missing WAF Web ACL Protection",
            severity=Severity.HIGH,
            root_cause="The candidate leaves the web firewall out.",
            impact=Impact(
                security="Common attacks on web applications reach the servers.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different WAF Configuration{of}",
            severity=Severity.HIGH,
            root_cause="The candidate filters other requests than the reference.",
            impact=Impact(
                security="Other requests are let through.",
            ),
            prior=0.2,
        ),
        Operation.REMOVE: Words(
            title="Surplus WAF Configuration{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate filters what the reference does not.",
            impact=Impact(
                cost="Web ACLs and rules are charged monthly.",
            ),
            prior=0.1,
        ),
    },
    prior=0.35,
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
