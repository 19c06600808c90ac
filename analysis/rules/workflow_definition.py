"""Workflows do what the reference's do.

The definition of a state machine is its program.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole

THEME = Theme(
    claims=about(
        types=r"AWS::StepFunctions",
        wholes=r"AWS::StepFunctions",
        paths=r"^(?!Tags|StateMachineName|DependsOn)",
    ),
    words={
        Operation.ADD: (
            Words(
                title="Missing Step Functions Workflow{list}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out workflows that the reference has.",
                when=is_whole,
                prior=0.2,
            ),
            Words(
                title="Incomplete Step Functions State Machine: {properties}",
                severity=Severity.MEDIUM,
                root_cause="The candidate leaves out settings of the workflow.",
                prior=0.15,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Step Functions Definition{of}",
            severity=Severity.HIGH,
            root_cause="The candidate defines the workflow otherwise than the reference.",
            prior=0.09,
        ),
        Operation.REMOVE: Words(
            title="Surplus Step Functions Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate gives the workflow what the reference does without.",
            prior=0.09,
        ),
    },
    prior=0.25,
)
CANDIDATE = """
    Resources:
      Flow:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          RoleArn: arn:aws:iam::111122223333:role/x
"""
REFERENCE = """
    Resources:
      Flow:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          RoleArn: arn:aws:iam::111122223333:role/x
          StateMachineType: EXPRESS
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "workflow-definition",
    "Step Functions",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Step Functions",
            "https://docs.aws.amazon.com/step-functions/latest/dg/welcome.html",
        ),
    ),
    residual=True,
)
