"""cfn-lint has nothing else to object to.

cfn-lint checks a template against the resource schemas and the rules of CloudFormation: what it
warns of can be deployed, but is seldom meant.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.findings import Link, Severity
from analysis.fixing.lint_fixes import lint_fixes
from analysis.lint import LintMatch
from analysis.rules.evidence import at_path
from analysis.rules.lint_words import (
    is_unsaid,
    message_of,
    owner_of,
    property_of,
    reason_of,
    title_of,
)
from analysis.rules.rule import Context, Draft, Evidence, Example, Rule
from analysis.rules.template_error import is_refused
from analysis.rules.words import counted

_LIKELY = 0.08
_ERRORS_LIKELY = 0.1
_TOLD = 3


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each of cfn-lint's rules that template-error says nothing of."""
    known = {(match.rule, match.message) for match in context.reference_lint}
    shapes = {(match.rule, _shape(match)) for match in context.reference_lint}
    groups: dict[tuple[str, str, bool], list[LintMatch]] = {}
    for match in context.candidate_lint:
        is_known = (match.rule, match.message) in known
        if is_unsaid(match) or (is_refused(match) and not is_known and not match.suppressed_by):
            continue
        is_shared = is_known or (match.rule, _shape(match)) in shapes
        groups.setdefault((match.rule, reason_of(match), is_shared), []).append(match)
    for (_, _, is_shared), matches in groups.items():
        yield _draft(context, matches, is_shared=is_shared)


def _shape(match: LintMatch) -> str:
    return re.sub(r"'[^']*'", "'…'", match.message)


def _draft(context: Context, matches: Sequence[LintMatch], *, is_shared: bool) -> Draft:
    first = matches[0]
    what = f"{first.rule} {reason_of(first)}".strip()
    owners = list(dict.fromkeys(filter(None, map(owner_of, matches))))
    messages = list(dict.fromkeys(map(message_of, matches)))
    likely = _ERRORS_LIKELY if is_refused(first) else _LIKELY
    return Draft(
        key=f"{what} shared" if is_shared else what,
        severity=_severity(first, is_shared=is_shared),
        title=title_of(first, owners),
        issue=f"cfn-lint reports {first.rule} in {counted(len(matches), 'place')}: "
        f"{'; '.join(messages[:_TOLD])}.",
        suggestion=_suggestion(first),
        root_cause="The candidate has this in common with the reference."
        if is_shared
        else "The candidate departs from the rules of cfn-lint.",
        candidate=tuple(one for match in matches for one in _evidence(context, match)),
        fixes=lint_fixes(context.candidate, matches, context.comparison, context.adopter),
        prior=likely * (0.3 if is_shared else 1.0),
        logical_ids=tuple(owners),
        properties=tuple(
            dict.fromkeys(property_of(match) for match in matches if property_of(match))
        ),
        suppressed_by=first.suppressed_by,
    )


def _severity(match: LintMatch, *, is_shared: bool) -> Severity:
    if is_shared or match.suppressed_by or match.rule.startswith("I") or match.rule in _LIGHT:
        return Severity.LOW
    return Severity.MEDIUM


# What is merely longer than it need be.
_LIGHT = frozenset({"W1020", "W3005", "W2001", "W7001", "W8001", "W3045", "W1030"})


def _suggestion(match: LintMatch) -> str:
    hint = re.search(r"Did you mean ('[^']+')", match.message)
    if hint:
        return f"Write {hint[1]}."
    return "Follow the message, or leave it where it is meant so."


def _evidence(context: Context, match: LintMatch) -> tuple[Evidence, ...]:
    found = at_path(context.candidate, match.path)
    if not found:
        return ()
    return (Evidence(match.path, found[0].node, (match.span.start, match.span.end)),)


PLAIN = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (Example("cfn-lint was not asked", PLAIN, reported=False),)
RULE = Rule(
    "cfn-lint",
    "Template quality",
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
