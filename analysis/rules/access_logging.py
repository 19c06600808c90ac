"""Access is logged as in the reference.

Load balancers, buckets, APIs and distributions write access logs only when told to, and only to
a bucket whose policy lets them.
"""

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.places import place_text
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check
from analysis.rules.values import (
    both,
    is_whole,
    ours_says,
    part_at,
    theirs_says,
)
from analysis.syntax import follow, text_of

_POLICY = "AWS::S3::BucketPolicy"
_BALANCER = "AWS::ElasticLoadBalancing"
_DELIVERY = r"^(logging\.s3|delivery\.logs|(logdelivery\.)?elasticloadbalancing)\.amazonaws\.com$"
_PLACES = about(
    paths=r"LoggingConfig|AccessLog(Setting|ging)|access_logs|^Logging|^AccessControl$|LoggingLevel"
    r"|DataTrace|MethodSettings|DistributionConfig\.Logging"
)
_ATTRIBUTES = about(types=_BALANCER, paths=r"^LoadBalancerAttributes")
_LOGGING = r"^(LoggingLevel|DataTraceEnabled|LogDeliveryWrite)$"
_THEIRS, _OURS = theirs_says(_DELIVERY), ours_says(_DELIVERY)
_ON_BALANCER = part_at(r"access_?logs|^LoadBalancerAttributes|AccessLog", _BALANCER)
_ON_API = part_at(r"", r"AWS::(ApiGateway|Serverless)")


def _claims(one: Difference) -> bool:
    if one.type == _POLICY and one.section == "Resources":
        return _THEIRS(one) != _OURS(one)
    if _ATTRIBUTES(one):
        return "access_logs" in str(one.path) or theirs_says("access_logs")(one)
    if not _PLACES(one) or _is_switched_off(one):
        return False
    if place_text(one.path).endswith(("AccessControl", "MethodSettings")):
        return theirs_says(_LOGGING)(one) or ours_says(_LOGGING)(one)
    return True


def _is_switched_off(one: Difference) -> bool:
    """Whether one side only says that it does not log, as the other does not either."""
    node = one.reference or one.candidate
    is_off = text_of(follow(node, ("Value",)) or node) == "false"
    return one.operation is not Operation.CHANGE and is_off


def _permits(one: Difference) -> bool:
    return one.type == _POLICY and _THEIRS(one)


def _permitted(one: Difference) -> bool:
    return one.type == _POLICY and _OURS(one)


_UNTOLD = Impact(security="What these logs record cannot be told afterwards.")
_DENIED = Impact(
    deployment='Where logs are sent to the bucket, their delivery is refused: "Access Denied".'
)
THEME = Theme(
    claims=_claims,
    words={
        Operation.ADD: (
            Words(
                title="Missing Log Delivery Bucket Policy{list}",
                severity=Severity.HIGH,
                root_cause="The candidate does not let the service write its logs.",
                impact=_DENIED,
                when=both(is_whole, _permits),
                prior=0.1,
            ),
            Words(
                title="Log Delivery Not Permitted by Bucket Policy{list}",
                severity=Severity.HIGH,
                root_cause="The candidate does not let the service write its logs.",
                impact=_DENIED,
                when=_permits,
                prior=0.1,
            ),
            Words(
                title="Missing ALB Access Logs{on}",
                severity=Severity.HIGH,
                root_cause="The candidate does not switch on the load balancer's access logs.",
                impact=_UNTOLD,
                when=_ON_BALANCER,
                prior=0.15,
            ),
            Words(
                title="Missing API Gateway Access Logging{on}",
                severity=Severity.HIGH,
                root_cause="The candidate does not switch on the API's access logs.",
                impact=_UNTOLD,
                when=_ON_API,
                prior=0.15,
            ),
            Words(
                title="Missing Access Logging{on}",
                severity=Severity.HIGH,
                root_cause="The candidate does not switch on the logs that the reference has.",
                impact=_UNTOLD,
                when=lambda one: one.type != _POLICY,
                prior=0.13,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Log Delivery Not Permitted by Bucket Policy{list}",
                severity=Severity.HIGH,
                root_cause="The candidate lets another write than the reference, whose policy "
                "names the log delivery service.",
                impact=_DENIED,
                when=_permits,
                prior=0.1,
            ),
            Words(
                title="Different Log Delivery Principal{of}",
                severity=Severity.HIGH,
                root_cause="The candidate lets the log delivery service write where the reference "
                "names another principal.",
                when=_permitted,
                prior=0.1,
            ),
            Words(
                title="Different Logging{of}",
                severity=Severity.MEDIUM,
                root_cause="The candidate logs otherwise than the reference.",
                prior=0.11,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Log Delivery Policy{list} That the Reference Does Without",
                severity=Severity.MEDIUM,
                root_cause="The candidate lets a log delivery service write that the reference "
                "does not name.",
                when=_permitted,
                prior=0.1,
            ),
            Words(
                title="Surplus Logging{of}",
                severity=Severity.HIGH,
                root_cause="The candidate writes logs that the reference does without.",
                prior=0.09,
            ),
        ),
    },
    prior=0.18,
    split=by_property,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: store
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: store
          LoggingConfiguration:
            LogFilePrefix: store/
"""
POLICY = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: store
      Delivery:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Store
          PolicyDocument:
            Statement:
              - Effect: Allow
                Principal:
                  Service: logging.s3.amazonaws.com
                Action: s3:PutObject
                Resource: !Sub ${Store.Arn}/*
"""
OPEN = POLICY.replace("Service: logging.s3.amazonaws.com", "AWS: arn:aws:iam::1:root")
EXAMPLES = (
    Example("nobody may write logs to the bucket", CANDIDATE, POLICY, fixed=POLICY),
    Example("another may write to the bucket", CANDIDATE, OPEN, reported=False),
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "access-logging",
    "Access logging and log delivery",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Server access logging",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
        ),
    ),
    residual=True,
)
