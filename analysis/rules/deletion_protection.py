"""What is protected against deletion in the reference is protected.

Deletion protection makes CloudFormation and the console refuse to delete the resource.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        paths=r"DeletionProtection|DisableApiTermination|TerminationProtection|deletion_protection"
    ),
    words={
        Operation.ADD: Words(
            title="Missing Deletion Protection{on}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves deletion protection to its default.",
            impact=Impact(
                deployment="The resource can be deleted by mistake, or cannot be removed, unlike "
                "the reference's.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Wrong Deletion Protection{on}",
            severity=Severity.HIGH,
            root_cause="The candidate chooses the opposite protection of the reference.",
            impact=Impact(
                deployment='With protection on, deleting the stack fails: "Cannot delete '
                'protected"; with it off, a mistake deletes the data.',
            ),
            prior=0.33,
        ),
        Operation.REMOVE: Words(
            title="Deletion Protection{on} Blocks Removal",
            severity=Severity.HIGH,
            root_cause="The candidate protects what the reference lets go.",
            impact=Impact(
                deployment="Deleting the stack fails until the protection is switched off by hand.",
            ),
            prior=0.16,
        ),
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
EXAMPLES = (
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
