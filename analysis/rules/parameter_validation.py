"""Parameters accept only what makes sense.

`AllowedValues`, `AllowedPattern` and a fitting type stop a mistyped value before anything is
created.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Severity
from analysis.rules import guide
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, part_at, theirs_is

THEME = Theme(
    claims=about(sections=("Parameters",), paths=r"^(Allowed|Min|Max|Constraint|Type$|NoEcho)"),
    words={
        Operation.ADD: (
            Words(
                title="Parameter{s}{which} Without NoEcho",
                severity=Severity.HIGH,
                root_cause="The candidate does not hide what is entered.",
                impact=Impact(
                    security="Whoever may describe the stack reads the value.",
                ),
                when=both(part_at(r"^NoEcho"), theirs_is("true")),
                prior=0.12,
            ),
            Words(
                title="Missing Validation of Parameter{s}{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate accepts more values for these parameters than the "
                "reference.",
                impact=Impact(
                    deployment="A mistyped value is not refused before anything is created.",
                ),
                when=part_at(r"^(Allowed|Min|Max)"),
                prior=0.11,
            ),
            Words(
                title="Missing ConstraintDescription of Parameter{s}{which}",
                severity=Severity.LOW,
                root_cause="The candidate does not say what a value must be like.",
                prior=0.03,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Different Type of Parameter{s}{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate declares another type than the reference.",
                when=part_at(r"^Type$"),
                prior=0.08,
            ),
            Words(
                title="Different Validation of Parameter{s}{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate allows other values than the reference.",
                when=part_at(r"^(Allowed|Min|Max)"),
                prior=0.06,
            ),
            Words(
                title="Different Settings of Parameter{s}{which}",
                severity=Severity.LOW,
                root_cause="The candidate describes its parameters otherwise.",
                prior=0.02,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Restrictive Validation of Parameter{s}{which}",
                severity=Severity.MEDIUM,
                root_cause="The candidate restricts values that the reference leaves open.",
                impact=Impact(deployment="Values are refused that the reference accepts."),
                when=part_at(r"^(Allowed|Min|Max)"),
                prior=0.15,
            ),
            Words(
                title="Surplus Settings of Parameter{s}{which}",
                severity=Severity.LOW,
                root_cause="The candidate says more of its parameters than the reference.",
                prior=0.02,
            ),
        ),
    },
    prior=0.16,
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
        AllowedValues:
          - dev
          - prod
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "parameter-validation",
    "Parameter validation",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (guide.PARAMETERS,),
    residual=True,
)
