"""What findings say of small pairs, by all rules: the right words, and what they must not say."""

import json
from dataclasses import dataclass
from textwrap import indent

import pytest

from analysis.adoption import Adopter
from analysis.comparison import compare
from analysis.drafts import find
from analysis.findings import Finding
from analysis.reading.reader import read
from analysis.rules import RULES
from analysis.rules.rule import Context
from analysis.source import Source
from analysis.template import Template, build_template


@dataclass(frozen=True, slots=True)
class Case:
    """A resource type, its body on both sides (empty: absent), what is said and what is not."""

    name: str
    type: str
    candidate: str
    reference: str
    says: str = ""
    never: tuple[str, ...] = ()


KEY = "AWS::KMS::Key"
GROUP = "AWS::EC2::SecurityGroup"
DATABASE = "AWS::RDS::DBInstance"
BUCKET = "AWS::S3::Bucket"
RECORDER = "AWS::Config::ConfigurationRecorder"
RULE = "AWS::Events::Rule"
PERMISSION = "AWS::Lambda::Permission"
LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
TABLE = "AWS::DynamoDB::Table"
ANY = "{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}"
OUT = '{IpProtocol: "-1", CidrIp: 0.0.0.0/0}'

CASES = (
    Case(
        "a policy for replacement alone is no more than medium",
        BUCKET,
        "DeletionPolicy: Retain",
        "DeletionPolicy: Retain\nUpdateReplacePolicy: Retain",
        'Missing UpdateReplacePolicy to Keep Data on It "medium"',
    ),
    Case(
        "a store that is deleted with its stack is high",
        BUCKET,
        "Metadata: {A: b}",
        "Metadata: {A: b}\nDeletionPolicy: Retain\nUpdateReplacePolicy: Retain",
        'Missing DeletionPolicy and UpdateReplacePolicy to Keep Data on It "high"',
    ),
    Case(
        "a name of an IAM resource needs a capability",
        "AWS::IAM::Role",
        "Properties: {RoleName: worker, AssumeRolePolicyDocument: {}}",
        "Properties: {AssumeRolePolicyDocument: {}}",
        'Explicit IAM Names RoleName on It "high"',
    ),
    Case(
        "a name of another resource needs none",
        "AWS::SQS::Queue",
        "Properties: {QueueName: jobs, DelaySeconds: 1}",
        "Properties: {DelaySeconds: 1}",
        'Explicit Resource Names QueueName on It "medium"',
        ("CAPABILITY_NAMED_IAM",),
    ),
    Case(
        "a bucket key saves requests and protects nothing",
        BUCKET,
        "Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: "
        "[{ServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms}}]}}",
        "Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: "
        "[{ServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms}, BucketKeyEnabled: true}]}}",
        'Missing BucketKeyEnabled on It "medium"',
        ("unencrypted",),
    ),
    Case(
        "a substituted text is quoted by what it substitutes",
        "AWS::SSM::Parameter",
        "Properties: {Type: String, Value: a}",
        "Properties: {Type: String, Value: !Sub 'a-${AWS::Region}'}",
        "the reference to `a-${AWS::Region}`",
        ("!Sub",),
    ),
    Case(
        "a text is told from what Fn::Sub makes of it",
        "AWS::SSM::Parameter",
        "Properties: {Type: String, Value: 'a-${AWS::Region}'}",
        "Properties: {Type: String, Value: !Sub 'a-${AWS::Region}'}",
        "to `a-${AWS::Region}`, the reference to `!Sub a-${AWS::Region}`",
    ),
    Case(
        "a property at its default is not missing",
        KEY,
        "Properties: {Description: a}",
        "Properties: {Description: a, KeyUsage: ENCRYPT_DECRYPT}",
        "Default Not Stated on It: KeyUsage",
        ("never rotated", "fail to encrypt", '"high"'),
    ),
    Case(
        "rotation is no key policy",
        KEY,
        "Properties: {Description: a}",
        "Properties: {Description: a, EnableKeyRotation: true}",
        "KMS Key Rotation Off on It",
        ("Key Policy", "fail to encrypt"),
    ),
    Case(
        "egress to everywhere is what a group without rules allows",
        GROUP,
        "Properties: {GroupDescription: a}",
        f"Properties: {{GroupDescription: a, SecurityGroupEgress: [{OUT}]}}",
        never=("time out", "Overly", "Missing Security Group", '"high"'),
    ),
    Case(
        "a list of egress rules restricts",
        GROUP,
        "Properties: {GroupDescription: a}",
        f"Properties: {{GroupDescription: a, SecurityGroupEgress: [{ANY}]}}",
        "Outgoing Traffic Not Restricted on It",
        ("does not allow all",),
    ),
    Case(
        "a whole group is no rule",
        GROUP,
        f"Properties: {{GroupDescription: a, SecurityGroupIngress: [{ANY}]}}",
        "",
        "Surplus Security Group: It",
        ("Overly Permissive",),
    ),
    Case(
        "MultiAZ false is the default",
        DATABASE,
        "Properties: {Engine: mysql}",
        "Properties: {Engine: mysql, MultiAZ: false}",
        "Default Not Stated on It: MultiAZ",
        ("High Availability",),
    ),
    Case(
        "a standby on a condition",
        DATABASE,
        "Properties: {Engine: mysql, MultiAZ: false}",
        "Properties: {Engine: mysql, MultiAZ: !If [Big, true, false]}",
        "Multi-AZ Disabled on It: MultiAZ",
        ("keeps no standby where",),
    ),
    Case(
        "a snapshot is taken by default",
        DATABASE,
        "Properties: {Engine: mysql}",
        "DeletionPolicy: Snapshot\nProperties: {Engine: mysql}",
        never=("Data is deleted", '"high"'),
    ),
    Case(
        "a snapshot is not the database",
        DATABASE,
        "DeletionPolicy: Snapshot\nProperties: {Engine: mysql}",
        "DeletionPolicy: Delete\nProperties: {Engine: mysql}",
        "DeletionPolicy Snapshot Instead of Delete on It",
        ("already exists", "Blocks"),
    ),
    Case(
        "Delete is what becomes of a table anyway",
        TABLE,
        "Properties: {TableName: a}",
        "DeletionPolicy: Delete\nProperties: {TableName: a}",
        "Default Not Stated on It: DeletionPolicy",
        ("Data",),
    ),
    Case(
        "protection that is off protects nothing",
        TABLE,
        "Properties: {TableName: a}",
        "Properties: {TableName: a, DeletionProtectionEnabled: false}",
        "Default Not Stated",
        ("Missing Deletion Protection",),
    ),
    Case(
        "a whole table is no index",
        TABLE,
        "",
        "Properties: {TableName: a}",
        "Missing DynamoDB Table: It",
        ("scan",),
    ),
    Case(
        "a recorder without its condition is created always",
        RECORDER,
        "Properties: {RoleARN: a}",
        "Condition: First\nProperties: {RoleARN: a}",
        "Account-Level Service Can Exist Only Once",
        ("leaves out an account-level service",),
    ),
    Case(
        "a dependency is no AWS Config",
        "AWS::Config::ConfigRule",
        "DependsOn: A\nProperties: {Source: {Owner: AWS}}",
        "Properties: {Source: {Owner: AWS}}",
        "Unresolved Reference A in It",
        ("may fail where", "Surplus AWS Config"),
    ),
    Case(
        "one target in another's stead is one finding",
        RULE,
        "Properties: {Targets: [{Id: Mine, Arn: a, Input: b, RoleArn: c}]}",
        "Properties: {Targets: [{Id: Theirs, Arn: x, InputPath: y}]}",
        "`It` has `Mine` in `Targets`, the reference `Theirs`.",
        ("lacks", "Remove", "Surplus"),
    ),
    Case(
        "a guard is no trigger",
        PERMISSION,
        "Properties: {Principal: s3.amazonaws.com}",
        "Properties: {Principal: s3.amazonaws.com, SourceAccount: a}",
        "Permission Not Limited to the Account: It (SourceAccount)",
        ("never reached", "Missing Event"),
    ),
    Case(
        "an empty notification notifies nobody",
        BUCKET,
        "Properties: {AccelerateConfiguration: {AccelerationStatus: Enabled}}",
        "Properties: {AccelerateConfiguration: {AccelerationStatus: Enabled}, "
        "NotificationConfiguration: {LambdaConfigurations: []}}",
        never=("Missing Event Triggers",),
    ),
    Case(
        "HTTP is no encryption",
        LISTENER,
        "Properties: {Port: 80}",
        "Properties: {Port: 80, Protocol: HTTP}",
        never=("Missing HTTPS", "read on the way"),
    ),
    Case(
        "what the reference opens is not left open",
        "AWS::EC2::Subnet",
        "Properties: {VpcId: a}",
        "Properties: {VpcId: a, MapPublicIpOnLaunch: true}",
        "leaves to the default, which is closed, what the reference opens",
        ("can be reached",),
    ),
    Case(
        "a block that is on shuts out more",
        BUCKET,
        "Properties: {PublicAccessBlockConfiguration: {BlockPublicAcls: true}}",
        "Properties: {PublicAccessBlockConfiguration: {BlockPublicAcls: false}}",
        "Closed to the Internet Where the Reference Is Open: It",
        ("Missing Public Access",),
    ),
    Case(
        "an exact version is not outdated",
        DATABASE,
        "Properties: {Engine: mysql, EngineVersion: 8.0.35}",
        'Properties: {Engine: mysql, EngineVersion: "8.0"}',
        "Different Engine Version on It",
        ("Outdated", "deployed"),
    ),
    Case(
        "another language is not an outdated runtime",
        "AWS::Lambda::Function",
        "Properties: {Runtime: nodejs18.x}",
        "Properties: {Runtime: python3.12}",
        "Different Lambda Runtime of It",
        ("Outdated", "retired", "Deprecated"),
    ),
    Case(
        "a flow log with another setting is a flow log",
        "AWS::EC2::FlowLog",
        "Properties: {ResourceId: a}",
        "Properties: {ResourceId: a, LogDestinationType: s3}",
        "Incomplete VPC Flow Log Settings of It: LogDestinationType",
        ("does not record", "Missing VPC Flow Logs"),
    ),
    Case(
        "an alarm with another metric",
        "AWS::CloudWatch::Alarm",
        "Properties: {Namespace: AWS/Lambda}",
        "Properties: {Namespace: AWS/States}",
        "Incorrect Alarm Metric of It: Namespace",
        ("Missing CloudWatch",),
    ),
    Case(
        "a reference to a group is no name",
        "AWS::AutoScaling::AutoScalingGroup",
        "Properties: {VPCZoneIdentifier: [a]}",
        "Properties: {VPCZoneIdentifier: [b]}",
        never=("already exists", "Inconsistent Resource Names"),
    ),
    Case(
        "a shown name is no physical one",
        "AWS::SNS::Topic",
        "Properties: {DisplayName: a}",
        "Properties: {TopicName: b}",
        never=("already exists",),
    ),
    Case(
        "a tag is called a tag",
        TABLE,
        "Properties: {TableName: a}",
        "Properties: {TableName: a, Tags: [{Key: Name, Value: b}]}",
        never=("Key=Name", "body"),
    ),
    Case(
        "tracing that is on there",
        "AWS::Lambda::Function",
        "Properties: {TracingConfig: {Mode: Active}}",
        "Properties: {TracingConfig: {Mode: PassThrough}}",
        "Different X-Ray Tracing on It",
        ("Less of what happens", "Off"),
    ),
    Case(
        "a longer retention is longer",
        DATABASE,
        "Properties: {Engine: mysql, BackupRetentionPeriod: 30}",
        "Properties: {Engine: mysql, BackupRetentionPeriod: 7}",
        "Longer Backup Retention on It",
        ("other points in time",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_finding_says_what_the_two_templates_say(case: Case) -> None:
    findings = _findings(_text(case, case.candidate), _text(case, case.reference))
    told = _told(findings)
    assert findings or not case.says
    assert case.says in told
    for words in case.never:
        assert words not in told


HELD = "Resources:\n  Other:\n    Type: Custom::Thing\n"


def test_no_default_is_proposed_for_a_password() -> None:
    asked = "Parameters:\n  Password: {Type: String, NoEcho: true}\n"
    given = asked.replace("String,", "String, Default: hunter22,")
    assert "hunter22" not in _told(_findings(asked, given))


def test_an_output_without_a_condition_is_not_missing() -> None:
    plain = "Outputs:\n  Name: {Value: a}\n"
    told = _told(_findings(plain, plain.replace("a}", "a, Condition: Big}")))
    assert "Missing Outputs" not in told
    assert "Incomplete Output Name: Condition" in told


def test_outputs_without_exports_break_no_imports() -> None:
    told = _told(
        _findings("Outputs:\n  A: {Value: a}\n", "Outputs:\n  A: {Value: a}\n  B: {Value: b}\n")
    )
    assert "Missing Outputs B" in told
    assert "No export named" not in told


def test_conditions_are_named_and_not_all_that_stands_under_them() -> None:
    live = "Conditions:\n  IsLive: !Equals [!Ref Stage, live]\n"
    stage = "Parameters:\n  Stage: {Type: String}\n"
    bucket = "Resources:\n  Store:\n    Type: AWS::S3::Bucket\n"
    findings = _findings(stage + bucket, f"{live}{stage}{bucket}    Condition: IsLive\n")
    (found,) = [one for one in findings if one.title == "Missing Conditions IsLive"]
    assert found.logical_ids == ("IsLive",)


def test_what_is_stated_to_be_the_default_is_told_by_property() -> None:
    bucket = "Resources:\n  Store:\n    Type: AWS::S3::Bucket\n"
    stated = f"{bucket}    DeletionPolicy: Delete\n    UpdateReplacePolicy: Delete\n"
    told = _told(_findings(bucket, stated))
    assert "Default Not Stated on Store: DeletionPolicy and UpdateReplacePolicy" in told


def test_another_naming_convention_is_one_finding() -> None:
    both = (
        "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: jobs}\n"
        "  News:\n    Type: AWS::SNS::Topic\n    Properties: {TopicName: news}\n"
    )
    other = both.replace("Name: jobs", "Name: app-jobs").replace("Name: news", "Name: app-news")
    findings = _findings(both, other)
    assert [one.title for one in findings] == ["Resource Naming Inconsistent With the Reference"]
    assert findings[0].logical_ids == ("Jobs", "News")


def test_few_missing_parameters_are_named_in_the_title() -> None:
    told = _told(_findings(HELD, f"Parameters:\n  Domain: {{Type: String}}\n{HELD}"))
    assert "Missing Parameter Domain" in told


def test_metadata_that_groups_nothing_is_not_missed() -> None:
    empty = "Metadata: {AWS::CloudFormation::Interface: {ParameterGroups: []}}\n"
    told = _told(_findings(HELD, f"{empty}{HELD}"))
    assert "Missing Metadata" in told
    assert "Interface Metadata" not in told


def test_a_section_is_named_in_plain_words() -> None:
    reference = (
        "Metadata: {AWS::CloudFormation::Interface: {ParameterGroups: [{Parameters: [A]}]}}\n"
    )
    told = _told(_findings(f"Description: a\n{HELD}", f"Description: b\n{HELD}{reference}"))
    assert "The candidate has no `Metadata`" in told
    assert "`Description` reads `a`, in the reference `b`." in told
    assert "body" not in told


def test_long_values_are_shown_where_they_differ() -> None:
    same = "x" * 200
    told = _told(_findings(f"Description: {same} one\n{HELD}", f"Description: {same} two\n{HELD}"))
    assert " one`" in told
    assert " two`" in told


def test_a_key_that_stands_twice_keeps_its_last_value() -> None:
    told = _told(_findings("Resources:\n  A:\n    Type: a\n    Type: b\n", ""))
    assert "CloudFormation keeps the last" in told
    assert "rejects" not in told


def test_a_fix_that_only_removes_says_so() -> None:
    known = f"{HELD}  It:\n    Type: AWS::KMS::Key\n"
    comparison = compare(_template(known), _template(HELD))
    context = Context(
        comparison.candidate,
        comparison.candidate_uses,
        comparison,
        adopter=Adopter(comparison),
    )
    titles = [fix.title for one in find(context, RULES) for fix in one.fixes]
    assert "Remove It, which the reference does without" in titles


def _text(case: Case, body: str) -> str:
    if not body:
        return HELD
    return f"{HELD}  It:\n    Type: {case.type}\n{indent(body, '    ')}\n"


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", text)))


def _findings(candidate: str, reference: str) -> tuple[Finding, ...]:
    comparison = compare(_template(candidate), _template(reference))
    return find(Context(comparison.candidate, comparison.candidate_uses, comparison), RULES)


def _told(findings: tuple[Finding, ...]) -> str:
    """Return all that findings say, each grade in quotes."""
    return "\n".join(
        " ".join(
            (
                one.title,
                json.dumps(one.severity.value),
                one.issue,
                one.suggestion,
                one.root_cause,
                one.impact.deployment,
                one.impact.security,
                one.impact.cost,
                one.impact.performance,
            )
        )
        for one in findings
    )
