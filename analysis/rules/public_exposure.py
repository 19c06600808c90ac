"""Nothing is more public than in the reference.

Buckets, databases and subnets are closed by a property each; what is open is found within hours.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        paths=r"PublicAccessBlock|PubliclyAccessible|MapPublicIpOnLaunch|AccessControl$|OwnershipControls|AssociatePublicIp|EndpointPublicAccess|^Scheme$"
    ),
    words={
        Operation.ADD: Words(
            title="Missing Public Access Settings{on}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves access from outside to the service's default.",
            impact=Impact(
                security="Objects or hosts may become reachable from the internet.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Public Access Settings{on}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate opens or closes these otherwise than the reference.",
            impact=Impact(
                security="What the reference keeps private is reachable, or the other way round.",
            ),
            prior=0.3,
        ),
        Operation.REMOVE: Words(
            title="Surplus Public Access Settings{on}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate sets access that the reference leaves to the default.",
            impact=Impact(
                deployment='ACLs are refused by buckets that do not allow them: "The bucket does '
                'not allow ACLs".',
            ),
            prior=0.1,
        ),
    },
    prior=0.2,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
          PubliclyAccessible: false
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "public-exposure",
    "Public exposure",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Block public access",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-b"
            "lock-public-access.html",
        ),
    ),
    residual=True,
)
