"""cfn-lint has nothing to object to.

cfn-lint checks a template against the resource schemas and the rules of CloudFormation: what it
calls an error fails at deployment.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.findings import Impact, Link, Severity
from analysis.lint import LintMatch
from analysis.rules.evidence import at_path
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.words import counted, named
from analysis.template import ENTITY_SECTIONS

# Its own syntax errors are said better by invalid-syntax, cycles by circular-dependency; what is
# left says of nearly every template that a policy could be there or a partition be a variable.
_UNSAID = frozenset(
    {"E0000", "E0002", "E0001", "E3004", "I3011", "I3042", "I1002", "I1003", "I7010"}
)
_ONE_DEFECT = frozenset({"E3002", "E3003"})
_TITLES = {
    "E3001": "Invalid Resource Definition",
    "E3002": "Invalid Property Name or Structure",
    "E3003": "Missing Required Property",
    "E3006": "Invalid Resource Type",
    "E3012": "Wrong Value Type",
    "E3030": "Value Not Allowed",
    "E1001": "Invalid Template Section",
    "E1010": "Invalid Fn::GetAtt",
    "E1012": "Reference to Something Undefined",
    "E1019": "Invalid Fn::Sub",
    "E1020": "Invalid Ref",
    "E1029": "Fn::Sub Missing Around Variable",
    "E1152": "Invalid AMI ID",
    "E2531": "Deprecated Lambda Runtime",
    "E3691": "Invalid Engine Version",
    "W1001": "Reference to a Conditional Resource",
    "W1011": "Password Parameter Instead of Dynamic Reference",
    "W1020": "Unnecessary Fn::Sub",
    "W1031": "Name That Does Not Fit the Pattern",
    "W2001": "Unused Parameter",
    "W2501": "Password Parameter Without NoEcho",
    "W2531": "Deprecated Lambda Runtime",
    "W3002": "Local Path Needs Packaging",
    "W3005": "Redundant DependsOn",
    "W3010": "Hardcoded Availability Zone",
    "W3011": "DeletionPolicy and UpdateReplacePolicy Not Both Set",
    "W3037": "Unknown IAM Action",
    "W3045": "Legacy Bucket ACL",
    "W3690": "Deprecated Engine Version",
    "W3691": "Deprecated Engine Version",
    "W7001": "Unused Mapping",
    "W8001": "Unused Condition",
}


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each of cfn-lint's rules, matches on one resource and rule together."""
    known = {(match.rule, _shape(match)) for match in context.reference_lint}
    groups: dict[tuple[str, str], list[LintMatch]] = {}
    for match in context.candidate_lint:
        if match.rule not in _UNSAID:
            groups.setdefault(_group(match), []).append(match)
    for (rule, place), matches in groups.items():
        shared = all((match.rule, _shape(match)) in known for match in matches)
        yield _draft(context, f"{rule} {place}".strip(), matches, is_shared=shared)


def _group(match: LintMatch) -> tuple[str, str]:
    """Return what belongs into one finding: errors by resource, warnings by rule."""
    if match.rule in _ONE_DEFECT:
        return "E3002", _owner(match)
    if match.is_error:
        return match.rule, _owner(match)
    return match.rule, ""


def _owner(match: LintMatch) -> str:
    match match.path:
        case (str(section), str(name), *_) if section in ENTITY_SECTIONS:
            return name
    return str(match.path[0]) if match.path else ""


def _shape(match: LintMatch) -> str:
    return re.sub(r"'[^']*'", "'…'", match.message)


def _draft(context: Context, key: str, matches: Sequence[LintMatch], *, is_shared: bool) -> Draft:
    first = matches[0]
    owners = list(dict.fromkeys(filter(None, map(_owner, matches))))
    what = _TITLES.get(first.rule, f"Template {_kind(first)} {first.rule}")
    messages = list(dict.fromkeys(match.message.rstrip(".") for match in matches))
    fails = first.is_error and not is_shared
    return Draft(
        key=key,
        severity=_severity(first, is_shared=is_shared),
        title=f"{what} in {named(owners, 2)}" if owners else what,
        issue=f"cfn-lint reports {named(sorted({match.rule for match in matches}))} in "
        f"{counted(len(matches), 'place')}: {'; '.join(messages[:3])}.",
        suggestion=_suggestion(first),
        root_cause="The candidate departs from the resource schemas or the rules of CloudFormation."
        if not is_shared
        else "The candidate has this in common with the reference.",
        impact=Impact(
            deployment="CloudFormation refuses such a resource when the stack is created."
            if fails
            else "",
        ),
        candidate=tuple(one for match in matches for one in _evidence(context, match)),
        prior=(0.25 if first.is_error else 0.08) * (0.3 if is_shared else 1.0),
        logical_ids=tuple(owners),
        properties=tuple(dict.fromkeys(_property(match) for match in matches if _property(match))),
        suppressed_by=first.suppressed_by,
    )


def _kind(match: LintMatch) -> str:
    return {"E": "Error", "W": "Warning"}.get(match.rule[:1], "Hint")


def _severity(match: LintMatch, *, is_shared: bool) -> Severity:
    if is_shared or match.suppressed_by:
        return Severity.LOW
    if match.is_error:
        return Severity.CRITICAL
    return Severity.LOW if match.rule.startswith("I") else Severity.MEDIUM


def _suggestion(match: LintMatch) -> str:
    hint = re.search(r"Did you mean ('[^']+')", match.message)
    if hint:
        return f"Write {hint[1]}."
    return "Correct the value as the message says."


def _evidence(context: Context, match: LintMatch) -> tuple[Evidence, ...]:
    found = at_path(context.candidate, match.path)
    if not found:
        return ()
    return (Evidence(match.path, found[0].node, (match.span.start, match.span.end)),)


def _property(match: LintMatch) -> str:
    names = [step for step in match.path[3:] if isinstance(step, str)]
    return names[0] if names else ""


PLAIN = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (Example("cfn-lint was not asked", PLAIN, reported=False),)
RULE = Rule(
    "cfn-lint",
    "Template validation",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Template anatomy",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html",
        ),
    ),
    joins=True,
)
