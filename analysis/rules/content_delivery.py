"""Names and distributions lead where the reference's lead.

A record in a zone that is not one's own, or an origin without access, fails at creation or at the
first request.
"""

from collections.abc import Callable, Sequence

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_service, by_type, theme_check
from analysis.rules.values import both, is_whole, whole_of

_SERVICES = {"CloudFront": "CloudFront", "Route53": "Route 53"}
_TYPES = r"AWS::(CloudFront|Route53)"
_ORIGIN_ACCESS = whole_of(r"AWS::CloudFront::(CloudFrontOriginAccessIdentity|OriginAccessControl)$")


def _of(service: str) -> Callable[[Difference], bool]:
    return lambda one: by_service(one).startswith(service)


def _whole_or_type(difference: Difference) -> str:
    """Tell what is missing apart by service, what is set otherwise by type."""
    return by_service(difference) if difference.is_whole_entity else by_type(difference)


def _each(words: Callable[[str, Callable[[Difference], bool]], Sequence[Words]]) -> list[Words]:
    return [one for key, name in _SERVICES.items() for one in words(name, _of(key))]


def _missing(name: str, of_service: Callable[[Difference], bool]) -> Sequence[Words]:
    return (
        Words(
            title=f"Missing {name} {{types}}{{list}}",
            # Without its name the service is there; without its distribution it is not.
            severity=Severity.MEDIUM if name == _SERVICES["Route53"] else Severity.HIGH,
            root_cause="The candidate leaves out how the service is found or delivered.",
            when=both(is_whole, of_service),
            prior=0.23 if name == _SERVICES["Route53"] else 0.18,
        ),
        Words(
            title=f"Incomplete {name} {{types}} Configuration{{of}}: {{properties}}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out settings of how the service is delivered.",
            when=of_service,
            prior=0.08,
        ),
    )


def _different(name: str, of_service: Callable[[Difference], bool]) -> Sequence[Words]:
    return (
        Words(
            title=f"Different {name} {{types}} Settings{{of}}",
            severity=Severity.HIGH,
            root_cause="The candidate leads requests otherwise than the reference.",
            when=of_service,
            prior=0.22 if name == "Route 53" else 0.1,
        ),
    )


def _surplus(name: str, of_service: Callable[[Difference], bool]) -> Sequence[Words]:
    return (
        Words(
            title=f"Surplus {name} {{types}}{{list}}",
            severity=Severity.MEDIUM,
            root_cause="The candidate delivers or routes what the reference does not.",
            when=of_service,
            prior=0.13,
        ),
    )


THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn|.*Comment$)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing CloudFront Origin Access{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out by what CloudFront reads its origin.",
                when=_ORIGIN_ACCESS,
                prior=0.18,
            ),
            *_each(_missing),
        ),
        Operation.CHANGE: _each(_different),
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
                title="Surplus CloudFront Origin Access{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate has something for CloudFront to read an origin by that "
                "the reference does without.",
                when=_ORIGIN_ACCESS,
                prior=0.13,
            ),
            *_each(_surplus),
        ),
    },
    prior=0.22,
    split=_whole_or_type,
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
