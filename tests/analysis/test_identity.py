"""A finding keeps its id while lines move, unrelated resources change or others are decided on."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import files
from analysis.findings import Finding
from analysis.pipeline import review
from analysis.review import Inputs, Review
from analysis.source import Source

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
PAIRS = ("order-queue", "static-site")
TYPES = (
    "AWS::DynamoDB::Table",
    "AWS::EC2::SecurityGroup",
    "AWS::IAM::Role",
    "AWS::Macie::Session",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
)
Change = tuple[str, bool, bool]


@cache
def pair(name: str) -> Inputs:
    """Return a bundled pair, not linted."""
    candidate, reference = (
        files.load(str(next((SAMPLES / name).glob(f"{side}.*"))))
        for side in ("candidate", "reference")
    )
    return Inputs(candidate, reference, lint=False, today="2026-01-01")


@cache
def reviewed(name: str) -> Review:
    return review(pair(name))


def with_resources(source: Source, types: Sequence[str]) -> Source:
    """Return a template with further resources before its own."""
    text = source.text
    at = text.index("\n", text.index("Resources")) + 1
    if source.path.endswith(".json"):
        more = "".join(f'"Zz{n}": {{"Type": "{one}"}},\n' for n, one in enumerate(types))
    else:
        more = "".join(f"  Zz{n}: {{Type: {one}}}\n" for n, one in enumerate(types))
    return replace(source, text=text[:at] + more + text[at:])


def about(finding: Finding, of_review: Review) -> set[tuple[str, str]]:
    """Return what a finding covers, by names that lines do not change."""
    changes = [of_review.changes[index] for index in finding.covers]
    return {(f"{one.section}/{one.candidate_id or one.reference_id}", one.path) for one in changes}


@settings(deadline=None, max_examples=25)
@given(
    name=st.sampled_from(PAIRS),
    changes=st.lists(st.tuples(st.sampled_from(TYPES), st.booleans(), st.booleans()), max_size=4),
    lines=st.integers(0, 3),
)
def test_ids_outlive_what_is_added_elsewhere(name: str, changes: list[Change], lines: int) -> None:
    inputs, before = pair(name), reviewed(name)
    assert inputs.reference
    ours = with_resources(inputs.candidate, [kind for kind, mine, _ in changes if mine])
    theirs = with_resources(inputs.reference, [kind for kind, _, known in changes if known])
    ours = replace(ours, text=ours.text.replace("\n", "\n" + "\n" * lines, 1))
    after = review(replace(inputs, candidate=ours, reference=theirs))
    found = {one.id: one for one in after.findings}
    for one in before.findings:
        assert one.id in found, one.title
        if one.covers:
            assert about(one, before) & about(found[one.id], after), one.title


TAGGED = "Resources:\n%s"
QUEUE = "  %s: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1, Tags: [%s]}}\n"
PLAIN = "  %s: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1}}\n"
TEAM, STAGE = ("{Key: Team, Value: orders}", "{Key: Stage, Value: live}")


def _tags(candidate: str, reference: str) -> dict[str, Finding]:
    inputs = Inputs(Source("a.yaml", candidate), Source("b.yaml", reference), lint=False)
    return {one.id: one for one in review(inputs).findings if one.rule == "tags"}


def test_ids_of_tags_do_not_swap_when_other_resources_are_tagged_otherwise() -> None:
    wanted = QUEUE % ("One", TEAM) + QUEUE % ("Two", STAGE)
    ours = PLAIN % "One" + PLAIN % "Two"
    first, second = (QUEUE % ("Other", tag) for tag in (TEAM, STAGE))
    before = _tags(TAGGED % (ours + first), TAGGED % (wanted + first))
    after = _tags(TAGGED % (ours + second), TAGGED % (wanted + second))
    assert len(before) == len(after) == 2
    assert {key: one.logical_ids for key, one in before.items()} == {
        key: one.logical_ids for key, one in after.items()
    }


@pytest.mark.parametrize("others", [(), ("AWS::Serverless::Api",)])
def test_ids_do_not_depend_on_the_words_that_other_resources_call_for(
    others: tuple[str, ...],
) -> None:
    api = "Resources:\n  Rest: {Type: AWS::ApiGateway::RestApi}\n"
    bare = with_resources(Source("a.yaml", "Resources:\n  Hold: {Type: T::T::T}\n"), others)
    alone = Source("a.yaml", "Resources:\n  Hold: {Type: T::T::T}\n")
    reference = Source("b.yaml", api)
    known, found = (
        {one.id for one in review(Inputs(mine, reference, lint=False)).findings}
        for mine in (alone, bare)
    )
    assert known <= found
