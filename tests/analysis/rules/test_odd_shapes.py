"""No rule fails on a template of an odd shape, or speaks nonsense of it."""

import json
import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.comparison import compare
from analysis.drafts import find
from analysis.findings import Finding
from analysis.reading.reader import read
from analysis.rules import RULES
from analysis.rules.rule import Context, Rule
from analysis.source import Source
from analysis.syntax import plain
from analysis.template import Template, build_template
from analysis.uses import find_uses

Json = Any
ODD: tuple[Json, ...] = (
    None,
    3,
    True,
    "",
    "text",
    "0.0.0.0/0",
    "${",
    "${AWS::}",
    [],
    [1, None, []],
    [{"Key": ["a"], "Value": None}],
    {},
    {"": {}},
    {"1": {"2": 3}},
    {"Ref": None},
    {"Ref": ["A"]},
    {"Ref": "Nobody"},
    {"Fn::GetAtt": 3},
    {"Fn::GetAtt": ["A", {"Ref": "B"}]},
    {"Fn::Sub": []},
    {"Fn::Sub": ["${A}-${B}", {"A": {"Fn::Sub": "${B}"}}]},
    {"Fn::If": ["C", {"Fn::If": ["D", 1, {"Ref": "AWS::NoValue"}]}, [{"Ref": "A"}]]},
    {"Fn::If": "C"},
    {"Fn::Join": ["", {"Ref": "A"}]},
    {"Fn::ForEach::Each": ["X", ["a", "b"], {"Item${X}": {"Type": "AWS::S3::Bucket"}}]},
    {"Fn::Transform": {"Name": "AWS::Include", "Parameters": None}},
    {"Fn::ImportValue": {"Fn::Sub": "${A}-x"}},
    {"Fn::Unknown": {"Ref": "A"}},
    {"Type": ["AWS::S3::Bucket"]},
    {"Type": "AWS::Serverless::Function", "Properties": {"Events": []}},
    {"Type": "Custom::Thing", "Properties": None},
    {"Type": 5, "DependsOn": {"Ref": "A"}, "Condition": []},
)
PAIRS: tuple[tuple[str, str], ...] = tuple(
    (dedent(one.candidate), dedent(one.reference or one.candidate))
    for rule in RULES
    for one in rule.examples
)
NONSENSE = re.compile(r"\bNone\b|Node\(|Path\(|<analysis|\{\w+\}|  |\.\.|`` |\( ")


def template(text: str) -> Template:
    return build_template(read(Source("odd.json", text)))


def review(candidate: str, reference: str) -> tuple[Finding, ...]:
    mine, known = template(candidate), template(reference)
    comparison = compare(mine, known)
    alone = find(Context(mine, find_uses(mine)), RULES)
    return (*alone, *find(Context(mine, comparison.candidate_uses, comparison), RULES))


def places(value: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for step, inner in items:
        yield from places(inner, (*path, step))


def replaced(value: Json, path: tuple[str | int, ...], by: Json) -> Json:
    if not path:
        return by
    if isinstance(value, dict):
        return {**value, path[0]: replaced(value[path[0]], path[1:], by)}
    at = int(path[0])
    return [*value[:at], replaced(value[at], path[1:], by), *value[at + 1 :]]


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    value = plain(read(Source("base.yaml", text)).root)
    for _ in range(draw(st.integers(0, 2))):
        path = draw(st.sampled_from([*places(value)]))
        value = replaced(value, path, draw(st.sampled_from(ODD)))
    return json.dumps(value, indent=2)


@st.composite
def odd_pairs(draw: st.DrawFn) -> tuple[str, str]:
    candidate, reference = draw(st.sampled_from(PAIRS))
    pair = draw(mutated(candidate)), draw(mutated(reference))
    return pair if draw(st.booleans()) else (pair[1], pair[0])


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_pairs())
def test_no_rule_fails_on_an_odd_shape(pair: tuple[str, str]) -> None:
    for finding in review(*pair):
        assert finding.title.strip()
        assert finding.title[0] == finding.title[0].upper()


ODD_TEXTS = tuple(
    dedent(text)
    for text in (
        "",
        "[]",
        "text",
        "Resources:",
        "Resources: {1: {Type: AWS::S3::Bucket}, 2: {Type: AWS::SQS::Queue}}\nOutputs: {3: 4}",
        """
        Resources: []
        Parameters: text
        Outputs: 3
        Conditions: [a]
        Metadata: 1
        """,
        """
        Resources:
          A:
          B: []
          C: text
          D: {}
          E: {Type: }
          F: {Type: 3, Properties: }
        """,
        """
        Resources:
          A: {Type: AWS::SQS::Queue, DependsOn: B}
          B: {Type: AWS::SQS::Queue, DependsOn: A}
        """,
        """
        Transform: AWS::LanguageExtensions
        Resources:
          Fn::ForEach::All:
            - Name
            - [a, b]
            - Queue${Name}: {Type: AWS::SQS::Queue}
        """,
        """
        Transform: AWS::Serverless-2016-10-31
        Globals: {Function: }
        Resources:
          Job: {Type: AWS::Serverless::Function, Properties: {Events: [], Policies: {Ref: A}}}
        """,
        """
        Parameters:
          P:
          Q: []
          R: {Default: {Ref: P}}
          S: {Type: [String], AllowedValues: }
        Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref R}}}
        """,
    )
)


@pytest.mark.parametrize("reference", ODD_TEXTS)
@pytest.mark.parametrize("candidate", ODD_TEXTS)
def test_odd_templates_are_reviewed_against_each_other(candidate: str, reference: str) -> None:
    for finding in review(candidate, reference):
        assert finding.title.strip()
        assert finding.issue.strip()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_template_against_itself_has_no_difference_findings(rule: Rule) -> None:
    for example in rule.examples:
        for text in filter(None, (example.candidate, example.reference)):
            mine = template(dedent(text))
            comparison = compare(mine, template(dedent(text)))
            alone = {one.id for one in find(Context(mine, find_uses(mine)), RULES)}
            both = find(Context(mine, comparison.candidate_uses, comparison), RULES)
            assert {one.id for one in both} <= alone
            assert not any(one.covers for one in both)


def test_findings_of_examples_speak_no_nonsense() -> None:
    for candidate, reference in PAIRS:
        for finding in review(candidate, reference):
            said = f"{finding.title} {finding.suggestion} {finding.root_cause}"
            assert not NONSENSE.search(re.sub(r"`[^`]*`", "`x`", said)), said
