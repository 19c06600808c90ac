"""What the reference can do without is not asked for.

A parameter that may stay empty, with a condition on its being given, lets a stack be deployed
where the thing that it names does not exist.
"""

from collections.abc import Iterator, Sequence

from analysis.comparison import Comparison, Difference
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.evidence import of_entity, of_reference
from analysis.rules.parameters import conditions_on, deciding
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of
from analysis.rules.words import coded, named, verb
from analysis.syntax import text_of
from analysis.template import Entity

_NAMED = 2


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each parameter that the candidate asks for and the reference need not."""
    comparison = context.comparison
    if comparison is None:
        return
    for one in comparison.differences:
        if one.section != "Parameters" or one.path != ("Default",) or one.candidate is not None:
            continue
        conditions = conditions_on(comparison, one.reference_id or "")
        if text_of(one.reference) == "" and conditions:
            asked = comparison.candidate.section("Parameters")[one.logical_id]
            yield _draft(context, comparison, asked, one, conditions)


def _draft(
    context: Context,
    comparison: Comparison,
    asked: Entity,
    default: Difference,
    conditions: Sequence[str],
) -> Draft:
    concerned = deciding(comparison, default.reference_id or "", conditions)
    used = ids_of(one for one in concerned if one.section in ("Resources", "Outputs"))
    name = asked.logical_id
    fix = context.adopter.fix(concerned, f"Let {name} stay empty") if context.adopter else None
    return Draft(
        key=name,
        severity=Severity.CRITICAL,
        title=f"Parameter {name} Without Default Value, Optional in the Reference",
        issue=f"`{name}` has no default, so each deployment must give a value. In the reference it "
        f"may stay empty, and {verb(conditions, 'the condition', 'the conditions')} "
        f"{coded(conditions)} {verb(conditions, 'asks', 'ask')} whether it is given"
        + (f", for {named(used)}." if used else "."),
        suggestion=f"Give `{name}` an empty default and create what needs it on the condition that "
        "it is given.",
        root_cause="The candidate demands a value that the reference leaves optional.",
        impact=Impact(
            deployment=f'Deployment without it fails: "Parameters: [{name}] must have values".'
        ),
        candidate=(of_entity(asked),),
        reference=of_reference(concerned),
        # Conditions, and what hangs on them, are also told as what they are.
        covers=(default,),
        fixes=(fix,) if fix else (),
        adopts=False,
        prior=0.15,
        about=(name, *used[:_NAMED]),
        properties=("Default",),
    )


REQUIRED = """
    Parameters:
      Listener:
        Type: String
    Resources:
      Rule:
        Type: AWS::WAFv2::WebACLAssociation
        Properties:
          ResourceArn: !Ref Listener
"""
OPTIONAL = """
    Parameters:
      Listener:
        Type: String
        Default: ''
    Conditions:
      HasListener: !Not [!Equals [!Ref Listener, '']]
    Resources:
      Rule:
        Type: AWS::WAFv2::WebACLAssociation
        Condition: HasListener
        Properties:
          ResourceArn: !Ref Listener
"""
DEFAULTED = REQUIRED.replace("Type: String", "Type: String\n        Default: ''", 1)
EXAMPLES = (
    Example("the reference does without", REQUIRED, OPTIONAL),
    Example("nothing asks whether it is given", REQUIRED, DEFAULTED, reported=False),
    Example("both may do without", OPTIONAL, OPTIONAL, reported=False),
    Example("no reference", REQUIRED, reported=False),
)
RULE = Rule(
    "optional-parameter",
    "External dependency",
    check,
    __doc__,
    EXAMPLES,
    (guide.CONDITIONS,),
    residual=True,
)
