"""What findings must not say, since it does not hold for the two templates or for AWS."""

from analysis.comparison import compare
from analysis.drafts import find
from analysis.findings import Finding
from analysis.reading.reader import read
from analysis.rules import RULES
from analysis.rules.rule import Context
from analysis.source import Source
from analysis.template import Template, build_template


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", text)))


def _review(candidate: str, reference: str) -> tuple[Finding, ...]:
    comparison = compare(_template(candidate), _template(reference))
    return find(Context(comparison.candidate, comparison.candidate_uses, comparison), RULES)


def _of(rule: str, candidate: str, reference: str) -> list[Finding]:
    return [one for one in _review(candidate, reference) if one.rule == rule]


GROUPED = """
    Metadata:
      AWS::CloudFormation::Interface:
        ParameterGroups:
          - Label: {default: Network}
            Parameters: [Vpc, Subnet]
    Parameters:
      Vpc: {Type: String}
      Subnet: {Type: String}
      Zone: {Type: String}
    Resources:
      Topic:
        Type: AWS::SNS::Topic
        Properties: {DisplayName: !Sub "${Vpc}${Subnet}${Zone}"}
"""
GROUPED_MORE = GROUPED.replace("[Vpc, Subnet]", "[Vpc, Subnet, Zone]")


def test_a_list_of_metadata_that_lacks_an_entry_is_not_absent() -> None:
    (found,) = _of("interface-metadata", GROUPED, GROUPED_MORE)
    assert "has no" not in found.issue
    assert "lacks an entry" in found.issue
    assert found.suggestion.startswith("Add `Zone` to ")


def test_of_a_list_of_metadata_one_entry_is_removed() -> None:
    (found,) = _of("interface-metadata", GROUPED_MORE, GROUPED)
    assert "alone has an entry of" in found.issue
    assert found.suggestion.startswith("Remove `Zone` from ")


_BALANCER = """
    Resources:
      Front:
        Type: AWS::ElasticLoadBalancingV2::LoadBalancer
        Properties:
          Subnets: [subnet-1, subnet-2]
"""
_SWITCH = """\
          LoadBalancerAttributes:
            - {Key: access_logs.s3.enabled, Value: "SAID"}
            - {Key: idle_timeout.timeout_seconds, Value: "60"}
"""


def test_access_logs_that_the_reference_switches_off_are_not_missing() -> None:
    off = _BALANCER + _SWITCH.replace("SAID", "false")
    assert not _of("access-logging", _BALANCER, off)
    assert _of("access-logging", _BALANCER, _BALANCER + _SWITCH.replace("SAID", "true"))


def test_logs_of_executions_are_no_access_logs() -> None:
    stage = """
    Resources:
      Live:
        Type: AWS::ApiGateway::Stage
        Properties:
          RestApiId: abc
          StageName: live
"""
    settings = "MethodSettings: [{ResourcePath: /*, HttpMethod: '*', LoggingLevel: INFO}]"
    (found,) = _of("access-logging", stage, f"{stage}          {settings}\n")
    assert "access" not in f"{found.title} {found.root_cause}".lower()


def test_the_region_of_zones_is_told_once() -> None:
    subnet = """
    Resources:
      Front:
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: vpc-1
          CidrBlock: 10.0.0.0/24
          AvailabilityZone: !Select [0, !GetAZs eu-west-1]
"""
    found = _review(subnet, subnet.replace("!GetAZs eu-west-1", '!GetAZs ""'))
    assert [one.rule for one in found] == ["availability-zone"]


_INLINE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: index.handler
          Code:
            ZipFile: |
              def main(event, context):
                  return {}
"""


def test_a_handler_of_other_code_is_not_proposed_without_that_code() -> None:
    elsewhere = _INLINE.replace("index.handler", "job.main")
    code = "Code:\n            ZipFile: |\n              def main(event, context):\n"
    stored = elsewhere.replace(code, "Code:\n            S3Bucket: store\n").replace(
        "                  return {}", "            S3Key: job.zip"
    )
    (found,) = _of("inline-handler", _INLINE, stored)
    assert found.suggestion == "Take the reference's code with its handler, `job.main`."


_GRANTING = """
    Resources:
      Kept:
        Type: HELD
      Reader:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: "kms:*", Resource: NAMED}
"""


def test_what_ref_gives_is_called_what_it_is() -> None:
    key = _GRANTING.replace("HELD", "AWS::KMS::Key")
    (found,) = _of(
        "policy-resource",
        key.replace("NAMED", "!Ref Kept"),
        key.replace("NAMED", "!GetAtt Kept.Arn"),
    )
    assert "`Ref` gives the ID" in found.issue


def test_a_text_that_nothing_fills_in_names_no_resource() -> None:
    bucket = _GRANTING.replace("HELD", "AWS::S3::Bucket")
    right = bucket.replace("NAMED", '!Sub "${Kept.Arn}/*"')
    for text in ('"${Kept}/*"', '!Sub "${!Kept}/*"'):
        assert not _of("policy-resource", bucket.replace("NAMED", text), right)


def test_a_condition_may_have_an_underscore_in_its_name() -> None:
    chosen = """
    Conditions:
      Is_Live: !Equals [!Ref AWS::Region, eu-west-1]
    Resources:
      Topic:
        Type: AWS::SNS::Topic
        Condition: Is_Live
"""
    assert not _of("logical-id", chosen, chosen.replace("Is_Live", "IsLive"))
    assert _of("logical-id", chosen.replace("Is_", "Is-"), chosen.replace("Is_Live", "IsLive"))


def test_code_that_stands_in_may_yet_fail() -> None:
    working = _INLINE.replace("index.handler", "index.main").replace(
        "              def main(event, context):\n",
        "              import boto3\n              queue = boto3.client('sqs')\n"
        "              def main(event, context):\n"
        "                  queue.send_message(QueueUrl=event['url'], MessageBody='order')\n"
        "                  queue.send_message(QueueUrl=event['log'], MessageBody='order')\n"
        "                  queue.send_message(QueueUrl=event['all'], MessageBody='order')\n",
    )
    (found,) = _of("placeholder-code", _INLINE, working)
    assert "succeed" not in str(found.impact)
