"""What the reference lets a deployment switch on or off can be switched.

A parameter that takes yes or no, with a condition on it, lets one template serve where a thing is
wanted and where it is too dear, exists already or is not allowed.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Severity
from analysis.rules import guide
from analysis.rules.evidence import of_candidate, of_reference
from analysis.rules.parameters import conditions_on, deciding
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of
from analysis.rules.words import coded, named, value_phrase, verb
from analysis.syntax import ArrayNode, follow, text_of

_BOTH = ({"true", "false"}, {"yes", "no"}, {"enabled", "disabled"}, {"on", "off"})
_LISTED = 6
# Names of services are one word; else a word begins with a capital, or is all capitals.
_WORD = re.compile(
    r"Cloud(?:Trail|Front|Watch|Formation)|GuardDuty|DynamoDB|LocalStack|[A-Z]+\d+"
    r"|[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z][a-z]+|\d+"
)
_VERBS = frozenset({"Enable", "Create", "Use", "Deploy", "Enabled", "Should", "Is", "Has"})


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each switch that only the reference has."""
    comparison = context.comparison
    if comparison is None:
        return
    for one in comparison.differences:
        if one.section != "Parameters" or not one.is_whole_entity:
            continue
        if one.operation is Operation.ADD and _is_switch(one):
            conditions = conditions_on(comparison, one.reference_id or "")
            if conditions:
                yield _draft(context, comparison, one, conditions)


def _is_switch(parameter: Difference) -> bool:
    """Whether a parameter takes yes or no and nothing else."""
    allowed = follow(parameter.reference, ("AllowedValues",))
    if not isinstance(allowed, ArrayNode):
        return False
    return {(text_of(item) or "").lower() for item in allowed.items} in _BOTH


def _draft(
    context: Context, comparison: Comparison, parameter: Difference, conditions: Sequence[str]
) -> Draft:
    name = parameter.reference_id or ""
    concerned = deciding(comparison, name, conditions)
    decided = ids_of(one for one in concerned if one.section in ("Resources", "Outputs"))
    default = follow(parameter.reference, ("Default",))
    what = _subject(name)
    fix = context.adopter.fix(concerned, f"Let {name} decide") if context.adopter else None
    return Draft(
        key=name,
        severity=Severity.MEDIUM,
        title=f"Missing {name} Parameter to Switch {what} On or Off",
        issue=f"The candidate has no parameter `{name}`"
        + (f" (by default {value_phrase(default)} in the reference)" if default else "")
        + f", by which the reference decides with {verb(conditions, 'the condition', 'conditions')}"
        + f" {coded(conditions)}"
        + (f" on {named(decided, _LISTED)}." if decided else "."),
        suggestion=f"Add `{name}` and {verb(conditions, 'its condition', 'its conditions')}, and "
        "let what the reference makes depend on it depend on it.",
        root_cause="The candidate decides for every deployment alike.",
        candidate=of_candidate(concerned),
        reference=of_reference(concerned),
        # Conditions, and what hangs on them, are also told as what they are.
        covers=(parameter,),
        fixes=(fix,) if fix else (),
        adopts=False,
        prior=0.13,
        about=(name,),
    )


def _subject(name: str) -> str:
    """Return what a switch is named after: `Detailed Monitoring` of EnableDetailedMonitoring."""
    words = [word for word in _WORD.findall(name) if word not in _VERBS]
    return " ".join(words) or name


ALWAYS = """
    Parameters:
      Size:
        Type: String
        Default: t3.micro
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          InstanceType: !Ref Size
          Monitoring: true
"""
SWITCHED = """
    Parameters:
      Size:
        Type: String
        Default: t3.micro
      EnableDetails:
        Type: String
        Default: 'false'
        AllowedValues: ['true', 'false']
    Conditions:
      Detailed: !Equals [!Ref EnableDetails, 'true']
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          InstanceType: !Ref Size
          Monitoring: !If [Detailed, true, false]
"""
CHOSEN = SWITCHED.replace("'true', 'false'", "'true', 'false', maybe")
EXAMPLES = (
    Example("monitoring cannot be switched off", ALWAYS, SWITCHED),
    Example("a parameter of three values", ALWAYS, CHOSEN, reported=False),
    Example("both switch", SWITCHED, SWITCHED, reported=False),
    Example("no reference", ALWAYS, reported=False),
)
RULE = Rule(
    "missing-switch",
    "Parameters and conditions",
    check,
    __doc__,
    EXAMPLES,
    (guide.CONDITIONS,),
    residual=True,
)
