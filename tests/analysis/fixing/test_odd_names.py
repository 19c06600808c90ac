"""Names that mean something to whatever puts texts together."""

import pytest

from analysis.lint import LintOutcome, lint
from analysis.pipeline import review, understand
from analysis.review import Inputs
from analysis.source import Source


@pytest.mark.parametrize("name", ["{a}", "{0.__class__}", "{}", "%s", "{line}", "\\1"])
def test_names_with_braces_are_names(name: str) -> None:
    text = f"Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      '{name}': v\n"
    known = Source("b.yaml", text.replace(name, "QueueName"))
    inputs = Inputs(Source("a.yaml", text), known)
    pair = understand(inputs)
    outcome = LintOutcome(lint(pair.candidate, inputs.region))
    found = review(inputs, outcome, pair).findings
    assert [one for one in found if name in one.title]
