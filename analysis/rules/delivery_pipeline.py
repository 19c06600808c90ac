"""The pipeline builds and deploys as the reference's does.

Stages, sources and build projects are what turns a commit into a deployment.
"""

from analysis.comparison import Operation
from analysis.findings import Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

_TYPES = r"AWS::(CodePipeline|CodeBuild|CodeDeploy|CodeCommit|CodeStar|ImageBuilder)"
THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: Words(
            title="Incomplete Delivery Pipeline{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves out parts of the pipeline.",
            prior=0.28,
        ),
        Operation.CHANGE: Words(
            title="Different Pipeline Settings{of}: {properties}",
            severity=Severity.MEDIUM,
            root_cause="The candidate builds or deploys otherwise than the reference.",
            prior=0.26,
        ),
        Operation.REMOVE: Words(
            title="Surplus Pipeline Resources{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate has parts of a pipeline that the reference does without.",
            prior=0.1,
        ),
    },
    prior=0.38,
)
CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Source:
        Type: AWS::CodeCommit::Repository
        Properties:
          RepositoryName: app
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "delivery-pipeline",
    "Delivery pipeline",
    theme_check(THEME),
    __doc__,
    EXAMPLES,
    (
        Link(
            "CodePipeline",
            "https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome.html",
        ),
    ),
    residual=True,
)
