"""Whatever two templates say, and however they are written, one can be made to mean the other."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.adoption import Adopter
from analysis.adoption.everything import adopt_everything
from analysis.comparison import compare
from analysis.edits import apply_edits
from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import ENTITY_SECTIONS, Template, build_template
from benchmarks.plain_comparison import load, unequal_paths

PARAMETERS = ("Stage", "Size")
QUEUES = ("Jobs", "Dead", "Mail")
TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"), include_characters="\n"),
    min_size=1,
    max_size=12,
).filter(lambda text: "${" not in text) | st.sampled_from(
    ("2012-10-17", "yes", "0123", "~", "- a", "a: b", "a #b", "!Ref a", "*", "on\noff\n", " x")
)
VALUES = (
    TEXTS
    | st.sampled_from(PARAMETERS).map(lambda name: {"Ref": name})
    | st.sampled_from(PARAMETERS).map(lambda name: {"Fn::Sub": f"a-${{{name}}}"})
    | st.just({"Fn::If": ["IsProd", "a", {"Ref": "AWS::NoValue"}]})
    | st.just({"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "Of"]})
)
TAGS = st.lists(
    st.builds(lambda key, value: {"Key": key, "Value": value}, st.sampled_from("abc"), VALUES),
    max_size=3,
    unique_by=lambda tag: tag["Key"],
)
QUEUE = st.fixed_dictionaries(
    {"Type": st.just("AWS::SQS::Queue")},
    optional={
        "DeletionPolicy": st.sampled_from(("Retain", "Delete")),
        "Condition": st.just("IsProd"),
        "Properties": st.fixed_dictionaries(
            {},
            optional={
                "QueueName": VALUES,
                "DelaySeconds": st.integers(0, 900),
                "FifoQueue": st.booleans(),
                "Tags": TAGS,
            },
        ),
    },
)


@st.composite
def templates(draw: st.DrawFn) -> dict[str, Any]:
    """A small template in which everything that is named exists."""
    queues = draw(st.lists(st.sampled_from(QUEUES), min_size=1, unique=True))
    resources = {name: draw(QUEUE) for name in queues}
    if len(queues) > 1 and draw(st.booleans()):
        resources[queues[0]]["DependsOn"] = queues[1:]
    template: dict[str, Any] = {
        "Parameters": {name: {"Type": "String", "Default": draw(TEXTS)} for name in PARAMETERS},
        "Mappings": {"Sizes": {"dev": {"Of": draw(TEXTS)}}},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, draw(TEXTS)]}},
        "Resources": resources,
    }
    if draw(st.booleans()):
        template["Outputs"] = {"Arn": {"Value": {"Fn::GetAtt": [queues[0], "Arn"]}}}
    if draw(st.booleans()):
        template["Description"] = draw(TEXTS)
    return template


class _Dumper(yaml.SafeDumper):
    """Writes no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def yaml_of(data: object, *, flow: bool | None = False) -> str:
    return yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=flow
    )


FORMATS: dict[str, Callable[[object], str]] = {
    "indented.json": lambda data: json.dumps(data, indent=2),
    "wide.json": lambda data: json.dumps(data, indent=4, ensure_ascii=False),
    "line.json": json.dumps,
    "block.yaml": yaml_of,
    "flow.yaml": lambda data: yaml_of(data, flow=True),
    "mixed.yaml": lambda data: yaml_of(data, flow=None),
}
WRITTEN = st.tuples(templates(), st.sampled_from(sorted(FORMATS))).map(
    lambda drawn: Source(drawn[1], FORMATS[drawn[1]](drawn[0]))
)
PROPERTY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def template_of(source: Source) -> Template:
    return build_template(read(source))


def unequal(candidate: Source, reference: Source) -> list[str]:
    comparison = compare(template_of(candidate), template_of(reference))
    pairs = comparison.alignment.pairs
    names = {section: pairs.get(section, {}) for section in ENTITY_SECTIONS}
    return unequal_paths(load(candidate.text), load(reference.text), names)


@PROPERTY
@given(WRITTEN, WRITTEN)
def test_everything_is_adopted_between_formats(candidate: Source, reference: Source) -> None:
    done = adopt_everything(candidate, template_of(reference))
    changed = replace(candidate, text=done.text)
    assert done.left == ()
    assert template_of(changed).reading.problems == ()
    # The candidate's order of what has none stays.
    assert [one for one in unequal(changed, reference) if not one.endswith("(order)")] == []


@PROPERTY
@given(WRITTEN, WRITTEN)
def test_a_single_difference_goes_and_no_other_comes(candidate: Source, reference: Source) -> None:
    comparison = compare(template_of(candidate), template_of(reference))
    for difference in comparison.differences[:2]:
        adoption = Adopter(comparison).adopt([difference])
        assert adoption.left == ()
        changed = replace(candidate, text=apply_edits(candidate.text, adoption.edits))
        after = compare(template_of(changed), comparison.reference)
        assert after.candidate.reading.problems == ()
        assert len(after.differences) < len(comparison.differences)
