"""Physical names tell one deployment from another.

A name that is the same in every deployment can be taken only once: a second stack of the same
template in the account fails. The reference builds its names with a parameter.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.evidence import of_candidate, of_reference
from analysis.rules.parameters import explained, is_name
from analysis.rules.places import place_text
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, counted, value_phrase
from analysis.syntax import Node, plain

_SUFFIX = re.compile(
    r"suffix|environment|^env|stage|prefix|project|deployment|unique", re.IGNORECASE
)
_ENOUGH = 3
_OF_THE_STACK = ("AWS::StackName", "AWS::StackId")
_ACCOUNT_WIDE = ("AWS::IAM::", "AWS::S3::Bucket", "AWS::RDS::")


@dataclass(frozen=True, slots=True)
class _Use:
    """What a parameter that only the reference has explains.

    Of the `names` that it builds, `fixed` are the same in every deployment of the candidate.
    """

    parameter: Difference
    differences: Sequence[Difference]
    names: Sequence[Difference]
    fixed: Sequence[Difference]
    tags: Sequence[Difference]

    @property
    def name(self) -> str:
        """The parameter's own name."""
        return self.parameter.reference_id or ""


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each naming parameter that the candidate lacks."""
    comparison = context.comparison
    if comparison is None:
        return
    for parameter, differences in explained(comparison):
        use = _use(comparison, parameter, differences)
        is_naming = bool(_SUFFIX.search(use.name)) and bool(use.names)
        is_suffix = "suffix" in use.name.lower() and bool(use.tags)
        if is_naming or is_suffix or len(use.fixed) >= _ENOUGH:
            yield _draft(context, use)


def _use(comparison: Comparison, parameter: Difference, differences: Sequence[Difference]) -> _Use:
    ours = {*comparison.candidate.section("Parameters"), *comparison.candidate.resources}
    names = [one for one in differences if is_name(one)]
    return _Use(
        parameter,
        differences,
        names,
        fixed=[one for one in names if not _varies(one.candidate, ours)],
        tags=[one for one in differences if re.search(r"Tags\b", place_text(one.path))],
    )


def _varies(node: Node | None, entities: Collection[str]) -> bool:
    """Whether a name is made by CloudFormation, or with something that stacks do not share."""
    return node is None or bool(_varied_by(node, entities))


def _varied_by(node: Node | None, entities: Collection[str]) -> list[str]:
    """Return what of the candidate a name is built with that may differ from stack to stack."""
    text = json.dumps(plain(node)) if node else ""
    known = [name for name in _OF_THE_STACK if name in text]
    return known + [name for name in entities if re.search(rf"\b{re.escape(name)}\b", text)]


def _draft(context: Context, use: _Use) -> Draft:
    clashing = [one for one in use.fixed if one.type.startswith(_ACCOUNT_WIDE)]
    everything = (use.parameter, *use.differences)
    title = f"Add the parameter {use.name} and use it"
    fix = context.adopter.fix(everything, title) if context.adopter else None
    return Draft(
        key=use.name,
        severity=_severity(use, clashing),
        title=f"Missing {use.name} Parameter in {_where(use)}",
        issue=_issue(context, use, clashing),
        suggestion=f"Add the parameter `{use.name}` and build these "
        f"{'names' if use.names else 'tags'} with it.",
        root_cause=_root_cause(use),
        impact=_impact(use),
        candidate=of_candidate(use.fixed or use.differences),
        reference=of_reference(everything),
        # A name that varies otherwise is also told as what it is: another name.
        covers=everything if use.fixed else (use.parameter,),
        fixes=(fix,) if fix else (),
        adopts=False,
        prior=_prior(use),
        about=(use.name,),
    )


def _severity(use: _Use, clashing: Sequence[Difference]) -> Severity:
    if clashing:
        return Severity.CRITICAL
    return Severity.HIGH if use.names else Severity.MEDIUM


def _prior(use: _Use) -> float:
    if "suffix" not in use.name.lower():
        return 0.1
    return 0.3 if use.names else 0.1


def _where(use: _Use) -> str:
    return "Resource Names" if use.names else "Tags"


def _root_cause(use: _Use) -> str:
    if use.fixed:
        return "The candidate fixes names that the reference builds with a parameter."
    what = "names" if use.names else "tags"
    return f"The candidate builds its {what} without the parameter that the reference has for them."


def _impact(use: _Use) -> Impact:
    if use.fixed:
        return Impact(
            deployment='A second stack with the same names fails: "already exists".',
        )
    return Impact()


def _issue(context: Context, use: _Use, clashing: Sequence[Difference]) -> str:
    counts = [
        counted(len(group), noun)
        for group, noun in ((use.names, "physical name"), (use.tags, "tag"))
        if group
    ]
    others = len(use.differences) - len(use.names) - len(use.tags)
    if others:
        counts.append(counted(others, "other place"))
    built = f"{', '.join(counts[:-1])}{' and ' if len(counts) > 1 else ''}{counts[-1]}"
    lacks = (
        f"The candidate has no parameter `{use.name}`, with which the reference builds {built} of "
        "what both templates have."
    )
    return " ".join([lacks, *_fixed(use, clashing), *_otherwise(context, use)])


def _fixed(use: _Use, clashing: Sequence[Difference]) -> Iterator[str]:
    if use.fixed:
        shown = (clashing or use.fixed)[0]
        yield (
            f"{counted(len(use.fixed), 'name')} of the candidate "
            f"{'is' if len(use.fixed) == 1 else 'are'} the same in every deployment to an account "
            f"and region, as that of {shown.logical_id}: {value_phrase(shown.candidate)}."
        )


def _otherwise(context: Context, use: _Use) -> Iterator[str]:
    """Say what the candidate's names vary by, where none of them is fixed."""
    parameters = [*context.candidate.section("Parameters")]
    found = [_varied_by(one.candidate, parameters) for one in use.names if one.candidate]
    by = list(dict.fromkeys(name for names in found for name in names))
    if not use.fixed and by and all(found):
        yield f"Within an account and region, the candidate's names vary by {coded(by)} alone."


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
    Example("a name that varies otherwise", VARYING, SUFFIXED, fixed=SUFFIXED),
    Example("both use the suffix", SUFFIXED, SUFFIXED, reported=False),
    Example("no reference", FIXED, reported=False),
)
RULE = Rule(
    "environment-suffix",
    "Environment suffix",
    check,
    __doc__,
    EXAMPLES,
    (guide.PARAMETERS,),
)
