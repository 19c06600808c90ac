"""The API offers what the reference's offers.

Methods, stages, authorizers and CORS answers are resources of their own; a deployment takes only
what exists when it is made.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check
from analysis.rules.values import is_whole, whole_of

_TYPES = r"AWS::(ApiGateway|ApiGatewayV2|Cognito|AppSync)|AWS::Serverless::(Api|HttpApi)"
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
            ),
            Words(
                title="Missing API Gateway Resources: {types}",
                severity=Severity.HIGH,
                root_cause="The candidate leaves out parts of the API.",
                when=is_whole,
                prior=0.29,
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
    theme_check(THEME),
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
