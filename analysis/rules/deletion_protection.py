"""What is protected against deletion in the reference is protected.

Deletion protection makes CloudFormation and the console refuse to delete the resource.
"""

from dataclasses import replace

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import both, ours_is, ours_says, part_at, theirs_is, theirs_says
from analysis.syntax import IntrinsicNode, walk

_ON = ("true", "enabled", "1")
_ANY_ON = r"(?i)^(true|enabled)$"


def _is_chosen(one: Difference) -> bool:
    """Whether a condition or a parameter decides in the candidate."""
    node = one.candidate
    return node is not None and any(isinstance(inner, IntrinsicNode) for _, inner in walk(node))


_OPEN = Words(
    title="Missing Deletion Protection{on}",
    severity=Severity.HIGH,
    root_cause="The candidate leaves unprotected what the reference protects.",
    impact=Impact(security="The resource, and what it holds, can be deleted by mistake."),
    when=theirs_says(_ANY_ON),
    prior=0.16,
)
_BLOCKED = Words(
    title="Deletion Protection{on} Blocks Removal",
    severity=Severity.CRITICAL,
    root_cause="The candidate protects against deletion what the reference does not.",
    impact=Impact(
        deployment="Deleting the stack fails until the protection is switched off by hand.",
    ),
    when=ours_says(_ANY_ON),
    prior=0.14,
)
_MAYBE = replace(
    _BLOCKED,
    title="Deletion Protection{on} That the Reference Does Without",
    severity=Severity.HIGH,
    impact=Impact(
        deployment="Where it is on, deleting the stack fails until it is switched off by hand.",
    ),
    when=both(ours_says(_ANY_ON), _is_chosen),
    prior=0.19,
)
_CHOSEN = Words(
    title="Deletion Protection{on} Chosen Otherwise",
    severity=Severity.HIGH,
    root_cause="The candidate decides about deletion protection by another value than the "
    "reference.",
    prior=0.14,
)
_LAUNCHED = Words(
    title="Termination Protection{of} Chosen Otherwise",
    severity=Severity.LOW,
    root_cause="The candidate protects the servers that are launched by other settings than the "
    "reference.",
    when=part_at("", "AWS::EC2::LaunchTemplate"),
    prior=0.14,
)
THEME = Theme(
    claims=about(
        paths=r"DeletionProtection|DisableApiTermination|TerminationProtection|deletion_protection"
    ),
    words={
        Operation.ADD: (_LAUNCHED, _OPEN),
        Operation.CHANGE: (
            _LAUNCHED,
            replace(_OPEN, when=both(theirs_is(*_ON), ours_is("false", "disabled", "0"))),
            replace(
                _BLOCKED,
                when=both(ours_is(*_ON), theirs_is("false", "disabled", "0")),
            ),
            replace(
                _BLOCKED,
                title="Deletion Protection{on} Always On",
                root_cause="The candidate always protects what the reference protects on a "
                "condition or as a parameter says.",
                when=ours_is(*_ON),
                prior=0.22,
            ),
            _CHOSEN,
        ),
        Operation.REMOVE: (_MAYBE, _BLOCKED),
    },
    prior=0.2,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::RDS::DBInstance
        Properties:
          Engine: mysql
          DeletionProtection: true
"""
CHOSEN = REFERENCE.replace("true", "!Ref Protected")
OTHER = REFERENCE.replace("true", "!Ref Kept")
EXAMPLES = (
    Example("another parameter decides", CHOSEN, OTHER),
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "deletion-protection",
    "Deletion protection",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "Deleting a DB instance",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
        ),
    ),
    residual=True,
)
