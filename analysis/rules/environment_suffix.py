"""Physical names tell one deployment from another.

A name that is the same in every deployment can be taken only once: a second stack of the same
template in the account fails. The reference builds its names with a parameter.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence

from analysis.comparison import Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_candidate, of_reference
from analysis.rules.parameters import explained, is_name
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of
from analysis.rules.words import counted, named, value_text
from analysis.syntax import Node, plain

_SUFFIX = re.compile(
    r"suffix|environment|^env|stage|prefix|project|deployment|unique", re.IGNORECASE
)
_ENOUGH = 3
_OF_THE_STACK = ("AWS::StackName", "AWS::StackId")
_ACCOUNT_WIDE = ("AWS::IAM::", "AWS::S3::Bucket", "AWS::RDS::")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each naming parameter that the candidate lacks."""
    comparison = context.comparison
    if comparison is None:
        return
    ours = {*comparison.candidate.section("Parameters"), *comparison.candidate.resources}
    for parameter, differences in explained(comparison):
        names = [one for one in differences if is_name(one)]
        fixed = [one for one in names if not _varies(one.candidate, ours)]
        name = parameter.reference_id or ""
        if fixed and (len(names) >= _ENOUGH or _SUFFIX.search(name)):
            yield _draft(parameter, differences, names, fixed)


def _varies(node: Node | None, entities: Collection[str]) -> bool:
    """Whether a name is made by CloudFormation, or with something that stacks do not share."""
    if node is None:
        return True
    text = json.dumps(plain(node))
    return any(name in text for name in _OF_THE_STACK) or any(
        re.search(rf"\b{re.escape(name)}\b", text) for name in entities
    )


def _draft(
    parameter: Difference,
    differences: Sequence[Difference],
    names: Sequence[Difference],
    fixed: Sequence[Difference],
) -> Draft:
    name = parameter.reference_id or ""
    clashing = [one for one in fixed if one.type.startswith(_ACCOUNT_WIDE)]
    shown = (clashing or fixed)[0]
    others = len(differences) - len(names)
    rest = f" and {counted(others, 'other place')}" if others else ""
    return Draft(
        key=name,
        severity=Severity.CRITICAL if clashing else Severity.HIGH,
        title=f"Missing {name} Parameter in Resource Names",
        issue=f"The candidate has no parameter `{name}`. The reference builds "
        f"{counted(len(names), 'physical name')} with it{rest} "
        f"({named(ids_of(names), 6)}); the candidate's {shown.logical_id} has "
        f"`{shown.property_name}` `{value_text(shown.candidate)}` "
        f"instead of `{value_text(shown.reference)}`.",
        suggestion=f"Add the parameter `{name}` and build these names with it.",
        root_cause="The candidate fixes names that the reference builds with a parameter.",
        impact=Impact(
            deployment='A second stack with the same names fails: "already exists".',
        ),
        candidate=of_candidate(differences),
        reference=of_reference((parameter, *differences)),
        covers=(parameter, *differences),
        fix_title=f"Add the parameter {name} and use it in names",
        prior=0.2,
        properties=tuple(dict.fromkeys(one.property_name for one in names)),
    )


FIXED = """
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: jobs
"""
SUFFIXED = """
    Parameters:
      EnvironmentSuffix:
        Type: String
        Default: dev
    Resources:
      Jobs:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub jobs-${EnvironmentSuffix}
"""
VARYING = FIXED.replace("QueueName: jobs", "QueueName: !Sub jobs-${AWS::StackName}")
EXAMPLES = (
    Example("a fixed queue name", FIXED, SUFFIXED, fixed=SUFFIXED),
    Example("a name that varies otherwise", VARYING, SUFFIXED, reported=False),
    Example("both use the suffix", SUFFIXED, SUFFIXED, reported=False),
    Example("no reference", FIXED, reported=False),
)
RULE = Rule(
    "environment-suffix",
    "Environment suffix",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Parameters",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
            "parameters-section-structure.html",
        ),
    ),
)
