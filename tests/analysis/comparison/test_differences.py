"""What a difference says and where it points."""

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import Comparison, Difference, compare
from analysis.reading.reader import read
from analysis.source import Source
from analysis.syntax import PlainValue, follow, plain
from analysis.template import Template, build_template
from tests.shared_data import MALFORMED, SEED, corpus_pairs, needs_shared, pair


def template(text: str, name: str = "template.yaml") -> Template:
    return build_template(read(Source(name, text)))


def bucket(properties: str) -> Template:
    return template(
        "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties: {" + properties + "}\n",
    )


def only(comparison: Comparison) -> Difference:
    assert len(comparison.differences) == 1
    return comparison.differences[0]


def facts(comparison: Comparison) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(one.operation.value, one.path) for one in comparison.differences]


def assert_paths_lead(comparison: Comparison) -> None:
    for one in comparison.differences:
        mine = follow(comparison.candidate.root, one.candidate_path)
        known = follow(comparison.reference.root, one.reference_path)
        assert mine is not None
        assert known is not None
        if one.candidate is not None:
            assert mine is one.candidate
        if one.reference is not None:
            assert known is one.reference


def test_a_property_that_is_lacking() -> None:
    found = only(compare(bucket("A: 1"), bucket("A: 1, C: {D: 2}")))
    assert (found.operation, found.path) == ("add", ("Properties", "C"))
    assert found.candidate is None
    assert found.candidate_path == ("Resources", "B", "Properties")
    assert found.reference_path == ("Resources", "B", "Properties", "C")
    assert found.property_name == "C"
    assert found.type == "AWS::S3::Bucket"


def test_a_property_that_is_too_much() -> None:
    found = only(compare(bucket("A: {B: 1, C: 2}"), bucket("A: {B: 1}")))
    assert (found.operation, found.path) == ("remove", ("Properties", "A", "C"))
    assert found.candidate_path == ("Resources", "B", "Properties", "A", "C")
    assert found.reference_path == ("Resources", "B", "Properties", "A")


def test_a_function_against_a_value_is_one_change() -> None:
    found = only(compare(bucket("A: !If [C, {X: 1}, 2]"), bucket("A: {X: 1, Y: 2}")))
    assert (found.operation, found.path) == ("change", ("Properties", "A"))


def test_the_branches_of_one_choice_are_told_apart() -> None:
    found = only(compare(bucket("A: !If [C, {X: 1}, 2]"), bucket("A: !If [C, {X: 5}, 2]")))
    assert found.path == ("Properties", "A", "Fn::If", 1, "X")
    assert found.candidate_path == ("Resources", "B", "Properties", "A", "Fn::If", 1, "X")


def test_items_with_an_identity_are_named_by_it() -> None:
    mine = bucket("Tags: [{Key: a, Value: 1}, {Key: b, Value: 2}]")
    known = bucket("Tags: [{Key: c, Value: 3}, {Key: b, Value: 9}]")
    comparison = compare(mine, known)
    assert facts(comparison) == [
        ("add", ("Properties", "Tags", "Key=c")),
        ("change", ("Properties", "Tags", "Key=b", "Value")),
        ("remove", ("Properties", "Tags", "Key=a")),
    ]
    assert [one.candidate_path[3:] for one in comparison.differences] == [
        ("Tags",),
        ("Tags", 1, "Value"),
        ("Tags", 0),
    ]
    assert_paths_lead(comparison)


def test_items_without_one_have_the_references_index() -> None:
    mine = template("Resources:\n  F: {Type: X::Y::Z, Properties: {L: [a, c]}}\n")
    known = template("Resources:\n  F: {Type: X::Y::Z, Properties: {L: [a, b, c]}}\n")
    found = only(compare(mine, known))
    assert (found.operation, found.path) == ("add", ("Properties", "L", 1))


def test_another_order_of_named_items_is_one_change() -> None:
    text = "Resources:\n  F: {{Type: X::Y::Z, Properties: {{L: [{}]}}}}\n"
    one, other = "{Id: a, X: 1}", "{Id: b, X: 2}"
    mine, known = template(text.format(f"{one}, {other}")), template(text.format(f"{other}, {one}"))
    found = only(compare(mine, known))
    assert (found.operation, found.path) == ("change", ("Properties", "L"))


def test_statements_are_matched_by_sid_and_by_what_they_grant() -> None:
    text = (
        "Resources:\n  R: {{Type: AWS::IAM::Policy, Properties: {{PolicyDocument: "
        "{{Statement: [{}]}}}}}}\n"
    )
    mine = text.format(
        "{Sid: One, Effect: Allow, Action: [a:x, a:y], Resource: r}, "
        "{Effect: Allow, Action: a:z, Resource: s}",
    )
    known = text.format(
        "{Effect: Allow, Action: a:z, Resource: t}, "
        "{Sid: One, Effect: Allow, Action: [a:y, a:v], Resource: r}",
    )
    statements = ("Properties", "PolicyDocument", "Statement")
    assert facts(compare(template(mine), template(known))) == [
        ("change", (*statements, 0, "Resource")),
        ("add", (*statements, "Sid=One", "Action", 1)),
        ("remove", (*statements, "Sid=One", "Action", 0)),
    ]


def test_rules_are_matched_by_protocol_ports_and_peer() -> None:
    text = (
        "Resources:\n  G: {{Type: AWS::EC2::SecurityGroup, Properties: "
        "{{SecurityGroupIngress: [{}]}}}}\n"
    )
    rule = "{{IpProtocol: tcp, FromPort: {0}, ToPort: {0}, CidrIp: 10.0.0.0/8, Description: {1}}}"
    mine = text.format(", ".join((rule.format(80, "web"), rule.format(22, "shell"))))
    known = text.format(", ".join((rule.format(22, "ssh"), rule.format(80, "web"))))
    rules = ("Properties", "SecurityGroupIngress")
    assert facts(compare(template(mine), template(known))) == [
        ("change", (*rules, 0, "Description"))
    ]


def test_whole_entities_come_and_go() -> None:
    mine = template("Resources:\n  Q: {Type: AWS::SQS::Queue}\n  X: {Type: AWS::SNS::Topic}\n")
    known = template(
        "Resources:\n  Q: {Type: AWS::SQS::Queue}\nOutputs:\n  O: {Value: !Ref Q}\n",
    )
    comparison = compare(mine, known)
    removed, added = comparison.differences
    assert (removed.operation, removed.candidate_id, removed.reference_id) == ("remove", "X", None)
    assert removed.is_whole_entity
    assert removed.candidate_path == ("Resources", "X")
    assert (added.operation, added.section, added.reference_id) == ("add", "Outputs", "O")
    assert added.candidate_path == ()
    assert added.reference_path == ("Outputs", "O")
    assert_paths_lead(comparison)


def test_another_type_is_one_change_of_the_whole_body() -> None:
    mine = template("Resources:\n  D: {Type: AWS::RDS::DBInstance, Properties: {A: 1}}\n")
    known = template("Resources:\n  D: {Type: AWS::RDS::DBCluster, Properties: {B: 1}}\n")
    found = only(compare(mine, known))
    assert (found.operation, found.path, found.type) == ("change", (), "AWS::RDS::DBCluster")
    assert not found.is_whole_entity


@pytest.mark.parametrize(
    ("mine", "known", "expected"),
    [
        ("Description: a", "Description: b", ("change", "Description", ())),
        ("", "Description: b", ("add", "Description", ())),
        ("Metadata: {A: 1}", "", ("remove", "Metadata", ())),
        ("Metadata: {A: {B: 1}}", "Metadata: {A: {B: 2}}", ("change", "Metadata", ("A", "B"))),
        ("Metadata: {}", "Metadata: {A: 1}", ("add", "Metadata", ("A",))),
        ("", "Transform: AWS::LanguageExtensions", ("add", "Transform", ())),
        (
            "Conditions: {C: !Equals [a, b]}",
            "Conditions: {C: !Equals [a, c]}",
            ("change", "Conditions", ()),
        ),
        (
            "Mappings: {M: {a: {b: 1}}}",
            "Mappings: {M: {a: {b: 2}}}",
            ("change", "Mappings", ("a", "b")),
        ),
        ("Rules: {R: {Assertions: []}}", "", ("remove", "Rules", ())),
        ("Outputs:", "Outputs: {O: {Value: x}}", ("change", "Outputs", ())),
    ],
)
def test_every_section_counts(
    mine: str, known: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    rest = "\nResources: {Q: {Type: AWS::SQS::Queue}}\n"
    comparison = compare(template(mine + rest), template(known + rest))
    found = only(comparison)
    assert (found.operation.value, found.section, found.path) == expected
    assert_paths_lead(comparison)


@pytest.mark.parametrize(
    ("mine", "known"),
    [
        ("Transform: AWS::LanguageExtensions", "Transform: [AWS::LanguageExtensions]"),
        ("Metadata: {}", ""),
        ("Parameters:", ""),
        ("Conditions: {}", ""),
    ],
)
def test_sections_that_mean_the_same(mine: str, known: str) -> None:
    rest = "\nResources: {Q: {Type: AWS::SQS::Queue}}\n"
    assert compare(template(mine + rest), template(known + rest)).differences == ()
    assert compare(template(known + rest), template(mine + rest)).differences == ()


def test_names_of_renamed_parameters_are_the_same_in_the_interface() -> None:
    text = (
        "Metadata:\n  AWS::CloudFormation::Interface:\n"
        "    ParameterGroups: [{{Label: {{default: L}}, Parameters: [{0}]}}]\n"
        "    ParameterLabels: {{{0}: {{default: T}}}}\n"
        "Parameters: {{{0}: {{Type: String, Default: x}}}}\n"
        "Resources: {{Q: {{Type: AWS::SQS::Queue, Properties: {{QueueName: !Ref {0}}}}}}}\n"
    )
    assert (
        compare(template(text.format("DbName")), template(text.format("DBName"))).differences == ()
    )


def test_a_name_that_means_another_entity_differs() -> None:
    text = "Resources: {{A: {{Type: {}}}, B: {{Type: {}}}, C: {{Type: X::Y::Z, DependsOn: A}}}}"
    mine = template(text.format("AWS::SQS::Queue", "AWS::SQS::Queue"))
    comparison = compare(mine, mine, [("Resources", "A", "B"), ("Resources", "B", "A")])
    assert facts(comparison) == [("change", ("DependsOn",))]


def test_nothing_is_said_of_what_could_not_be_read() -> None:
    known = template(
        '{"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"A": 1, "B": 2}}}}'
    )
    broken = template('{"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"A": 1, "B')
    assert compare(broken, known).differences == ()
    assert compare(known, broken).differences == ()


# A strategy of templates as plain data; every function that has two forms is among the values.
NAMES = st.sampled_from(["A", "B", "C"])
TEXTS = st.sampled_from(["x", "y-z", "10", "{", "a: b", "true", "é\n", "${", '{"k": [1, "${A}"]}'])
FUNCTIONS = st.one_of(
    NAMES.map(lambda name: {"Ref": name}),
    NAMES.map(lambda name: {"Fn::GetAtt": [name, "Arn"]}),
    NAMES.map(lambda name: {"Fn::Sub": f"pre-${{{name}.Arn}}-${{AWS::Region}}"}),
    st.lists(TEXTS, min_size=1, max_size=3).map(lambda items: {"Fn::Join": ["-", items]}),
    TEXTS.map(lambda text: {"Fn::If": ["IsOn", text, {"Ref": "AWS::NoValue"}]}),
)
VALUES: st.SearchStrategy[PlainValue] = st.recursive(
    st.one_of(TEXTS, st.integers(-5, 500), st.booleans(), FUNCTIONS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["P", "Q", "Tags", "Statement", "Id"]), inner, max_size=4),
    ),
    max_leaves=12,
)
RESOURCES = st.fixed_dictionaries(
    {
        "Type": st.sampled_from(["AWS::S3::Bucket", "AWS::SQS::Queue", "Custom::Thing"]),
        "Properties": st.dictionaries(
            st.sampled_from(["Tags", "BucketName", "X", "Y"]), VALUES, min_size=1
        ),
    },
    optional={"DependsOn": st.lists(NAMES, max_size=2, unique=True)},
)
TEMPLATES = st.dictionaries(NAMES, RESOURCES, min_size=1, max_size=3).map(
    lambda found: {"Resources": found},
)


def shuffled(value: PlainValue, chance: random.Random) -> PlainValue:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def in_short_form(value: PlainValue) -> str:
    """Return YAML in flow style with the short form of every function that has one."""
    if isinstance(value, dict):
        match list(value.items()):
            case [("Fn::GetAtt", [str(name), str(attribute)])]:
                return f"!GetAtt {json.dumps(f'{name}.{attribute}')}"
            case [(("Ref" | "Fn::Sub" | "Fn::Join" | "Fn::If") as name, argument)]:
                return f"!{name.removeprefix('Fn::')} {in_short_form(argument)}"
        inner = (f"{json.dumps(key)}: {in_short_form(item)}" for key, item in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(in_short_form(item) for item in value) + "]"
    return json.dumps(value)


@given(TEMPLATES, st.integers())
def test_key_order_and_forms_do_not_count(data: Mapping[str, PlainValue], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret is made of it)
    one = template(json.dumps(data), "template.json")
    other = template(in_short_form(shuffled(dict(data), chance)) + "\n")
    assert not other.reading.problems
    assert plain(one.root) != {}
    assert compare(one, other).differences == ()
    assert compare(other, one).differences == ()


@given(TEMPLATES, TEMPLATES)
def test_every_path_leads_to_its_node(
    one: Mapping[str, PlainValue], other: Mapping[str, PlainValue]
) -> None:
    mine = template(json.dumps(one), "one.json")
    known = template(json.dumps(other), "other.json")
    comparison = compare(mine, known)
    assert_paths_lead(comparison)
    assert bool(comparison.differences) == bool(compare(known, mine).differences)


@needs_shared
@pytest.mark.corpus
@pytest.mark.parametrize("folder", corpus_pairs(every=8), ids=lambda folder: folder.name)
def test_real_pairs(folder: Path) -> None:
    mine, known = (template(path.read_text(encoding="utf-8"), path.name) for path in pair(folder))
    assert compare(mine, mine).differences == ()
    assert compare(known, known).differences == ()
    assert_paths_lead(compare(mine, known))


@needs_shared
@pytest.mark.corpus
def test_broken_templates_do_not_differ_from_themselves() -> None:
    known = template((SEED / "reference.json").read_text(encoding="utf-8"), "reference.json")
    for path in MALFORMED.glob("*-Pr*"):
        broken = template(path.read_text(encoding="utf-8"), path.name)
        assert compare(broken, broken).differences == ()
        assert_paths_lead(compare(broken, known))
