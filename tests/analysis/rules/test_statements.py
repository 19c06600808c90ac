"""What findings say of pairs in which the obvious words would be untrue."""

import re
from dataclasses import dataclass
from textwrap import dedent

import pytest

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
    """Two templates, what is said of them, and what would be untrue."""

    name: str
    candidate: str
    reference: str
    says: str = ""
    never: tuple[str, ...] = ()


def _resources(*parts: str) -> str:
    return "Resources:\n" + "".join(f"  {one}\n" for one in ("Hold: {Type: T::T::T}", *parts))


FUNCTION = "Job: {Type: AWS::Lambda::Function, Properties: {Handler: a.b, Role: r, Code: %s}}"
KEY = (
    "Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Sid: All, Effect: Allow, "
    "Principal: {Service: [%s]}, Action: ['kms:Decrypt'], Resource: '*'}%s]}}}"
)
STATEMENT = (
    ", {Sid: More, Effect: Allow, Principal: {Service: kinesis.amazonaws.com}, "
    "Action: ['kms:Encrypt'], Resource: '*'}"
)
ROLE = (
    "Worker: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}, "
    "Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: [%s], "
    "Resource: [%s]}]}}]}}"
)
TABLE = (
    "Table: {Type: AWS::DynamoDB::GlobalTable, Properties: {TableName: t, Replicas: "
    "[{Region: us-east-1%s}]}}"
)
WALL = (
    "Wall: {Type: AWS::WAFv2::WebACL, Properties: {Scope: REGIONAL, Rules: [{Name: Common, "
    "Priority: 1, %s}]}}"
)
BALANCER = (
    "Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, "
    "Properties: {Type: application, Subnets: [subnet-1, %s]}}"
)
LOGS = "Logs: {Type: AWS::Logs::LogGroup, %sProperties: {KmsKeyId: %s, RetentionInDays: 7}}"
SUBNET = "Net: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, AvailabilityZone: %s}}"
POLICY = (
    "Recorder: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: "
    "[!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/%s']}}"
)
BARE_KEY = "Key: {Type: AWS::KMS::Key}"
ACCOUNT = "Account: {Type: AWS::ApiGateway::Account}"
KEYED = (
    "Parameters:\n  AdminKey: {Type: AWS::EC2::KeyPair::KeyName}\n"
    "Resources:\n  Server: {Type: AWS::EC2::Instance, Properties: {KeyName: !Ref AdminKey}}\n"
)
MAKING = (
    "Resources:\n  Pair: {Type: AWS::EC2::KeyPair, Properties: {KeyName: admin}}\n"
    "  Server: {Type: AWS::EC2::Instance, Properties: {KeyName: !Ref Pair}}\n"
)
CUSTOM = (
    "Check: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}",
    "Checked: {Type: 'Custom::Check', Properties: {ServiceToken: !GetAtt Check.Arn}}",
)

CASES = (
    Case(
        "API Gateway's account setting is overwritten, not refused",
        _resources(ACCOUNT),
        _resources(),
        "overwritten",
        ("Only Once", "Creation fails"),
    ),
    Case(
        "inline code in the stead of an archive is other code",
        _resources(FUNCTION % "{S3Bucket: b, S3Key: k}"),
        _resources(FUNCTION % "{ZipFile: 'def f(): pass'}"),
        "Different Lambda Code",
        ("Missing Lambda Code", "Surplus Lambda Code"),
    ),
    Case(
        "rules are no conditions",
        _resources(),
        "Rules:\n  Asked: {Assertions: [{Assert: !Equals [a, b]}]}\n" + _resources(),
        "Missing Rules Asked",
        ("Missing Conditions", "by which the reference chooses"),
    ),
    Case(
        "a step left out need not be done by hand",
        _resources(),
        _resources(*CUSTOM),
        "The stack is created without this step.",
        ("by hand", "manual work"),
    ),
    Case(
        "a service that another statement of the key names is not left out",
        _resources(KEY % ("kinesis.amazonaws.com", "")),
        _resources(KEY % ("kinesis.amazonaws.com", STATEMENT)),
        "Incomplete KMS Key Policy",
        ("Without a Service", "all services"),
    ),
    Case(
        "a service that no statement of the key names is left out",
        _resources(KEY % ("rds.amazonaws.com", "")),
        _resources(KEY % ("rds.amazonaws.com", STATEMENT)),
        "KMS Key Policy of Key Without a Service",
    ),
    Case(
        "an action in another's stead is a difference of the key's policy",
        _resources(KEY.replace("kms:Decrypt", "kms:DecryptData") % ("rds.amazonaws.com", "")),
        _resources(KEY % ("rds.amazonaws.com", "")),
        "Different KMS Key Policy",
        ("Key Settings",),
    ),
    Case(
        "what the reference creates does not use the candidate's parameter",
        KEYED,
        MAKING,
        "; Server uses it.",
        ("Pair and Server", "Deployment fails with"),
    ),
    Case(
        "a grant on one of two resources is not to be limited to the other",
        _resources(ROLE % ("'s3:GetObject', 's3:ListBucket'", "'arn:aws:s3:::one/*'")),
        _resources(ROLE % ("'s3:GetObject'", "'arn:aws:s3:::one/*', 'arn:aws:s3:::two/*'")),
        "Take `s3:ListBucket` away.",
        ("Limit the grants",),
    ),
    Case(
        "a grant on all resources is to be limited",
        _resources(ROLE % ("'s3:GetObject'", "'*'")),
        _resources(ROLE % ("'s3:GetObject'", "'arn:aws:s3:::one/*'")),
        "Limit the grants to `arn:aws:s3:::one/*`",
    ),
    Case(
        "the class of a replica is no number of replicas",
        _resources(TABLE % ""),
        _resources(TABLE % ", TableClass: STANDARD"),
        "Default Not Stated",
        ("Capacity", "number of hosts"),
    ),
    Case(
        "an action goes where the reference has an override",
        _resources(WALL % "Action: {Block: {}}"),
        _resources(WALL % "OverrideAction: {None: {}}"),
        "Different WAF Configuration of Wall",
        ("Incomplete WAF", "Surplus WAF"),
    ),
    Case(
        "an entry of a list is not the list",
        _resources(BALANCER % "''"),
        _resources(BALANCER % "subnet-2"),
        "In `Subnets` of `Balancer`, put `subnet-2` for an empty string.",
        ("Set `Subnets`", "sets `Subnets`"),
    ),
    Case(
        "an order that a reference gives is not left open",
        _resources(BARE_KEY, LOGS % ("", "!GetAtt Key.Arn")),
        _resources(BARE_KEY, LOGS % ("DependsOn: Key, ", "!GetAtt Key.Arn")),
        "",
        ("leaves the order open", "Resource ordering"),
    ),
    Case(
        "an order that nothing gives is not stated",
        _resources(BARE_KEY, LOGS % ("", "k")),
        _resources(BARE_KEY, LOGS % ("DependsOn: Key, ", "k")),
        "does not state the order",
    ),
    Case(
        "another order says nothing of servers",
        _resources(BARE_KEY, LOGS % ("DependsOn: Key, ", "k")),
        _resources(BARE_KEY, LOGS % ("DependsOn: Hold, ", "k")),
        "states another order",
        ("servers",),
    ),
    Case(
        "an error is quoted with the partition of most regions",
        _resources(POLICY % "ConfigRole"),
        _resources(POLICY % "AWS_ConfigRole"),
        '"Policy arn:aws:iam::aws:policy/service-role/ConfigRole does not exist',
    ),
    Case(
        "an error is quoted with the zone",
        _resources(SUBNET % "eu-west-1b"),
        _resources(SUBNET % "!Select [0, !GetAZs '']"),
        "Value (eu-west-1b) for parameter availabilityZone is invalid",
    ),
    Case(
        "a parameter may stand for what the reference does not have at all",
        "Parameters:\n  Path: {Type: String, Default: /}\n"
        + _resources("Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Path}}"),
        _resources(),
        "The candidate has parameters that the reference does without.",
        ("the reference states",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_findings_say_what_is_true(case: Case) -> None:
    told = _told(_findings(case.candidate, case.reference))
    assert case.says in told
    assert not [one for one in case.never if re.search(re.escape(one), told)]


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", dedent(text))))


def _findings(candidate: str, reference: str) -> tuple[Finding, ...]:
    comparison = compare(_template(candidate), _template(reference))
    return find(Context(comparison.candidate, comparison.candidate_uses, comparison), RULES)


def _told(findings: tuple[Finding, ...]) -> str:
    return "\n".join(
        f'{one.category}: {one.title} "{one.severity.value}" {one.issue} {one.suggestion} '
        f"{one.root_cause} {one.impact}"
        for one in findings
    )
