"""What cfn-lint calls an error is a critical finding of its own, told in its own words."""

from dataclasses import replace

import pytest

from analysis.comparison import compare
from analysis.drafts import find
from analysis.edits import apply_edits
from analysis.findings import Finding, Severity
from analysis.lint import LintMatch
from analysis.reading.reader import read
from analysis.rules import RULES
from analysis.rules.rule import Context
from analysis.source import Source, Span
from analysis.syntax import Path
from analysis.template import Template, build_template

RECORDER = """
Resources:
  Recorder:
    Type: AWS::Config::ConfigurationRecorder
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/config
"""
RIGHT_RECORDER = RECORDER.replace("RoleArn", "RoleARN")
RULED = """
Resources:
  Daily:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Arn: arn:aws:states:us-east-1:123456789012:stateMachine:work
"""
RIGHT_RULE = RULED + "          Id: Work\n"
STORED = """
Resources:
  Store:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      EngineVersion: 8.0.28
"""
CLUSTER = """
Resources:
  Store:
    Type: AWS::RDS::DBCluster
    Properties:
      Engine: aurora-postgresql
      MasterUsername: admin
      MasterUserPassword: Hunter2Hunter2
"""
NEWER_STORE = STORED.replace("8.0.28", "8.0.43")
PROPERTIES: Path = ("Resources", "Recorder", "Properties")
UNEXPECTED = LintMatch(
    "E3002",
    "Additional properties are not allowed ('RoleArn' was unexpected)",
    (*PROPERTIES, "RoleArn"),
    Span(1, 2),
)
REQUIRED = LintMatch("E3003", "'RoleARN' is a required property", PROPERTIES, Span(1, 2))
NO_ID = LintMatch(
    "E3003",
    "'Id' is a required property",
    ("Resources", "Daily", "Properties", "Targets", 0),
    Span(1, 2),
)
OLD = LintMatch(
    "W3691",
    "Engine version '8.0.28' for engine 'mysql' is deprecated and cannot be used to create new "
    "RDS DB instances",
    ("Resources", "Store", "Properties"),
    Span(1, 2),
)
UNKNOWN = (
    "Resources:\n  Hold: {Type: T::T::T}\n"
    "  Thing: {Type: AWS::EC2::Thing, Properties: {Name: !GetAtt Hold.Of}}\n"
)
VERSIONED = (
    "Resources:\n  Store: {Type: AWS::RDS::DBInstance, "
    "Properties: {EngineVersion: '%s', Class: %s}}"
)
STORE_PATH: Path = ("Resources", "Store", "Properties")
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


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", text)))


def _findings(
    candidate: str, reference: str, mine: tuple[LintMatch, ...], known: tuple[LintMatch, ...] = ()
) -> tuple[Finding, ...]:
    comparison = compare(_template(candidate), _template(reference))
    context = Context(comparison.candidate, comparison.candidate_uses, comparison)
    return find(replace(context, candidate_lint=mine, reference_lint=known), RULES)


def test_a_misspelt_property_is_one_finding_with_what_is_meant() -> None:
    (finding,) = _findings(RECORDER, RIGHT_RECORDER, (UNEXPECTED, REQUIRED))
    assert finding.severity is Severity.CRITICAL
    assert finding.title == "Invalid Property RoleArn Instead of RoleARN in Recorder"
    assert len(finding.covers) == 2
    assert finding.fixes
    assert "extraneous key [RoleArn] is not permitted" in finding.impact.deployment


def test_a_missing_key_of_a_list_item_takes_the_item_over() -> None:
    (finding,) = _findings(RULED, RIGHT_RULE, (NO_ID,))
    assert finding.title == "Missing Required Property Id in Targets of Daily"
    assert finding.severity is Severity.CRITICAL


def test_a_version_that_cannot_be_created_is_critical() -> None:
    (finding,) = _findings(STORED, NEWER_STORE, (OLD,))
    assert (finding.rule, finding.severity) == ("template-error", Severity.CRITICAL)
    assert finding.title == "Engine Version Not Available: 8.0.28 in Store"


@pytest.mark.parametrize(
    "match", [replace(UNEXPECTED, suppressed_by="Metadata"), UNEXPECTED], ids=["hidden", "shared"]
)
def test_an_error_that_is_suppressed_or_shared_is_light(match: LintMatch) -> None:
    known = () if match.suppressed_by else (UNEXPECTED,)
    found = {one.rule: one for one in _findings(RECORDER, RECORDER, (match,), known)}
    assert found["cfn-lint"].severity is Severity.LOW
    assert "template-error" not in found


def test_the_same_error_in_two_resources_is_one_finding() -> None:
    name = LintMatch(
        "E3002",
        "Additional properties are not allowed ('Colour' was unexpected)",
        ("Resources", "One", "Properties", "Colour"),
        Span(1, 2),
    )
    other = replace(name, path=("Resources", "Two", "Properties", "Colour"))
    text = "Resources:\n" + "".join(
        f"  {one}:\n    Type: AWS::SQS::Queue\n    Properties:\n      Colour: red\n"
        for one in ("One", "Two")
    )
    (finding,) = _findings(text, text, (name, other))
    assert finding.title == "Invalid Property Colour in One and Two"
    assert finding.logical_ids == ("One", "Two")


def test_what_another_finding_covers_is_written_as_the_reference_has_it() -> None:
    name = LintMatch(
        "E3002",
        "'admin' should not be valid under {'enum': ['admin']}",
        ("Resources", "Store", "Properties", "MasterUsername"),
        Span(1, 2),
    )
    other = CLUSTER.replace("admin", "owner").replace("Hunter2Hunter2", "{{resolve:ssm-secure:p}}")
    findings = _findings(CLUSTER, other, (name,))
    (finding,) = (one for one in findings if one.rule == "template-error")
    assert finding.covers == ()
    (fix,) = finding.fixes
    assert fix.title == "Write Store as the reference does there"
    assert apply_edits(CLUSTER, fix.edits) == CLUSTER.replace("admin", "owner")


def test_a_type_that_does_not_exist_is_not_corrected_by_the_message() -> None:
    (found,) = _findings(UNKNOWN, UNKNOWN, (TYPE,))
    assert found.suggestion == "Use a resource type that exists, or do without Thing."


def test_an_attribute_is_shown_where_it_is_no_part_of_its_own() -> None:
    (found,) = _findings(UNKNOWN, UNKNOWN, (ATTRIBUTE,))
    assert [place.logical_id for place in found.candidate] == ["Thing"]


def test_an_attribute_that_does_not_exist_is_one_finding_wherever_it_is_named() -> None:
    other = replace(ATTRIBUTE, path=("Resources", "More", *ATTRIBUTE.path[2:]))
    text = UNKNOWN + UNKNOWN.splitlines()[2].replace("Thing:", "More:")
    (found,) = _findings(text, text, (ATTRIBUTE, other))
    assert found.title == "Invalid Fn::GetAtt Attribute Of in Thing and More"


def test_a_name_that_nothing_defines_is_told_once() -> None:
    text = (
        "Resources:\n  One: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Lost}}\n"
        "Outputs:\n  Two: {Value: !Ref Lost}\n"
    )
    listed = ", ".join(f"'Name{number}'" for number in range(9))
    message = f"'Lost' is not one of [{listed}]"
    path: Path = ("Resources", "One", "Properties", "QueueName", "Ref")
    matches = (
        LintMatch("E1020", message, path, Span(1, 2)),
        LintMatch("E6101", message, ("Outputs", "Two", "Value", "Ref"), Span(1, 2)),
    )
    (found,) = _findings(text, text.replace("!Ref Lost", "lost"), matches)
    assert found.rule == "undefined-reference"
    assert found.title == "Unresolved Reference Lost in One and Two"
    assert found.issue == (
        "`One` and `Two` refer to `Lost` in `QueueName` and `Value`, but the template defines no "
        "parameter or resource of that name."
    )
    assert found.suggestion.startswith("Set `QueueName` of `One` to `lost`.")


def test_a_long_list_of_what_is_allowed_is_cut() -> None:
    listed = ", ".join(f"'name{number}'" for number in range(9))
    match = LintMatch("E3030", f"'x' is not one of [{listed}]", (*STORE_PATH, "Class"), Span(1, 2))
    text = VERSIONED % ("1.1", "x")
    (found,) = _findings(text, text, (match,))
    assert "'x' is not one of ['name0', 'name1', 'name2', …]." in found.issue


def test_a_function_is_no_reference() -> None:
    (found,) = _findings(UNKNOWN, UNKNOWN, (CONDITION,))
    assert found.title == "Invalid Output in Thing"


def test_what_the_reference_says_nothing_of_is_corrected_by_the_message() -> None:
    older = VERSIONED % ("1.1", "admin")
    refused = LintMatch(
        "E3691", "'1.1' is not one of ['2.1']", (*STORE_PATH, "EngineVersion"), Span(1, 2)
    )
    wrong = LintMatch("E3030", "'admin' is not one of []", (*STORE_PATH, "Class"), Span(1, 2))
    (found,) = _findings(older, VERSIONED % ("2.1", "admin"), (refused, wrong))
    assert found.suggestion == (
        "Set `EngineVersion` of `Store` to `2.1`. Correct Class as the message says."
    )


def test_what_stands_behind_references_is_told_by_what_is_wrong_with_it() -> None:
    runtime = "Runtime {'Ref': 'Version'} was deprecated on '2025-12-15' when 'Ref' is resolved"
    pattern = "{'Ref': 'Name'} does not match '^[a-z]+$' when 'Ref' is resolved"
    matches = tuple(
        LintMatch("W1030", message, (*STORE_PATH, name), Span(1, 2))
        for name, message in (("Runtime", runtime), ("Name", pattern))
    )
    text = VERSIONED % ("1.1", "admin")
    assert {one.title for one in _findings(text, text, matches)} == {
        "Deprecated Lambda Runtime in Store",
        "Value That Does Not Fit the Pattern in Store",
    }


def test_a_version_that_is_gone_is_told_apart_from_what_else_is_wrong() -> None:
    older, newer = VERSIONED % ("1.1", "admin"), VERSIONED % ("2.1", "admin")
    gone = LintMatch(
        "W3691", "Engine version '1.1' cannot be used", (*STORE_PATH, "EngineVersion"), Span(1, 2)
    )
    wrong = LintMatch("E3030", "'admin' is not one of []", (*STORE_PATH, "Class"), Span(1, 2))
    found = _findings(older, newer, (gone, wrong))
    assert sorted(one.title for one in found) == [
        "Engine Version Not Available: 1.1 in Store",
        "Invalid Value for Class in Store",
    ]
    assert len({one.id for one in found}) == 2


def test_a_version_that_is_gone_is_shown_where_it_stands() -> None:
    (found,) = _findings(STORED, NEWER_STORE, (OLD,))
    assert [place.excerpt.splitlines()[-1].strip() for place in found.candidate] == [
        "EngineVersion: 8.0.28"
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "'8.0' is not one of ['5.7.44', '8.0.42', '8.0.43']",
        "8.0 is not one of ['5.7.44', '8.0.42', '8.0.43']",
        "'8.0' is not one of ['5.6.51', '5.7.44', '5.…",
    ],
)
def test_a_version_without_its_last_part_is_not_refused(listed: str) -> None:
    whole = STORED.replace("8.0.28", "8.0")
    match = LintMatch(
        "E3691", listed, ("Resources", "Store", "Properties", "EngineVersion"), Span(1, 2)
    )
    found = _findings(whole, NEWER_STORE, (match,))
    assert "Engine Version Not Exact: 8.0 in Store" in {one.title for one in found}
    assert not [one for one in found if one.severity is Severity.CRITICAL]
    assert not [one for one in found if "refuses" in one.impact.deployment]


def test_a_value_that_is_wrong_stands_before_what_it_would_need() -> None:
    table = (
        "Resources:\n  Store: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: ON_DEMAND}}\n"
    )
    needs = LintMatch(
        "E3639", "'ProvisionedThroughput' is a required property", STORE_PATH, Span(1, 2)
    )
    wrong = LintMatch(
        "E3030",
        "'ON_DEMAND' is not one of ['PROVISIONED']",
        (*STORE_PATH, "BillingMode"),
        Span(1, 2),
    )
    (found,) = _findings(table, table, (needs, wrong))
    assert found.title == "Invalid Value for BillingMode in Store"
