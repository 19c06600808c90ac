"""What a fix of a policy that does not exist says is what it does."""

from textwrap import dedent

from analysis.pipeline import review
from analysis.review import Inputs
from analysis.rules.invalid_managed_policy import NONE, RIGHT, WRONG
from analysis.source import Source


def titles(candidate: str, reference: str) -> list[str]:
    """Return the titles of the finding's fixes."""
    one, other = (Source("a.yaml", dedent(text).lstrip("\n")) for text in (candidate, reference))
    found = review(Inputs(one, other)).findings
    return [fix.title for each in found for fix in each.fixes if "Does Not Exist" in each.title]


def test_the_fix_names_what_the_reference_attaches() -> None:
    assert titles(WRONG, RIGHT) == ["Attach AWS_ConfigRole as the reference does"]
    assert titles(WRONG, NONE) == [
        "Attach AWS_ConfigRole",
        "Attach ReadOnlyAccess as the reference does",
    ]


def test_a_policy_that_the_reference_does_without_can_be_taken_off() -> None:
    both = WRONG + "            - arn:aws:iam::aws:policy/ReadOnlyAccess\n"
    assert titles(both, NONE) == [
        "Attach AWS_ConfigRole",
        "Take ConfigRole off, as the reference does",
    ]
