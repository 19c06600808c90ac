"""The dependencies between resources are those that cfn-lint's own graph has."""

import pytest

from analysis.dependencies import dependencies, dependency_graph
from analysis.pipeline import read_template
from analysis.source import Source
from analysis.uses import Use, UseKind, find_uses
from tests.shared_data import corpus_pairs, needs_shared, pair

Edge = tuple[str, str, str]

FORMS = """
Conditions:
  Live: !Equals [a, b]
Resources:
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: [Key, Queue]
    Properties: {KmsMasterKeyId: !If [Live, !GetAtt Key.Arn, !Ref Key]}
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub ["${Key}-${Own}-${!Topic}-${AWS::Region}", {Own: !Ref Key}]
      KmsMasterKeyId: {Fn::GetAtt: [Key, Arn]}
      RedrivePolicy: {Fn::Sub: "${Other.Arn}"}
  Other:
    Type: AWS::SQS::Queue
    Properties: {QueueName: !Join ["-", [!Select [0, [!Ref Key]], !ImportValue x]]}
"""


def edges_here(text: str) -> set[Edge]:
    """Return the edges between resources; a Sub is a Ref or a GetAtt, as it is there.

    A name that a parameter has, too, is the parameter's here and the resource's there. Such a
    template is rejected; its edges are left out of the comparison.
    """
    template = read_template(Source("template", text))
    resources = template.resources.keys() - template.section("Parameters").keys()
    kinds = {UseKind.REF, UseKind.GET_ATT, UseKind.DEPENDS_ON, UseKind.SUB}
    uses = tuple(use for use in find_uses(template) if use.kind in kinds)
    graph = dependency_graph(template, uses)
    found = {
        (use.owner, use.target, _kind_there(use))
        for use in uses
        if use.section == "Resources" and use.target in resources
    }
    drawn = {
        (one.source[1], one.target[1])
        for one in dependencies(graph)
        if one.source[0] == one.target[0] == "Resources" and one.target[1] in resources
    }
    assert {(source, target) for source, target, _ in found} == drawn
    return found


def _kind_there(use: Use) -> str:
    if use.kind is UseKind.SUB:
        return "GetAtt" if use.attribute else "Ref"
    return use.kind.value


def edges_there(text: str) -> set[Edge] | None:
    """Return the edges of cfn-lint's graph, None where it cannot read the template."""
    from cfnlint.decode import decode_str  # noqa: PLC0415 (it takes half a second)
    from cfnlint.graph import Graph  # noqa: PLC0415
    from cfnlint.template import Template  # noqa: PLC0415

    body, problems = decode_str(text)
    if problems or body is None:
        return None
    resources = body.get("Resources", {})
    doubtful = body.get("Parameters", {})
    graph = Graph(Template("template", body, ["us-east-1"])).graph
    return {
        (source, target, data["label"])
        for source, target, data in graph.edges(data=True)
        if source in resources and target in resources and target not in doubtful
    }


def test_all_forms_give_the_edges_of_cfn_lint() -> None:
    found = edges_here(FORMS)
    assert found == edges_there(FORMS)
    assert len(found) == 8


@needs_shared
@pytest.mark.corpus
def test_templates_of_the_corpus_give_the_edges_of_cfn_lint() -> None:
    compared = 0
    for path in (path for folder in corpus_pairs(every=9) for path in pair(folder)):
        text = path.read_text("utf-8")
        expected = edges_there(text)
        if expected is not None:
            compared += 1
            assert edges_here(text) == expected, path
    assert compared > 50
