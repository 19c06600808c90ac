"""The same things are created under the same conditions.

A condition decides at deployment what is created and with which values.
"""

from analysis.comparison import Difference, Operation
from analysis.findings import Severity
from analysis.rules import guide
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, theme_check


def _is_rule(one: Difference) -> bool:
    return one.section == "Rules"


THEME = Theme(
    claims=lambda one: (
        one.section in ("Conditions", "Rules")
        or (one.section == "Resources" and one.path == ("Condition",))
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing Rules{which}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out rules by which the reference checks the "
                "values of parameters.",
                when=_is_rule,
                prior=0.12,
            ),
            Words(
                title="Missing Conditions{which}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out conditions by which the reference chooses.",
                prior=0.12,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Rules{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate checks the values of parameters by other rules than the "
                "reference.",
                when=_is_rule,
                prior=0.16,
            ),
            Words(
                title="Different Conditions{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate chooses by other conditions than the reference.",
                prior=0.16,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Rules{which}",
                severity=Severity.LOW,
                root_cause="The candidate checks values that the reference does not.",
                when=_is_rule,
                prior=0.02,
            ),
            Words(
                title="Surplus Conditions{which}",
                severity=Severity.LOW,
                root_cause="The candidate has conditions that the reference does without.",
                prior=0.02,
            ),
        ),
    },
    prior=0.18,
    names_wholes=True,
)
CANDIDATE = """
    Parameters:
      Stage:
        Type: String
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Parameters:
      Stage:
        Type: String
    Conditions:
      IsLive: !Equals
        - !Ref Stage
        - live
    Resources:
      Store:
        Type: AWS::S3::Bucket
        Condition: IsLive
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "conditions",
    "Conditions",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (guide.CONDITIONS,),
    residual=True,
)
