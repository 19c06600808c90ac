"""The pages that findings link to exist in form and are about what the finding is about."""

import re

import pytest

from analysis.findings import Severity
from analysis.rules import RULES
from analysis.rules.pages import links, resource_page
from analysis.rules.rule import Draft
from analysis.rules.tables import table

PAGE = re.compile(r"https://docs\.aws\.amazon\.com/[\w/.-]+\.html")
DRAFT = Draft("key", Severity.HIGH, "Title", "Issue.", "Do.", "Why.")
BY_ID = {rule.id: rule for rule in RULES}


def test_guides_are_of_rules_that_there_are() -> None:
    assert table("guides").keys() <= BY_ID.keys()


def test_every_link_has_the_form_of_a_page() -> None:
    pages = [link.url for rule in RULES for link in rule.documentation]
    pages += [url for guides in table("guides").values() for _, url in guides.values()]
    assert not [url for url in pages if not PAGE.fullmatch(url)]


def test_a_finding_links_to_the_guide_of_its_service() -> None:
    rule = BY_ID["event-wiring"]
    events, buckets, both = (
        links(rule, DRAFT, types)[0].title
        for types in (
            ["AWS::Events::Rule"],
            ["AWS::S3::Bucket"],
            ["AWS::S3::Bucket", "AWS::Events::Rule"],
        )
    )
    assert (events, buckets, both) == (
        "Rules in EventBridge",
        "S3 event notifications",
        "S3 event notifications",
    )


@pytest.mark.parametrize(
    "kind",
    [
        *("Custom::Thing", "AWS::Serverless", "", "AWS::A::B)![x](https://evil.example/a"),
        *("AWS::A::../../../..", "AWS::A::\ud83d", "AWS::A::B\n", "AWS::A::" + "b" * 100),
    ],
)
def test_other_types_have_no_page(kind: str) -> None:
    assert resource_page(kind) is None
