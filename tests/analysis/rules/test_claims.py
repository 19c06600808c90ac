"""What findings claim of pairs in which a rule's usual words would be untrue."""

from dataclasses import dataclass
from textwrap import dedent

import pytest

from analysis.comparison import compare
from analysis.drafts import find
from analysis.findings import Finding
from analysis.lint import LintMatch
from analysis.reading.reader import read
from analysis.rules import RULES
from analysis.rules.rule import Context
from analysis.source import Source, Span
from analysis.template import Template, build_template


@dataclass(frozen=True, slots=True)
class Claim:
    """Two templates, what is said of them, and what would be untrue."""

    name: str
    candidate: str
    reference: str
    says: str
    never: tuple[str, ...] = ()


def _resources(*parts: str) -> str:
    return "Resources:\n" + "".join(f"  {one}\n" for one in ("Hold: {Type: T::T::T}", *parts))


WEB = "Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w}}"
DATA = (
    "Data: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d%s, "
    "SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, %s}]}}"
)
GROUPS = (
    "Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w%s}}",
    "App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a%s}}",
)
PORT = "IpProtocol: tcp, FromPort: %s, ToPort: %s"
INLINE = _resources(
    GROUPS[0]
    % f", SecurityGroupEgress: [{{{PORT % (8, 8)}, DestinationSecurityGroupId: !Ref App}}]",
    GROUPS[1]
    % (
        f", SecurityGroupIngress: [{{{PORT % (8, 8)}, SourceSecurityGroupId: !Ref Web}}, "
        f"{{{PORT % (9, 9)}, CidrIp: 10.0.0.0/8}}]"
    ),
)
ALONE = _resources(
    *(one % "" for one in GROUPS),
    "Out: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref Web, "
    f"{PORT % (8, 8)}, DestinationSecurityGroupId: !Ref App}}}}",
    "In: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref App, "
    f"{PORT % (8, 8)}, SourceSecurityGroupId: !Ref Web}}}}",
    "More: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref App, "
    f"{PORT % (9, 9)}, CidrIp: 10.0.0.0/8}}}}",
)
STORE = (
    "Store: {Type: AWS::S3::Bucket, Properties: {ReplicationConfiguration: "
    "{Role: !GetAtt Copier.Arn, Rules: []}}}"
)
COPIER = (
    "Copier: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Policies: "
    "[{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:GetObject', "
    "Resource: %s}]}}]}}"
)
NAMING = "Told: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Sub '%s'}}"
ACCOUNT = (
    "Base: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, MasterUsername: u, "
    "MasterUserPassword: %s}}"
)
VAULT = "Secret: {Type: AWS::SecretsManager::Secret, Properties: {%s}}"
RESOLVED = "'{{resolve:secretsmanager:Secret:SecretString:password}}'"
INVOKED = (
    "Job: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}",
    "Hourly: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 hour)}}",
    "Daily: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day)}}",
)
PERMISSION = (
    "May%s: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Job, "
    "Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com, "
    "SourceArn: !GetAtt %s.Arn}}"
)
MAY_HOURLY, MAY_DAILY = (PERMISSION % (name, name) for name in ("Hourly", "Daily"))
API = (
    "Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}",
    "Made: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api%s}}",
)
STAGE = (
    "Live: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, "
    "DeploymentId: !Ref Made, StageName: live}}"
)
LISTENER = (
    "Plain: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 80, Protocol: HTTP, "
    "LoadBalancerArn: l, DefaultActions: [%s]}}"
)
SECURE = (
    "Secure: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 443, "
    "Protocol: HTTPS, LoadBalancerArn: l, Certificates: [{CertificateArn: c}], "
    "DefaultActions: [{Type: forward, TargetGroupArn: t}]}}"
)
REDIRECT = "{Type: redirect, RedirectConfig: {Protocol: HTTPS, StatusCode: HTTP_301}}"
CALLING = (
    "Job: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.12, Handler: index.handler, "
    "Role: !GetAtt Copier.Arn, Code: {ZipFile: \"import boto3\\ns3 = boto3.client('s3')\\n"
    "def handler(event, context):\\n    return s3.get_bucket_replication(Bucket='b')\\n\"}}}"
)
SERVER = "Server: {Type: AWS::EC2::Instance, Properties: {ImageId: %s}}"
IMAGES = "Mappings:\n  Images: {us-east-1: {Id: ami-0123456789abcdef0}}\n"
COUNTED = "Parameters:\n  Purpose: {Type: String, Default: p}\n"
TOLD = "Teller: {Type: AWS::Lambda::Function, Properties: {%sHandler: a.b}}"
WORKER = COPIER.replace("Copier", "Worker")
MAY_BE_OF = PERMISSION.replace("SourceArn", "%sSourceArn") % ("Hourly", "%s", "Hourly")
DEAD = "Dead: {Type: AWS::SQS::Queue, Properties: {%sDelaySeconds: 1}}"
KEPT = "Kept: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: v}}"

CLAIMS = (
    Claim(
        "a parameter's type is no resource's",
        _resources("Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'}"),
        _resources(),
        "Surplus AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
    ),
    Claim(
        "a topic is no alarm",
        _resources(),
        _resources("Alerts: {Type: AWS::SNS::Topic, Properties: {DisplayName: a}}"),
        "Missing SNS Notifications: Topic",
        ("CloudWatch", "watch"),
    ),
    Claim(
        "a parameter of SSM is none of the template's",
        _resources(),
        _resources(KEPT),
        "Missing SSM Parameter ",
        ("Missing Parameter",),
    ),
    Claim(
        "a grant on another resource is no grant on more",
        _resources(WORKER % "'arn:aws:s3:::one/*'"),
        _resources(WORKER % "'arn:aws:s3:::two/*'"),
        "IAM Permissions of Worker on Other Resources",
        ("It has", "Too Many", "Limit the grants", "beyond the reference's", "grants more"),
    ),
    Claim(
        "a grant on all resources is one on more",
        _resources(WORKER % "'*'"),
        _resources(WORKER % "'arn:aws:s3:::two/*'"),
        "IAM Permissions of Worker on Too Many Resources",
    ),
    Claim(
        "a rule of events is no bucket that somebody else makes anew",
        _resources(*INVOKED, MAY_BE_OF % ""),
        _resources(*INVOKED, MAY_BE_OF % "SourceAccount: !Ref 'AWS::AccountId', "),
        "Permission Not Limited to the Account: MayHourly",
        ("makes the bucket anew", "for whom"),
    ),
    Claim(
        "a queue's key is kept for as long where the default is stated",
        _resources(DEAD % ""),
        _resources(DEAD % "KmsDataKeyReusePeriodSeconds: 300, "),
        "",
        ("Incomplete Event Settings",),
    ),
    Claim(
        "a resource that names both of a circle does not break it",
        _resources(STORE, COPIER % "!GetAtt Store.Arn"),
        _resources(STORE, COPIER % "'arn:aws:s3:::store'", NAMING % "${Store} ${Copier}"),
        "a role's policy, say, into `AWS::IAM::Policy`",
        ("own, as the reference: Told", "security group"),
    ),
    Claim(
        "a secret that is given its password makes none",
        _resources(ACCOUNT % "Hunter22Hunter"),
        _resources(ACCOUNT % RESOLVED, VAULT % "SecretString: given"),
        "Keep the password in Secret",
        ("Generate the password",),
    ),
    Claim(
        "a secret that makes its password is told to",
        _resources(ACCOUNT % "Hunter22Hunter"),
        _resources(ACCOUNT % RESOLVED, VAULT % "GenerateSecretString: {PasswordLength: 20}"),
        "Generate the password in Secret",
    ),
    Claim(
        "a service that may invoke a function may, whatever it lacks besides",
        _resources(*INVOKED, MAY_HOURLY),
        _resources(*INVOKED, MAY_HOURLY, MAY_DAILY),
        "leaves out a permission by which EventBridge may invoke functions",
        ("does not let EventBridge",),
    ),
    Claim(
        "a stage that the deployment makes is not missing",
        _resources(API[0], API[1] % ", StageName: live"),
        _resources(API[0], API[1] % "", STAGE),
        "API Gateway Stage Left to the Deployment: Live",
        ("Missing API Gateway", "leaves out parts of the API"),
    ),
    Claim(
        "a stage that nothing makes is missing",
        _resources(API[0], API[1] % ""),
        _resources(API[0], API[1] % "", STAGE),
        "Missing API Gateway Resources: Stage",
    ),
    Claim(
        "a listener that redirects is not incomplete",
        _resources(LISTENER % REDIRECT, SECURE),
        _resources(LISTENER % "{Type: forward, TargetGroupArn: t}"),
        "HTTPS Listener That Requires a Certificate",
        ("Incomplete Load Balancer", "owner of a domain"),
    ),
    Claim(
        "actions of S3 are told by the names that IAM knows",
        _resources(CALLING, COPIER % "'*'"),
        _resources(CALLING, COPIER % "'*'"),
        "s3:GetReplicationConfiguration",
        ("s3:GetBucketReplication",),
    ),
    Claim(
        "an image by region is not looked for in other regions",
        IMAGES + _resources(SERVER % "!FindInMap [Images, !Ref 'AWS::Region', Id]"),
        _resources(SERVER % "'{{resolve:ssm:/image}}'"),
        "Creation fails in a region that the mapping lacks",
        ("The image id",),
    ),
    Claim(
        "a parameter that is a part of what is missing does not set all of it",
        _resources(TOLD % ""),
        COUNTED + _resources(TOLD % "Environment: {Variables: {WHY: !Sub 'a${Purpose}'}}, "),
        "`Purpose` is used in `Environment`",
        ("`Purpose` sets",),
    ),
    Claim(
        "a source in another's stead closes nothing",
        _resources(WEB, DATA % ("", "CidrIp: 0.0.0.0/0")),
        _resources(WEB, DATA % ("", "SourceSecurityGroupId: !Ref Web")),
        'Security Group Open to Everybody: Data "critical"',
        ("Missing Ingress", "is dropped", "does not let in"),
    ),
    Claim(
        "another source is neither missing nor surplus",
        _resources(WEB, DATA % ("", "CidrIp: 10.0.0.0/8")),
        _resources(WEB, DATA % ("", "SourceSecurityGroupId: !Ref Web")),
        "Different Sources in Security Group Rules of Data",
        ("Missing Ingress", "is dropped"),
    ),
    Claim(
        "a rule that stands inline is not missing where others are a circle's",
        INLINE,
        ALONE,
        "Security Group Rules Written Inline: More",
        ("Missing Ingress", "is dropped"),
    ),
)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_findings_claim_what_holds(claim: Claim) -> None:
    told = _told(_findings(claim.candidate, claim.reference))
    assert claim.says in told
    assert not [one for one in claim.never if one in told]


UNKNOWN = _resources("Thing: {Type: AWS::EC2::Thing, Properties: {Name: !GetAtt Hold.Of}}")
OLD = _resources(
    "Store: {Type: AWS::RDS::DBInstance, Properties: {EngineVersion: '%s', Class: %s}}"
)
STORE_PATH = ("Resources", "Store", "Properties")
TYPE = LintMatch(
    "E3006",
    "Resource type 'AWS::EC2::Thing' does not exist in 'us-east-1'",
    ("Resources", "Thing", "Type"),
    Span(1, 2),
)
ATTRIBUTE = LintMatch(
    "E1010",
    "'Of' is not one of ['Ref']",
    ("Resources", "Thing", "Properties", "Name", "Fn::GetAtt", 1),
    Span(1, 2),
)
CONDITION = LintMatch(
    "E6101",
    "{'Fn::Or': ['A', 'B']} is not one of ['A', 'B']",
    ("Resources", "Thing", "Properties", "Name"),
    Span(1, 2),
)


def test_a_type_that_does_not_exist_is_not_corrected_by_the_message() -> None:
    (found,) = _linted(TYPE)
    assert found.suggestion == "Use a resource type that exists, or do without Thing."


def test_an_attribute_is_shown_where_it_is_no_part_of_its_own() -> None:
    (found,) = _linted(ATTRIBUTE)
    assert [place.logical_id for place in found.candidate] == ["Thing"]


def test_a_function_is_no_reference() -> None:
    (found,) = _linted(CONDITION)
    assert found.title == "Invalid Output in Thing"


def test_what_the_reference_says_nothing_of_is_corrected_by_the_message() -> None:
    older = OLD % ("1.1", "admin")
    refused = LintMatch(
        "W3691", "Engine version '1.1' cannot be used", (*STORE_PATH, "EngineVersion"), Span(1, 2)
    )
    wrong = LintMatch("E3030", "'admin' is not one of []", (*STORE_PATH, "Class"), Span(1, 2))
    (found,) = _linted(refused, wrong, candidate=older, reference=OLD % ("2.1", "admin"))
    assert found.suggestion == (
        "Set `EngineVersion` of `Store` to `2.1`. Correct Class as the message says."
    )


def _linted(
    *matches: LintMatch, candidate: str = UNKNOWN, reference: str = UNKNOWN
) -> tuple[Finding, ...]:
    comparison = compare(_template(candidate), _template(reference))
    context = Context(
        comparison.candidate, comparison.candidate_uses, comparison, candidate_lint=matches
    )
    return tuple(one for one in find(context, RULES) if one.rule == "template-error")


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", dedent(text))))


def _findings(candidate: str, reference: str) -> tuple[Finding, ...]:
    comparison = compare(_template(candidate), _template(reference))
    return find(Context(comparison.candidate, comparison.candidate_uses, comparison), RULES)


def _told(findings: tuple[Finding, ...]) -> str:
    return "\n".join(
        f'{one.title} "{one.severity.value}" {one.issue} {one.suggestion} {one.root_cause} '
        f"{one.impact}"
        for one in findings
    )
