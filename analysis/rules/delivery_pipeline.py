"""The pipeline builds and deploys as the reference's does.

Stages, sources and build projects are what turns a commit into a deployment.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(CodePipeline|CodeBuild|CodeDeploy|CodeCommit|CodeStar|ImageBuilder)",
        wholes=r"AWS::(CodePipeline|CodeBuild|CodeDeploy|CodeCommit|CodeStar|ImageBuilder)",
        paths=r"^(?!Tags)",
    ),
    words={
        Operation.ADD: Words(
            title="Incomplete Delivery Pipeline{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate leaves out parts of the pipeline.",
            impact=Impact(
                deployment="Changes are not built or deployed.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different Pipeline Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate builds or deploys otherwise than the reference.",
            prior=0.45,
        ),
        Operation.REMOVE: Words(
            title="Surplus Pipeline Resources{list}",
            severity=Severity.MEDIUM,
            root_cause="The candidate builds what the reference does without.",
            prior=0.2,
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
