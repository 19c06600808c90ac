"""The API offers what the reference's offers.

Methods, stages, authorizers and CORS answers are resources of their own; a deployment takes only
what exists when it is made.
"""

from analysis.comparison import Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.rule import Example, Rule
from analysis.rules.theme import Theme, Words, about, theme_check

THEME = Theme(
    claims=about(
        types=r"AWS::(ApiGateway|ApiGatewayV2|Cognito|AppSync)|AWS::Serverless::(Api|HttpApi)",
        wholes=r"AWS::(ApiGateway|ApiGatewayV2|Cognito|AppSync)|AWS::Serverless::(Api|HttpApi)",
    ),
    words={
        Operation.ADD: Words(
            title="Incomplete API Gateway Configuration: {types}",
            severity=Severity.HIGH,
            root_cause="The candidate leaves out parts of the API.",
            impact=Impact(
                deployment="Requests to what is missing are answered with 403 or 404.",
            ),
        ),
        Operation.CHANGE: Words(
            title="Different API Gateway Settings{of}",
            severity=Severity.MEDIUM,
            root_cause="The candidate sets up the API otherwise than the reference.",
            impact=Impact(
                performance="Clients get other answers than from the reference.",
            ),
            prior=0.15,
        ),
        Operation.REMOVE: Words(
            title="Surplus API Gateway Configuration: {types}",
            severity=Severity.MEDIUM,
            root_cause="The candidate gives the API parts that the reference does without.",
            prior=0.14,
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
