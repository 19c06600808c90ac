"""Who is who: by hand, by name, by what entities hold and what they are linked with."""

from pathlib import Path

import pytest

from analysis.comparison import compare
from analysis.edits import Edit, apply_edits
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template
from analysis.uses import find_uses, target_section
from tests.shared_data import SEED, corpus_pairs, needs_shared, pair

RENAMED_IN_THE_SEED = {
    "CloudTrailBucket": "AuditTrailBucket",
    "CloudTrailBucketPolicy": "AuditTrailBucketPolicy",
    "DBSecurityGroup": "AuroraSecurityGroup",
    "DBSubnetGroup": "AuroraDBSubnetGroup",
    "DailyReportingSchedule": "DailyScheduler",
    "DatabaseInitFunction": "DatabaseInitLambda",
    "DatabaseSecret": "AuroraSecret",
    "DeliverReportFunction": "DeliverReportLambda",
    "FailureRateAlarm": "FailureAlarm",
    "GenerateReportFunction": "GenerateReportLambda",
    "RegulatoryCloudTrail": "AuditingTrail",
    "StepFunctionsRole": "StepFunctionsExecutionRole",
    "ValidateReportFunction": "ValidateReportLambda",
}
ONLY_IN_THE_SEEDS_CANDIDATE = {
    "ConfirmDeliveryFunction",
    "DeliveryFailureAlarm",
    "KMSKeyAlias",
    "StateMachineLogGroup",
}


def template(text: str, name: str = "template.yaml") -> Template:
    return build_template(read(Source(name, text)))


def resources(**bodies: str) -> Template:
    return template(
        "Resources:\n" + "".join(f"  {name}: {{{body}}}\n" for name, body in bodies.items()),
    )


def pairs(
    candidate: Template,
    reference: Template,
    *pairings: tuple[str, str, str],
    section: str = "Resources",
) -> dict[str, str]:
    return dict(compare(candidate, reference, pairings).alignment.pairs[section])


def group(port: int, name: str) -> str:
    return (
        "Type: AWS::EC2::SecurityGroup, Properties: {VpcId: vpc, GroupDescription: "
        f"{name}, GroupName: {name}, SecurityGroupIngress: [{{IpProtocol: udp, FromPort: {port}, "
        f"ToPort: {port}, SourceSecurityGroupId: {name}, Description: {name}}}]}}"
    )


def test_the_same_name_and_type_is_the_same() -> None:
    mine = resources(A="Type: AWS::SQS::Queue", B="Type: AWS::SNS::Topic")
    known = resources(B="Type: AWS::SNS::Topic", A="Type: AWS::SQS::Queue")
    assert pairs(mine, known) == {"A": "A", "B": "B"}


@pytest.mark.parametrize(
    ("mine", "known", "kind"),
    [
        ("JobsQueue", "JobsQUEUE", "AWS::SQS::Queue"),
        ("AppFunction", "AppLambda", "AWS::Lambda::Function"),
        ("ReportFn", "ReportFunction", "AWS::Lambda::Function"),
        ("WebSG", "WebSecurityGroup", "AWS::EC2::SecurityGroup"),
        ("DbInstance", "RDSInstance", "AWS::RDS::DBInstance"),
        ("PublicSubnetA", "PublicSubnet1", "AWS::EC2::Subnet"),
        ("IGW", "InternetGateway", "AWS::EC2::InternetGateway"),
    ],
)
def test_other_words_for_the_same(mine: str, known: str, kind: str) -> None:
    other = {f"Other{kind.rpartition('::')[2]}": f"Type: {kind}, Properties: {{A: 1}}"}
    candidate = resources(**{mine: f"Type: {kind}, Properties: {{B: 2}}"}, **other)
    reference = resources(**{known: f"Type: {kind}, Properties: {{C: 3}}"}, **other)
    assert pairs(candidate, reference)[mine] == known


def test_the_only_ones_of_a_type_lead_to_what_they_name() -> None:
    # No name says to which of the two buckets the logs go: the trail does.
    held = (
        "Type: 'AWS::S3::Bucket', Properties: {AccessControl: Private, ObjectLockEnabled: true, "
        "VersioningConfiguration: {Status: Enabled}, Tags: [%s]}"
    )
    trail = (
        "Type: 'AWS::CloudTrail::Trail', Properties: {IsLogging: true, IsMultiRegionTrail: true, "
        "EnableLogFileValidation: %s, S3BucketName: !Ref %s}"
    )
    mine = resources(Logging=held % "a", Main=trail % ("true", "Logging"))
    known = resources(Data=held % "b", Audit=held % "c", NovaRecorder=trail % ("false", "Audit"))
    assert pairs(mine, known)["Logging"] == "Audit"


def test_what_holds_and_links_alike_is_one_whatever_its_name() -> None:
    held = (
        "Type: 'AWS::S3::Bucket', Properties: {Tags: [%s], ObjectLockEnabled: true, "
        "VersioningConfiguration: {Status: Enabled}, ReplicationConfiguration: "
        "{Role: !GetAtt Copier.Arn}}"
    )
    other = "Type: 'AWS::S3::Bucket', Properties: {AccessControl: Private}"
    copier = "Type: 'AWS::IAM::Role', Properties: {Description: !Sub 'from ${%s}'}"
    mine = resources(TransactionLogBucket=held % "a", Copier=copier % "TransactionLogBucket")
    known = resources(S3Bucket=held % "b", Replica=other, Copier=copier % "S3Bucket")
    assert pairs(mine, known)["TransactionLogBucket"] == "S3Bucket"


def test_a_name_with_other_content_is_not_enough_to_be_the_only_ones() -> None:
    mine = resources(SSHSecurityGroup=group(22, "ssh"))
    known = resources(WebServerSecurityGroup=group(443, "web"))
    assert pairs(mine, known) == {}


def test_numbered_ones_are_not_each_other() -> None:
    mine = resources(
        NatGateway1="Type: AWS::EC2::NatGateway, Properties: {SubnetId: a, AllocationId: e}",
        NatGateway2="Type: AWS::EC2::NatGateway, Properties: {SubnetId: b, AllocationId: f}",
    )
    known = resources(
        NatGateway="Type: AWS::EC2::NatGateway, Properties: {SubnetId: a, AllocationId: e}",
    )
    assert pairs(mine, known) == {"NatGateway1": "NatGateway"}


def test_roles_of_two_services_are_two() -> None:
    body = (
        "Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{Version: '2012-10-17', "
        "Statement: [{{Effect: Allow, Action: 'sts:AssumeRole', Principal: {{Service: {}}}}}]}}}}"
    )
    mine = resources(Copier=body.format("lambda.amazonaws.com"))
    known = resources(Builder=body.format("codebuild.amazonaws.com"))
    assert pairs(mine, known) == {}


def test_links_tell_twins_apart() -> None:
    twin = "Type: AWS::EC2::EIP, Properties: {Domain: vpc}"
    nat = (
        "Type: AWS::EC2::NatGateway, "
        "Properties: {{SubnetId: {}, AllocationId: !GetAtt {}.AllocationId}}"
    )
    mine = resources(X=twin, Y=twin, P=nat.format("b", "X"), Q=nat.format("a", "Y"))
    known = resources(E1=twin, E2=twin, N1=nat.format("a", "E1"), N2=nat.format("b", "E2"))
    assert pairs(mine, known) == {"X": "E2", "Y": "E1", "P": "N2", "Q": "N1"}


def test_a_name_that_changed_its_type_is_still_that_name() -> None:
    mine = resources(Db="Type: AWS::RDS::DBInstance")
    known = resources(Db="Type: AWS::RDS::DBCluster")
    assert pairs(mine, known) == {"Db": "Db"}


def test_pairings_by_hand_win() -> None:
    mine = resources(A="Type: AWS::SQS::Queue", B="Type: AWS::SQS::Queue")
    known = resources(A="Type: AWS::SQS::Queue", B="Type: AWS::SQS::Queue")
    crossed = [("Resources", "A", "B"), ("Resources", "B", "A")]
    assert pairs(mine, known, *crossed) == {"A": "B", "B": "A"}
    assert pairs(mine, known, ("Resources", "A", "")) == {"B": "B"}
    assert pairs(mine, known, ("Resources", "", "B")) == {"A": "A"}
    assert pairs(mine, known, ("Resources", "Gone", "B")) == {"A": "A", "B": "B"}


PARAMETERS = """
Parameters:
  {name}: {{Type: String, Default: {default}, AllowedPattern: '[a-z]+'{more}}}
Resources:
  Q: {{Type: AWS::SQS::Queue, Properties: {{QueueName: !Sub 'q-${{{name}}}'}}}}
"""


def test_a_parameter_with_other_words_is_known_by_what_it_holds_and_where_it_is_used() -> None:
    mine = template(PARAMETERS.format(name="Stage", default="dev", more=""))
    known = template(PARAMETERS.format(name="Level", default="dev", more=", Description: x"))
    assert pairs(mine, known, section="Parameters") == {"Stage": "Level"}


def test_one_more_word_makes_another_parameter() -> None:
    mine = template(PARAMETERS.format(name="Environment", default="prod", more=", MinLength: 3"))
    suffix = PARAMETERS.replace("[a-z]+", ".*")
    known = template(suffix.format(name="EnvironmentSuffix", default="dev", more=""))
    assert pairs(mine, known, section="Parameters") == {}


def test_conditions_mappings_and_outputs_are_paired_by_content() -> None:
    text = (
        "Mappings:\n  {m}: {{a: {{b: c, d: e}}}}\n"
        "Conditions:\n  {c}: !Equals [!Ref AWS::Region, eu-west-1]\n"
        "Resources:\n  Q: {{Type: AWS::SQS::Queue, Condition: {c}, "
        "Properties: {{QueueName: !FindInMap [{m}, a, b]}}}}\n"
        "Outputs:\n  {o}: {{Value: !GetAtt Q.Arn, Export: {{Name: q}}}}\n"
    )
    mine = template(text.format(m="Names", c="InEurope", o="Queue"))
    known = template(text.format(m="Words", c="IsEuropean", o="JobsArn"))
    assert compare(mine, known).differences == ()
    assert pairs(mine, known, section="Conditions") == {"InEurope": "IsEuropean"}


def test_many_of_one_type_are_found_by_what_few_others_have() -> None:
    body = "Type: AWS::SQS::Queue, Properties: {{QueueName: q{}, DelaySeconds: {}}}"
    mine = resources(**{f"Mine{at}Jobs": body.format(at, 1) for at in range(250)})
    known = resources(**{f"Known{at}Jobs": body.format(at, 2) for at in range(250)})
    assert pairs(mine, known) == {f"Mine{at}Jobs": f"Known{at}Jobs" for at in range(250)}


@needs_shared
@pytest.mark.corpus
def test_the_seed_is_aligned_as_a_human_would() -> None:
    mine, known = (
        template((SEED / name).read_text(encoding="utf-8"), name)
        for name in ("candidate.json", "reference.json")
    )
    comparison = compare(mine, known)
    found = comparison.alignment.pairs["Resources"]
    assert {one: other for one, other in found.items() if one != other} == RENAMED_IN_THE_SEED
    assert sum(one == other for one, other in found.items()) == 9
    only = {one.logical_id for one in comparison.only_in_candidate}
    assert only == ONLY_IN_THE_SEEDS_CANDIDATE
    assert len(list(comparison.only_in_reference)) == 19


def renamed(found: Template) -> tuple[str, dict[str, dict[str, str]]]:
    """Return the template's text with another name for every entity, and those names."""
    sections = ("Parameters", "Mappings", "Conditions", "Resources", "Outputs")
    entities = [entity for name in sections for entity in found.section(name).values()]
    names: dict[str, dict[str, str]] = {section: {} for section in sections}
    edits = set()
    source = found.reading.source
    for at, entity in enumerate(entities):
        other = f"Zz{(at * 7919) % 10007:05d}"
        names[entity.section][entity.logical_id] = other
        raw = source.slice(entity.key.span)
        edits.add(Edit(entity.key.span, raw.replace(entity.logical_id, other)))
    for use in find_uses(found):
        section = target_section(found, use)
        if section and source.slice(use.span) == use.target:
            edits.add(Edit(use.span, names[section][use.target]))
    return apply_edits(source.text, sorted(edits)), names


@needs_shared
@pytest.mark.corpus
@pytest.mark.parametrize("folder", corpus_pairs(every=9), ids=lambda folder: folder.name)
def test_renaming_everything_is_seen_through(folder: Path) -> None:
    path = pair(folder)[1]
    known = template(path.read_text(encoding="utf-8"), path.name)
    text, names = renamed(known)
    alignment = compare(template(text, path.name), known).alignment
    total = right = 0
    for section, others in names.items():
        for name, other in others.items():
            total += 1
            right += alignment.pairs[section].get(other) == name
    assert right >= 0.97 * total
