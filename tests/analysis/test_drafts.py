from collections.abc import Iterator
from dataclasses import replace

import pytest

from analysis.comparison import compare
from analysis.drafts import find
from analysis.findings import Finding, Fix, Safety, Severity
from analysis.lint import LintMatch
from analysis.reading.reader import read
from analysis.rules import RULES
from analysis.rules.rule import Context, Draft, Rule
from analysis.source import Source, Span
from analysis.template import Template, build_template
from tests.shared_data import SEED, needs_shared, pair

CANDIDATE = """
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: 5
      QueueName: jobs
"""
REFERENCE = CANDIDATE.replace("DelaySeconds: 5", "DelaySeconds: 9").replace("jobs", "work")


def _template(text: str) -> Template:
    return build_template(read(Source("t.yaml", text)))


def _context(candidate: str = CANDIDATE, reference: str = REFERENCE) -> Context:
    comparison = compare(_template(candidate), _template(reference))
    return Context(comparison.candidate, comparison.candidate_uses, comparison)


def _rule(name: str, path: str, *, residual: bool = False) -> Rule:
    def check(context: Context) -> Iterator[Draft]:
        differences = context.comparison.differences if context.comparison else ()
        covers = tuple(one for one in differences if path in one.path)
        if covers:
            yield Draft("key", Severity.HIGH, name, "Issue.", "Do.", "Why.", covers=covers)

    return Rule(name, "Category", check, "Help.", (), residual=residual)


def test_a_finding_names_what_its_differences_stand_in() -> None:
    (finding,) = find(_context(), [_rule("delay", "DelaySeconds")])
    assert finding.logical_ids == ("Jobs",)
    assert finding.resource_types == ("AWS::SQS::Queue",)
    assert finding.properties == ("DelaySeconds",)
    assert finding.fixes
    assert finding.documentation[-1].url.endswith("aws-resource-sqs-queue.html")


def test_a_fix_that_does_what_the_reference_has_is_offered_once() -> None:
    def check(context: Context) -> Iterator[Draft]:
        covers = context.comparison.differences if context.comparison else ()
        adopted = context.adopter.fix(covers, "") if context.adopter else None
        assert adopted
        own = (replace(adopted, title="Own", adopts=()), Fix("Other", Safety.CHOICE, ()))
        yield Draft("key", Severity.HIGH, "T", "I.", "Do.", "Why.", covers=covers, fixes=own)

    (finding,) = find(_context(), [Rule("r", "Category", check, "Help.", ())])
    assert [fix.title for fix in finding.fixes] == ["Do.", "Other"]


def test_a_finding_about_one_entity_names_that_alone() -> None:
    def check(context: Context) -> Iterator[Draft]:
        covers = context.comparison.differences if context.comparison else ()
        yield Draft("key", Severity.HIGH, "T", "I.", "Do.", "Why.", covers=covers, about=("Jobs",))

    (finding,) = find(_context(), [Rule("all", "Category", check, "Help.", ())])
    assert len(finding.covers) == len(_context().comparison.differences)  # type: ignore[union-attr]
    assert finding.logical_ids == ("Jobs",)
    assert finding.resource_types == ("AWS::SQS::Queue",)


def test_a_residual_rule_sees_what_is_left() -> None:
    rules = [_rule("delay", "DelaySeconds"), _rule("rest", "Properties", residual=True)]
    findings = {one.rule: one for one in find(_context(), rules)}
    assert findings["rest"].properties == ("QueueName",)


def test_ids_do_not_change_when_lines_move() -> None:
    rule = [_rule("delay", "DelaySeconds")]
    moved = find(_context(f"\n\n# A comment.\n{CANDIDATE}"), rule)
    assert [one.id for one in find(_context(), rule)] == [one.id for one in moved]


def test_two_findings_never_share_an_id() -> None:
    rule = _rule("delay", "DelaySeconds")
    first, second = find(_context(), [rule, rule])
    assert first.id != second.id


ORDERED = CANDIDATE + "    DependsOn: Work\n  Work:\n    Type: AWS::SQS::Queue\n"
FREE = CANDIDATE + "  Work:\n    Type: AWS::SQS::Queue\n"


def test_lint_joins_the_finding_that_speaks_of_the_same() -> None:
    context = _context(ORDERED, FREE)
    rules = [rule for rule in RULES if rule.id in {"depends-on", "tags", "cfn-lint"}]
    message = "'Work' dependency already enforced by a 'Ref'"
    match = LintMatch("W3005", message, ("Resources", "Jobs", "DependsOn"), Span(60, 61))
    (alone,) = find(context, rules)
    (joined,) = find(replace(context, candidate_lint=(match,)), rules)
    assert joined.id == alone.id
    assert "W3005" in joined.issue
    assert joined.weight > alone.weight


def test_lint_of_another_kind_joins_nothing() -> None:
    rules = [_rule("delay", "DelaySeconds"), *(one for one in RULES if one.id == "cfn-lint")]
    path = ("Resources", "Jobs", "Properties", "DelaySeconds")
    match = LintMatch("W1020", "'Fn::Sub' isn't needed", path, Span(60, 61))
    findings = find(replace(_context(), candidate_lint=(match,)), rules)
    assert {one.rule for one in findings} == {"delay", "cfn-lint"}


def test_the_same_templates_have_no_findings() -> None:
    assert not find(_context(CANDIDATE, CANDIDATE), RULES)


EIGHT = (
    "invalid-syntax",
    "external-import",
    "missing-module",
    "engine-mismatch",
    "missing-custom-resource",
    "error-handling",
    "missing-parameter",
    "role-permissions",
)


@pytest.fixture(scope="module")
def seed() -> dict[str, Finding]:
    texts = [path.read_text("utf-8") for path in pair(SEED)]
    findings = find(_context(*texts), RULES)
    return {one.rule: one for one in reversed(findings[:15])}


@needs_shared
@pytest.mark.parametrize(
    ("rule", "severity", "names"),
    [
        ("invalid-syntax", Severity.CRITICAL, ()),
        ("external-import", Severity.CRITICAL, ("DBSubnetGroup", "LambdaSecurityGroup", "VPC")),
        ("missing-module", Severity.HIGH, ("ConfirmDeliveryFunction",)),
        ("engine-mismatch", Severity.HIGH, ("AuroraCluster", "DBSecurityGroup")),
        ("missing-custom-resource", Severity.HIGH, ("DatabaseInitFunction",)),
        ("error-handling", Severity.MEDIUM, ("GenerateReportFunction",)),
        ("missing-parameter", Severity.MEDIUM, ("SenderEmailAddress",)),
        ("role-permissions", Severity.MEDIUM, ("LambdaExecutionRole",)),
    ],
)
def test_the_real_pair_has_its_eight_findings(
    seed: dict[str, Finding], rule: str, severity: Severity, names: tuple[str, ...]
) -> None:
    assert seed[rule].severity is severity
    assert set(names) <= set(seed[rule].logical_ids)


@pytest.mark.corpus
@needs_shared
def test_the_real_pair_shows_its_eight_findings_in_order(
    seed: dict[str, Finding],
) -> None:
    eight = sorted(EIGHT, key=lambda rule: -seed[rule].weight)
    for number, rule in enumerate(eight, 1):
        print(number, seed[rule].severity.value, seed[rule].title)  # noqa: T201 (read with -s)
    ranks = [seed[rule].severity.rank for rule in eight]
    assert ranks == sorted(ranks, reverse=True)


@needs_shared
def test_the_real_pair_imports_fourteen_times_in_one_finding(seed: dict[str, Finding]) -> None:
    assert len(seed["external-import"].candidate) == 14
    assert len(seed["external-import"].fixes) == 1
    assert len(seed["invalid-syntax"].candidate) == 7
    assert len(seed["missing-module"].candidate) == 5


def test_a_rule_that_fails_leaves_the_others() -> None:
    def fail(context: Context) -> Iterator[Draft]:
        yield from _rule("first", "DelaySeconds").check(context)
        message = "no such {thing}"
        raise KeyError(message)

    failures: list[str] = []
    rules = [Rule("broken", "Category", fail, "Help.", ()), _rule("delay", "DelaySeconds")]
    found = find(_context(), rules, failures)
    assert {one.rule for one in found} == {"broken", "delay"}
    assert failures == ["The rule broken could not be checked: KeyError: 'no such {thing}'."]
    with pytest.raises(KeyError):
        find(_context(), rules)
