"""The API offers what the reference's offers.

Methods, stages, authorizers and CORS answers are resources of their own; a deployment takes only
what exists when it is made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.comparison import Comparison, Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole, whole_of

_TYPES = r"AWS::(ApiGateway|ApiGatewayV2|Cognito|AppSync)|AWS::Serverless::(Api|HttpApi)"
_SERVERLESS = r"AWS::Serverless::(Api|HttpApi)$"
_DEPLOYMENT = "AWS::ApiGateway::Deployment"
_ANSWERED = r"AWS::(ApiGateway::(Resource|Method)|ApiGatewayV2::(Route|Integration))$"
THEME = Theme(
    claims=about(types=_TYPES, wholes=_TYPES, paths=r"^(?!Tags|DependsOn)"),
    words={
        Operation.ADD: (
            Words(
                title="Missing API Gateway Methods or Routes: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of the API.",
                impact=Impact(
                    deployment="The stack is created, but the API does not answer these requests.",
                ),
                when=whole_of(_ANSWERED),
                prior=0.13,
                absent=_SERVERLESS,
            ),
            Words(
                title="Missing API Gateway Resources: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of the API.",
                when=is_whole,
                prior=0.29,
                absent=_SERVERLESS,
            ),
            Words(
                title="API Gateway Resources Left to SAM: {types}",
                severity=Severity.MEDIUM,
                root_cause="The candidate has an API that SAM makes with its methods and stages; "
                "the reference defines these as resources.",
                when=is_whole,
                prior=0.1,
            ),
            Words(
                title="Incomplete API Gateway Configuration{of}: {properties}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves settings of the API out.",
                prior=0.12,
            ),
        ),
        Operation.CHANGE: Words(
            title="Different API Gateway Settings{of}: {properties}",
            severity=Severity.HIGH,
            root_cause="The candidate sets up the API otherwise than the reference.",
            prior=0.05,
        ),
        Operation.REMOVE: Words(
            title="Surplus API Gateway Configuration: {types}",
            severity=Severity.HIGH,
            root_cause="The candidate gives the API parts that the reference does without.",
            prior=0.15,
        ),
    },
    prior=0.3,
)
STAGES = Theme(
    claims=about(wholes=r"AWS::ApiGateway(V2)?::Stage$", paths=r"^$"),
    words={
        Operation.ADD: Words(
            title="API Gateway Stage Left to the Deployment{list}",
            severity=Severity.HIGH,
            root_cause="The candidate names a stage in the deployment, which makes it; the "
            "reference has a resource for it.",
        ),
    },
    prior=0.2,
)


def check(context: Context) -> Iterator[Draft]:
    """Yield what the themes find: a stage that a deployment makes is not missing."""
    comparison = context.comparison
    if comparison is None:
        return
    is_made = any(one.property("StageName") for one in comparison.candidate.of_type(_DEPLOYMENT))
    made = [one for one in comparison.differences if is_made and _is_missing_stage(one)]
    taken = {id(one) for one in made}
    rest = tuple(one for one in comparison.differences if id(one) not in taken)
    for draft in theme_check(STAGES)(_with(context, comparison, made)):
        yield replace(draft, key=f"stages {draft.key}")
    yield from theme_check(THEME)(_with(context, comparison, rest))


def _with(context: Context, comparison: Comparison, some: Sequence[Difference]) -> Context:
    return replace(context, comparison=replace(comparison, differences=tuple(some)))


def _is_missing_stage(one: Difference) -> bool:
    return one.operation is Operation.ADD and STAGES.claims(one)


CANDIDATE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
"""
REFERENCE = """
    Resources:
      Store:
        Type: AWS::S3::Bucket
      Api:
        Type: AWS::ApiGateway::RestApi
        Properties:
          Name: orders
"""
EXAMPLES = (
    Example("it differs from the reference", CANDIDATE, REFERENCE, fixed=REFERENCE),
    Example("both are alike", REFERENCE, REFERENCE, reported=False),
    Example("no reference", CANDIDATE, reported=False),
)
RULE = Rule(
    "api-gateway-settings",
    "API Gateway",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "API Gateway",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/welcome.html",
        ),
    ),
    residual=True,
)
