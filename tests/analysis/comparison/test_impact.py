"""What deploying the candidate over a stack of the reference does."""

import pytest

from analysis.comparison import compare
from analysis.comparison.impact import impact
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template

GROUP = "Type: AWS::EC2::SecurityGroup, Properties"
QUEUE = "Type: AWS::SQS::Queue"


def template(body: str) -> Template:
    text = f"Resources:\n  Other: {{Type: AWS::SNS::Topic}}\n{body}"
    return build_template(read(Source("template.yaml", text)))


def resource(body: str) -> Template:
    return template(f"  X: {{{body}}}\n")


@pytest.mark.parametrize(
    ("mine", "known", "expected"),
    [
        (f"{GROUP}: {{GroupDescription: a}}", f"{GROUP}: {{GroupDescription: b}}", "replace"),
        (
            f"{GROUP}: {{GroupDescription: !Ref Other}}",
            f"{GROUP}: {{GroupDescription: b}}",
            "may replace",
        ),
        (f"{GROUP}: {{VpcId: a}}", f"{GROUP}: {{VpcId: !Ref Other}}", "may replace"),
        (f"{GROUP}: {{Tags: [{{Key: a, Value: b}}]}}", f"{GROUP}: {{Tags: []}}", "update"),
        (f"{GROUP}: {{Misspelt: a}}", f"{GROUP}: {{Misspelt: b}}", "none"),
        (f"{GROUP}: {{GroupDescription: a}}", "Type: AWS::EC2::SecurityGroup", "replace"),
        (f"{QUEUE}, DeletionPolicy: Retain", QUEUE, "update"),
        (QUEUE, "Type: AWS::SQS::QueuePolicy", "replace"),
        ("Type: Custom::X, Properties: {A: 1}", "Type: Custom::X, Properties: {A: 2}", "update"),
        (
            "Type: My::Own::Type, Properties: {A: 1}",
            "Type: My::Own::Type, Properties: {A: 2}",
            "none",
        ),
        (
            "Type: AWS::RDS::DBInstance, Properties: {AvailabilityZone: a}",
            "Type: AWS::RDS::DBInstance, Properties: {AvailabilityZone: b}",
            "may replace",
        ),
        (
            "Type: AWS::Lambda::Function, Properties: {Timeout: 1}",
            "Type: AWS::Lambda::Function, Properties: {Timeout: 2}",
            "update",
        ),
    ],
)
def test_a_changed_resource(mine: str, known: str, expected: str) -> None:
    comparison = compare(resource(mine), resource(known))
    assert [impact(one, comparison) for one in comparison.differences] == [expected]


@pytest.mark.parametrize(
    ("mine", "known", "expected"),
    [
        ("", f"  X: {{{QUEUE}}}\n", "delete"),
        ("", f"  X: {{{QUEUE}, DeletionPolicy: Snapshot}}\n", "delete"),
        ("", f"  X: {{{QUEUE}, DeletionPolicy: Retain}}\n", "orphan"),
        ("", f"  X: {{{QUEUE}, DeletionPolicy: RetainExceptOnCreate}}\n", "orphan"),
        (f"  X: {{{QUEUE}}}\n", "", "create"),
        ("Outputs: {O: {Value: x}}\n", "", "none"),
    ],
)
def test_what_is_there_on_one_side_only(mine: str, known: str, expected: str) -> None:
    comparison = compare(template(mine), template(known))
    assert [impact(one, comparison) for one in comparison.differences] == [expected]


@pytest.mark.parametrize(
    ("mine", "known", "expected"),
    [
        (
            "AccessConfig: {AuthenticationMode: API}",
            "AccessConfig: {AuthenticationMode: API2}",
            "update",
        ),
        (
            "AccessConfig: {BootstrapClusterCreatorAdminPermissions: true}",
            "AccessConfig: {BootstrapClusterCreatorAdminPermissions: false}",
            "replace",
        ),
        ("Name: x", "Name: x, AccessConfig: {AuthenticationMode: API}", "update"),
        (
            "Name: x",
            "Name: x, AccessConfig: {BootstrapClusterCreatorAdminPermissions: false}",
            "replace",
        ),
        ("AccessConfig: !Ref Other", "AccessConfig: {AuthenticationMode: API}", "may replace"),
    ],
)
def test_a_nested_path_replaces_only_if_it_changed(mine: str, known: str, expected: str) -> None:
    head = "Type: AWS::EKS::Cluster, Properties"
    comparison = compare(resource(f"{head}: {{{mine}}}"), resource(f"{head}: {{{known}}}"))
    assert [impact(one, comparison) for one in comparison.differences] == [expected]


@pytest.mark.parametrize(
    ("mine", "known", "expected"),
    [
        (f"  X: {{{QUEUE}, DeletionPolicy: Retain}}\n", "", "orphan"),
        (f"  X: {{{QUEUE}}}\n", "", "delete"),
        ("", f"  X: {{{QUEUE}}}\n", "create"),
    ],
)
def test_deploying_the_reference_is_the_other_way_round(
    mine: str,
    known: str,
    expected: str,
) -> None:
    comparison = compare(template(mine), template(known))
    found = [impact(one, comparison, "reference") for one in comparison.differences]
    assert found == [expected]
