from pathlib import Path

import pytest

from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template
from analysis.uses import UseKind, dangling, find_uses, target_section
from tests.shared_data import corpus_pairs, needs_shared, pair

HEAD = """
Parameters:
  Env: {Type: String}
Mappings:
  Map: {a: {b: c}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Topic:
    Type: AWS::SNS::Topic
  Bucket:
    Type: AWS::S3::Bucket
"""

# What stands in the bucket's body, and the kind, target and attribute of its uses.
CASES = [
    ("Properties: {A: !Ref Env}", [("Ref", "Env", "")]),
    ("Properties: {A: {Ref: Env}}", [("Ref", "Env", "")]),
    ("Properties: {A: !Ref AWS::Region}", []),
    ("Properties: {A: !GetAtt Topic.TopicArn}", [("GetAtt", "Topic", "TopicArn")]),
    ("Properties: {A: {Fn::GetAtt: [Topic, TopicArn]}}", [("GetAtt", "Topic", "TopicArn")]),
    ("Properties: {A: !GetAtt Topic.Outputs.Arn}", [("GetAtt", "Topic", "Outputs.Arn")]),
    (
        "Properties: {A: {Fn::GetAtt: [Topic, !Ref Env]}}",
        [("GetAtt", "Topic", ""), ("Ref", "Env", "")],
    ),
    (
        "Properties: {A: !Sub 'x-${Env}-${Topic.TopicArn}'}",
        [("Sub", "Env", ""), ("Sub", "Topic", "TopicArn")],
    ),
    ("Properties: {A: !Sub '${!Env} ${AWS::Region}'}", []),
    (
        "Properties: {A: !Sub ['${V} ${Env}', {V: !Ref Topic}]}",
        [("Sub", "Env", ""), ("Ref", "Topic", "")],
    ),
    ("DependsOn: Topic", [("DependsOn", "Topic", "")]),
    ("DependsOn: [Topic, Other]", [("DependsOn", "Topic", ""), ("DependsOn", "Other", "")]),
    ("Condition: IsProd", [("Condition", "IsProd", "")]),
    (
        "Properties: {A: !If [IsProd, !Ref Topic, !Ref AWS::NoValue]}",
        [("If", "IsProd", ""), ("Ref", "Topic", "")],
    ),
    (
        "Properties: {A: !FindInMap [Map, !Ref Env, b]}",
        [("FindInMap", "Map", ""), ("Ref", "Env", "")],
    ),
    ("Properties: {A: !ImportValue Vpc-Id}", [("ImportValue", "Vpc-Id", "")]),
    (
        "Properties: {A: {Fn::ImportValue: !Sub '${Env}-VpcId'}}",
        [("ImportValue", "${Env}-VpcId", ""), ("Sub", "Env", "")],
    ),
    (
        "Properties: {A: {Fn::ImportValue: !Join ['-', [!Ref Env, VpcId]]}}",
        [("ImportValue", "${Env}-VpcId", ""), ("Ref", "Env", "")],
    ),
    ("Properties: {P: {Statement: [{Effect: Allow, Condition: Env, Action: x}]}}", []),
    ("Metadata: {M: !Ref Topic}", [("Ref", "Topic", "")]),
]


def template(text: str) -> Template:
    return build_template(read(Source("template.yaml", text)))


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_every_use_is_found(body: str, expected: list[tuple[str, str, str]]) -> None:
    found = find_uses(template(f"{HEAD}    {body}\n"))
    mine = [use for use in found if use.owner == "Bucket"]
    assert [(use.kind.value, use.target, use.attribute) for use in mine] == expected


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_a_span_covers_just_the_name(body: str, expected: list[tuple[str, str, str]]) -> None:
    found = template(f"{HEAD}    {body}\n")
    text = found.reading.source
    named = [use for use in find_uses(found) if use.kind is not UseKind.IMPORT]
    assert [text.slice(use.span) for use in named] == [use.target for use in named]
    assert len(named) > len([one for one in expected if one[0] != "ImportValue"])


def test_conditions_rules_and_outputs_use_too() -> None:
    found = find_uses(
        template(
            "Conditions:\n  B: !And [!Condition A, !Not [{Condition: C}]]\n"
            "Rules:\n  R: {RuleCondition: !Equals [!Ref P, x], Assertions: "
            "[{Assert: {Fn::Contains: [{Fn::ValueOf: [P, Default]}, y]}}]}\n"
            "Outputs:\n  O: {Condition: B, Value: !Ref Q, Export: {Name: !Sub '${P}-o'}}\n",
        ),
    )
    assert [(use.owner, use.kind.value, use.target) for use in found] == [
        ("B", "Condition", "A"),
        ("B", "Condition", "C"),
        ("R", "Ref", "P"),
        ("R", "Ref", "P"),
        ("O", "Condition", "B"),
        ("O", "Ref", "Q"),
        ("O", "Sub", "P"),
    ]


def test_a_use_knows_where_its_target_stands() -> None:
    found = template(f"{HEAD}    Properties: {{A: !Ref Env, B: !Ref Topic, C: !Ref Nobody}}\n")
    uses = [use for use in find_uses(found) if use.owner == "Bucket"]
    assert [target_section(found, use) for use in uses] == ["Parameters", "Resources", ""]


def names(text: str) -> list[str]:
    found = template(text)
    return [use.target for use in dangling(found, find_uses(found))]


def test_what_nobody_defines_dangles() -> None:
    body = "Properties: {A: !Ref Nobody, B: !Sub '${Bucket.Arn} ${Gone}', C: !ImportValue Other}"
    assert names(f"{HEAD}    {body}\n    DependsOn: Env\n") == ["Nobody", "Gone", "Env"]


def test_a_loop_may_name_anything() -> None:
    loop = "  Fn::ForEach::Loop:\n    - N\n    - [A, B]\n    - Topic${N}: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref N, X: !Ref Unknown}}\n"  # noqa: E501 (one line of a template)
    text = f"Resources:\n{loop}  Q: {{Type: AWS::SQS::Queue, DependsOn: [TopicA, Gone]}}\n"
    assert names(f"Transform: AWS::LanguageExtensions\n{text}") == ["Gone"]


def test_a_macro_may_write_anything() -> None:
    assert names(f"Transform: MyMacro\n{HEAD}    DependsOn: Gone\n") == []


def test_sam_writes_resources_of_its_own() -> None:
    text = (
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Api: {Type: AWS::Serverless::Api}\n"
        "  Q: {Type: AWS::SQS::Queue, DependsOn: [ApiStage, ServerlessRestApi, Gone]}\n"
    )
    assert names(text) == ["Gone"]


def test_nothing_dangles_while_a_section_could_not_be_read() -> None:
    text = '{"Resources": {"Q": {"Type": "AWS::SQS::Queue", "DependsOn": "Late"}, "La'
    assert names(text) == []


@needs_shared
@pytest.mark.corpus
@pytest.mark.parametrize("folder", corpus_pairs(every=20), ids=lambda folder: folder.name)
def test_spans_of_real_templates_hold_names(folder: Path) -> None:
    for path in pair(folder):
        found = template(path.read_text(encoding="utf-8"))
        for use in find_uses(found):
            if use.kind is not UseKind.IMPORT:
                assert found.reading.source.slice(use.span) == use.target
