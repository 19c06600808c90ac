"""Every rule by its own examples."""

from pathlib import Path
from textwrap import dedent

import pytest

import analysis.rules
from analysis.comparison import compare
from analysis.drafts import find
from analysis.edits import apply_edits
from analysis.findings import Finding
from analysis.reading.reader import read
from analysis.rules import RULES
from analysis.rules.rule import Context, Example, Rule
from analysis.source import Source
from analysis.template import Template, build_template
from analysis.uses import find_uses

CASES = [
    pytest.param(rule, example, id=f"{rule.id}: {example.name}")
    for rule in RULES
    for example in rule.examples
]


def _template(text: str) -> Template:
    return build_template(read(Source("template", text)))


def _findings(rule: Rule, candidate: str, reference: str) -> tuple[Finding, ...]:
    template = _template(candidate)
    if not reference:
        return find(Context(template, find_uses(template)), [rule])
    comparison = compare(template, _template(reference))
    return find(Context(template, comparison.candidate_uses, comparison), [rule])


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_rule_reports_what_its_examples_say(rule: Rule, example: Example) -> None:
    candidate, reference = _text(example.candidate), _text(example.reference)
    assert bool(_findings(rule, candidate, reference)) is example.reported


@pytest.mark.parametrize(
    ("rule", "example"),
    [case for case in CASES if getattr(case.values[1], "fixed", None) is not None],
)
def test_a_fix_gives_exactly_what_the_example_says(rule: Rule, example: Example) -> None:
    text, reference = _text(example.candidate), _text(example.reference)
    for _ in range(len(_findings(rule, text, reference))):
        (fix, *_) = _findings(rule, text, reference)[0].fixes
        text = apply_edits(text, fix.edits)
    assert text == _text(example.fixed or "")
    assert not _findings(rule, text, reference)


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_has_an_accepted_example(rule: Rule) -> None:
    assert any(not example.reported for example in rule.examples)


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_explains_itself(rule: Rule) -> None:
    claim, _, why = rule.help.partition("\n\n")
    assert claim.endswith(".")
    assert why.strip()


def test_every_rule_file_is_in_rules() -> None:
    folder = Path(analysis.rules.__file__).parent
    files = {
        path.stem.replace("_", "-")
        for path in folder.glob("*.py")
        if "\nRULE = " in path.read_text("utf-8")
    }
    assert {rule.id for rule in RULES} == files
    assert len(RULES) == len(files)


def _text(example: str) -> str:
    return dedent(example).lstrip("\n")
