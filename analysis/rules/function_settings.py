"""Functions have the memory, time, network and variables of the reference.

A variable that the code reads and nobody sets, or a timeout that is too short, shows only at run
time.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, by_property, theme_check
from analysis.rules.values import both, is_less, is_whole, part_at, whole_of

_TYPES = r"AWS::(Lambda|Serverless)::(Function|Version|Alias|LayerVersion|Url)"
_FUNCTIONS = r"AWS::(Lambda|Serverless)::Function$"
_LIMITS = r"^(Timeout|MemorySize|EphemeralStorage)"
THEME = Theme(
    claims=about(
        types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|FunctionName|DependsOn|Description)"
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing Lambda Function{s}{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out functions that the reference has.",
                when=whole_of(_FUNCTIONS),
                prior=0.17,
            ),
            Words(
                title="Missing Lambda {types}{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out what the reference has beside its functions.",
                when=is_whole,
                prior=0.17,
            ),
            Words(
                title="Missing Lambda Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out settings that the reference gives its "
                "functions.",
                prior=0.06,
            ),
        ),
        Operation.CHANGE: (
            Words(
                title="Lambda Timeout or Memory Lower Than the Reference's{on}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate gives the functions less than the reference.",
                when=both(part_at(_LIMITS), is_less),
                prior=0.11,
            ),
            Words(
                title="Different Lambda Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate gives the functions other settings than the reference.",
                prior=0.15,
            ),
        ),
        Operation.REMOVE: (
            Words(
                title="Surplus Lambda Function{s}{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate has functions that the reference does without.",
                when=whole_of(_FUNCTIONS),
                prior=0.11,
            ),
            Words(
                title="Surplus Lambda {types}{list}",
                severity=Severity.MEDIUM,
                root_cause="The candidate has beside its functions what the reference does "
                "without.",
                when=is_whole,
                prior=0.11,
            ),
            Words(
                title="Surplus Lambda Configuration{of}: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate gives the functions what the reference does without.",
                prior=0.06,
            ),
        ),
    },
    prior=0.14,
    split=by_property,
)
CANDIDATE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          Timeout: 3
"""
REFERENCE = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
          Timeout: 60
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "function-settings",
    "Lambda configuration",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda configuration",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-functions.html",
        ),
    ),
    residual=True,
)
