"""Access is logged as in the reference.

Load balancers, buckets, APIs and distributions write access logs only when told to, and only to
a bucket whose policy lets them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_reference
from analysis.rules.families import added_resources, named_by, names_below
from analysis.rules.places import place_text
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import issue_of, suggestion_of
from analysis.rules.theme import Theme, Words, about, by_property, theme_check
from analysis.rules.values import (
    both,
    is_whole,
    ours_says,
    part_at,
    theirs_says,
)
from analysis.syntax import Node, ObjectNode, follow, text_of, walk

_BUCKET = "AWS::S3::Bucket"
_POLICY = "AWS::S3::BucketPolicy"
_BALANCER = "AWS::ElasticLoadBalancing"
# Load balancers deliver as a service, or as an account of AWS that each region has.
_DELIVERY = (
    r"^(logging\.s3|delivery\.logs|(logdelivery\.)?elasticloadbalancing)\.amazonaws\.com$"
    r"|(?i:elb|loadbalanc\w*)_?(?i:service)?_?(?i:account)|:(027434742980|033677994240"
    r"|054676820928|114774131450|127311923021|156460612806|582318560864|783225319266"
    r"|797873946194|985666609251):root$"
)
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
        is_principal = "Principal" in one.path
        return (_THEIRS(one) or _OURS(one)) if is_principal else _THEIRS(one) != _OURS(one)
    if _ATTRIBUTES(one):
        is_told = "access_logs" in str(one.path) or _switches_on(one.reference)
        return is_told and not _is_switched_off(one)
    if not _PLACES(one) or _is_switched_off(one):
        return False
    if place_text(one.path).endswith(("AccessControl", "MethodSettings")):
        return theirs_says(_LOGGING)(one) or ours_says(_LOGGING)(one)
    return True


def _switches_on(attributes: Node | None) -> bool:
    """Whether a list of a load balancer's attributes says that access is logged."""
    return any(
        text_of(follow(node, ("Key",))) == "access_logs.s3.enabled"
        and text_of(follow(node, ("Value",))) != "false"
        for _, node in (walk(attributes) if attributes else ())
        if isinstance(node, ObjectNode)
    )


def _is_switched_off(one: Difference) -> bool:
    """Whether one side only says that it does not log, as the other does not either."""
    node = one.reference or one.candidate
    is_off = text_of(follow(node, ("Value",)) or node) == "false"
    return one.operation is not Operation.CHANGE and is_off


def _is_access(one: Difference) -> bool:
    """Whether an API's access logs are meant, and not those of its executions."""
    return "AccessLog" in place_text(one.path) or theirs_says("^AccessLog")(one)


def _permits(one: Difference) -> bool:
    return one.type == _POLICY and _THEIRS(one)


def _permitted(one: Difference) -> bool:
    return one.type == _POLICY and _OURS(one)


def _is_principal(one: Difference) -> bool:
    """Whether only who may write differs, not whether somebody may."""
    return "Principal" in one.path


def _is_exchanged(one: Difference) -> bool:
    return one.type == _POLICY and _THEIRS(one) and _OURS(one)


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
                title="Missing Log Delivery Principal{of}",
                severity=Severity.HIGH,
                root_cause="The candidate does not name the account or service by which the "
                "reference lets logs be written.",
                impact=Impact(
                    deployment="Where logs come from that principal, their delivery is refused: "
                    '"Access Denied".'
                ),
                when=both(_permits, _is_principal),
                prior=0.13,
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
                prior=0.2,
            ),
            Words(
                title="Missing API Gateway Access Logging{on}",
                severity=Severity.HIGH,
                root_cause="The candidate does not switch on the API's access logs.",
                impact=_UNTOLD,
                when=both(_ON_API, _is_access),
                prior=0.2,
            ),
            Words(
                title="Missing API Gateway Execution Logging Settings{on}",
                severity=Severity.MEDIUM,
                root_cause="The candidate does not set what the API logs as the reference does.",
                when=_ON_API,
                prior=0.2,
            ),
            Words(
                title="Missing Access Logging{on}",
                severity=Severity.HIGH,
                root_cause="The candidate does not switch on the logs that the reference has.",
                impact=_UNTOLD,
                when=lambda one: one.type != _POLICY,
                prior=0.2,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Log Delivery Principal{of}",
                severity=Severity.HIGH,
                root_cause="The candidate lets another principal deliver logs than the reference.",
                when=_is_exchanged,
                prior=0.13,
            ),
            Words(
                title="Log Delivery Not Permitted by Bucket Policy{list}",
                severity=Severity.HIGH,
                root_cause="The candidate lets another write than the reference, whose policy "
                "names who delivers logs.",
                impact=_DENIED,
                when=_permits,
                prior=0.1,
            ),
            Words(
                title="Different Log Delivery Principal{of}",
                severity=Severity.HIGH,
                root_cause="The candidate lets log delivery write where the reference names "
                "another principal.",
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
                root_cause="The candidate lets log delivery write by a principal that the "
                "reference does not name.",
                when=_permitted,
                prior=0.1,
            ),
            Words(
                title="Surplus Logging{of}",
                severity=Severity.HIGH,
                root_cause="The candidate has settings of logs that the reference leaves out.",
                prior=0.09,
            ),
        ),
    },
    prior=0.18,
    split=by_property,
)


def check(context: Context) -> Iterator[Draft]:
    """Yield what the theme finds; missing logs with the buckets that only they are sent to."""
    drafts = list(theme_check(THEME)(context))
    comparison = context.comparison
    joined: set[int] = set()
    for number, draft in enumerate(drafts):
        if comparison is None or any(one.operation is not Operation.ADD for one in draft.covers):
            continue
        received = _receivers(comparison, draft.covers)
        joined |= {id(one) for one in received}
        drafts[number] = _with(draft, received)
    yield from (one for one in drafts if not joined.issuperset(map(id, one.covers)))


def _with(draft: Draft, more: Sequence[Difference]) -> Draft:
    if not more:
        return draft
    return replace(
        draft,
        issue=f"{draft.issue} {issue_of(more)}",
        suggestion=f"{draft.suggestion} {suggestion_of(more)}",
        reference=(*draft.reference, *of_reference(more)),
        covers=(*draft.covers, *more),
    )


def _receivers(comparison: Comparison, logs: Sequence[Difference]) -> list[Difference]:
    """Return the buckets, with their policies, that the reference has for these logs alone."""
    added = added_resources(comparison)
    names = names_below(comparison.reference_uses)
    settings = [one for one in logs if not one.is_whole_entity and one.type != _POLICY]
    sent = {name for one in settings for name in named_by(names, one)}
    buckets = [name for name in sent if name in added and added[name].type == _BUCKET]
    policies = {
        one.owner: one.target
        for one in comparison.reference_uses
        if one.owner in added and added[one.owner].type == _POLICY and one.target in buckets
    }
    users = {one.logical_id for one in settings} | {one.reference_id for one in settings}
    alone = [
        bucket
        for bucket in buckets
        if all(
            one.owner in users or one.owner in policies or one.section == "Outputs"
            for one in comparison.reference_uses
            if one.target == bucket
        )
    ]
    with_policies = [*alone, *(name for name, bucket in policies.items() if bucket in alone)]
    return [added[name] for name in sorted(with_policies, key=list(added).index)]


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
SENT = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: store
          LoggingConfiguration:
            DestinationBucketName: !Ref Logs
      Logs:
        Type: AWS::S3::Bucket
"""
OPEN = POLICY.replace("Service: logging.s3.amazonaws.com", "AWS: arn:aws:iam::1:root")
BY_ACCOUNT = POLICY.replace("Service: logging.s3.amazonaws.com", "AWS: !Ref ELBAccount").replace(
    "Resources:", "Parameters: {ELBAccount: {Type: String}}\n    Resources:"
)
BY_SERVICE = BY_ACCOUNT.replace("AWS: !Ref ELBAccount", "Service: logging.s3.amazonaws.com")
EXAMPLES = (
    Example("a load balancer delivers by its account", BY_SERVICE, BY_ACCOUNT),
    Example("nobody may write logs to the bucket", CANDIDATE, POLICY, fixed=POLICY),
    Example("another may write to the bucket", CANDIDATE, OPEN, reported=False),
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("nor is there a bucket for logs", CANDIDATE, SENT, fixed=SENT),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "access-logging",
    "Access logging and log delivery",
    check,
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
