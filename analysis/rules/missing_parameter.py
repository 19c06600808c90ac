"""What differs from one deployment to another is a parameter.

A value that the template fixes can be changed only by editing the template, for every environment
alike.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.evidence import of_candidate, of_reference
from analysis.rules.parameters import explained
from analysis.rules.places import place_phrase
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.words import coded, counted, named, value_phrase, verb
from analysis.syntax import IntrinsicNode, ScalarNode, text_of

_TOLD = 6
_NAMED = 2


def check(context: Context) -> Iterator[Draft]:
    """Yield one finding for the parameters that the reference has and the candidate lacks."""
    comparison = context.comparison
    if comparison is None:
        return
    missing = [*explained(comparison)]
    if missing:
        yield _draft(comparison, missing)


def _draft(comparison: Comparison, missing: Sequence[tuple[Difference, list[Difference]]]) -> Draft:
    names = [parameter.reference_id or "" for parameter, _ in missing]
    # Only what the candidate has itself can be hard-coded by it.
    fixed = [
        one for parameter, uses in missing for one in uses if _is_fixed(one, parameter.reference_id)
    ]
    told = [_told(parameter, uses) for parameter, uses in missing if uses][:_TOLD]
    ours = len(comparison.candidate.section("Parameters"))
    theirs = len(comparison.reference.section("Parameters"))
    covers = [one for parameter, uses in missing for one in (parameter, *uses)]
    return Draft(
        key="parameters",
        severity=Severity.MEDIUM,
        title="Hardcoded Values Instead of Parameters" if fixed else _title(names),
        issue=f"The candidate has no {verb(names, 'parameter', 'parameters')} {coded(names, 8)}; "
        f"it has {counted(ours, 'parameter')}, the reference {theirs}. {' '.join(told)}".strip(),
        suggestion=f"Add {coded(names, 8)} as the reference defines "
        f"{verb(names, 'it', 'them')}"
        + (" and refer to them where the values stand." if fixed else "."),
        root_cause="The candidate fixes values that the reference takes from parameters."
        if fixed
        else "The candidate leaves out parameters that the reference has.",
        impact=Impact(
            deployment="Another value needs a change of the template." if fixed else "",
        ),
        candidate=of_candidate(fixed) or of_candidate(covers),
        reference=of_reference(covers),
        covers=_unique(covers),
        fix_title=f"Add {coded(names, 3)} and use them",
        prior=0.28 if fixed else 0.19,
        about=() if fixed else tuple(names),
    )


def _title(names: Sequence[str]) -> str:
    which = named(names, _NAMED) if len(names) <= _NAMED else ""
    return f"Missing Parameter{'' if len(names) == 1 else 's'} {which}".strip()


def _is_fixed(difference: Difference, parameter: str | None) -> bool:
    """Whether a value is written down where the reference refers to the parameter alone."""
    theirs = difference.reference
    is_reference = (
        isinstance(theirs, IntrinsicNode)
        and theirs.name == "Ref"
        and text_of(theirs.argument) == parameter
    )
    return is_reference and isinstance(difference.candidate, ScalarNode)


def _unique(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    return tuple({id(one): one for one in differences}.values())


def _told(parameter: Difference, uses: Sequence[Difference]) -> str:
    hard = [one for one in uses if _is_fixed(one, parameter.reference_id)]
    one = (hard or list(uses))[0]
    place = f"{place_phrase(one.path)} of {one.logical_id or one.section}"
    if one.candidate is None:
        is_alone = isinstance(one.reference, IntrinsicNode) and one.reference.name == "Ref"
        verb = "sets" if is_alone else "is used in"
        return f"`{parameter.reference_id}` {verb} {place} in the reference."
    return (
        f"{place} is {value_phrase(one.candidate)}, in the reference {value_phrase(one.reference)}."
    )


FIXED = """
    Resources:
      Nightly:
        Type: AWS::Events::Rule
        Properties:
          ScheduleExpression: rate(1 day)
"""
CHOSEN = """
    Parameters:
      Interval:
        Type: String
        Default: rate(1 day)
    Resources:
      Nightly:
        Type: AWS::Events::Rule
        Properties:
          ScheduleExpression: !Ref Interval
"""
EXAMPLES = (
    Example("a fixed schedule", FIXED, CHOSEN, fixed=CHOSEN),
    Example("the same parameters", CHOSEN, CHOSEN, reported=False),
    Example("no reference", FIXED, reported=False),
)
RULE = Rule(
    "missing-parameter",
    "Hardcoded values and parameters",
    check,
    __doc__,
    EXAMPLES,
    (guide.PARAMETERS,),
    residual=True,
)
