"""Physical names tell one deployment from another.

A name that is the same in every deployment can be taken only once: a second stack of the same
template in the account fails. The reference builds its names with a parameter.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Difference
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_candidate, of_reference
from analysis.rules.parameters import explained, is_name
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of
from analysis.rules.words import counted, named, value_text
from analysis.syntax import ScalarNode

_SUFFIX = re.compile(
    r"suffix|environment|^env|stage|prefix|project|deployment|unique", re.IGNORECASE
)
_ENOUGH = 3
_ACCOUNT_WIDE = ("AWS::IAM::", "AWS::S3::Bucket", "AWS::RDS::")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each naming parameter that the candidate lacks."""
    if context.comparison is None:
        return
    for parameter, differences in explained(context.comparison):
        names = [one for one in differences if is_name(one)]
        name = parameter.reference_id or ""
        if len(names) >= _ENOUGH or (names and _SUFFIX.search(name)):
            yield _draft(name, parameter, differences, names)


def _draft(
    name: str, parameter: Difference, differences: Sequence[Difference], names: Sequence[Difference]
) -> Draft:
    literal = [one for one in names if isinstance(one.candidate, ScalarNode)]
    clashing = [one for one in literal if one.type.startswith(_ACCOUNT_WIDE)]
    shown = (clashing or literal or names)[0]
    others = len(differences) - len(names)
    rest = f" and {counted(others, 'other place')}" if others else ""
    return Draft(
        key=name,
        severity=Severity.CRITICAL if clashing else Severity.HIGH,
        title=f"Missing {name} Parameter in Resource Names",
        issue=f"The candidate has no parameter `{name}`. The reference builds "
        f"{counted(len(names), 'physical name')} with it{rest} "
        f"({named(ids_of(names), 6)}); "
        f"the candidate's {shown.logical_id} has `{shown.property_name}` "
        f"`{value_text(shown.candidate)}` "
        f"instead of `{value_text(shown.reference)}`.",
        suggestion=f"Add the parameter `{name}` and build these names with it.",
        root_cause="The candidate is written for a single deployment rather than for several "
        "side by side in one account.",
        impact=Impact(
            deployment='A second stack in the account fails with "already exists" for each fixed '
            "name.",
            cost="Environments need accounts of their own as long as names collide.",
        ),
        candidate=of_candidate(differences),
        reference=of_reference((parameter, *differences)),
        covers=(parameter, *differences),
        fix_title=f"Add the parameter {name} and use it in names",
        prior=0.56,
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
EXAMPLES = (
    Example("a fixed queue name", FIXED, SUFFIXED, fixed=SUFFIXED),
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
