"""A service may invoke the functions that it is to invoke.

A rule, a topic, a bucket or an API invokes a function only by a permission that names it.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import of_candidate, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of, issue_of, suggestion_of
from analysis.rules.words import counted, named
from analysis.syntax import follow, text_of

_TYPE = "AWS::Lambda::Permission"
_SERVICES = {
    "apigateway": "API Gateway",
    "events": "EventBridge",
    "s3": "S3",
    "sns": "SNS",
    "logs": "CloudWatch Logs",
    "elasticloadbalancing": "the Load Balancer",
    "secretsmanager": "Secrets Manager",
    "config": "AWS Config",
    "cognito-idp": "Cognito",
    "scheduler": "EventBridge Scheduler",
    "iot": "AWS IoT",
}
_PRINCIPAL = re.compile(r"([\w-]+)\.amazonaws\.com(\.cn)?")
_FEW = 2


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for the permissions of each service that one side alone has."""
    comparison = context.comparison
    if comparison is None:
        return
    groups: dict[tuple[Operation, str], list[Difference]] = {}
    for one in comparison.differences:
        if one.section == "Resources" and one.is_whole_entity and one.type == _TYPE:
            groups.setdefault((one.operation, _service(one)), []).append(one)
    for (operation, service), differences in groups.items():
        if operation is Operation.ADD:
            yield _missing(service, differences)
        else:
            yield _surplus(service, differences)


def _service(one: Difference) -> str:
    """Return the service that a permission is for, empty where it names none."""
    node = follow(one.reference or one.candidate, ("Properties", "Principal"))
    found = _PRINCIPAL.fullmatch(text_of(node) or "")
    return _SERVICES.get(found[1], found[1]) if found else ""


def _title(words: str, service: str, differences: Sequence[Difference]) -> str:
    ids = ids_of(differences)
    few = f": {named(ids, _FEW)}" if len(ids) <= _FEW else ""
    return f"{words.format(s='' if len(ids) == 1 else 's')}{service and f' for {service}'}{few}"


def _missing(service: str, differences: Sequence[Difference]) -> Draft:
    ids = ids_of(differences)
    caller = service or "whoever they name"
    return Draft(
        key=f"add {service}",
        severity=Severity.HIGH,
        title=_title("Missing Lambda Permission{s}", service, differences),
        issue=issue_of(differences),
        suggestion=suggestion_of(differences),
        root_cause=f"The candidate leaves out {'a permission' if len(ids) == 1 else 'permissions'} "
        f"by which {_lower(caller)} may invoke functions in the reference.",
        impact=Impact(
            performance=f"At run time, invocations by {_lower(caller)} are refused unless "
            "another permission allows them."
        ),
        reference=of_reference(differences),
        covers=tuple(differences),
        fix_title=f"Add {counted(len(ids), 'permission')} to invoke functions",
        prior=0.15,
    )


def _surplus(service: str, differences: Sequence[Difference]) -> Draft:
    return Draft(
        key=f"remove {service}",
        severity=Severity.MEDIUM,
        title=_title("Surplus Lambda Permission{s}", service, differences),
        issue=issue_of(differences),
        suggestion=suggestion_of(differences),
        root_cause="The candidate lets a service invoke functions that the reference does not.",
        candidate=of_candidate(differences),
        covers=tuple(differences),
        fix_title=f"Remove {named(ids_of(differences), 3)}",
        prior=0.06,
    )


def _lower(service: str) -> str:
    return service.replace("the Load", "the load").replace("Balancer", "balancer")


FUNCTION = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
"""
PERMITTED = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Role: arn:aws:iam::111122223333:role/x
      Invoke:
        Type: AWS::Lambda::Permission
        Properties:
          Action: lambda:InvokeFunction
          FunctionName: !Ref Job
          Principal: events.amazonaws.com
"""
EXAMPLES = (
    Example("nobody may invoke the function", FUNCTION, PERMITTED, fixed=PERMITTED),
    Example("a permission more", PERMITTED, FUNCTION, fixed=FUNCTION),
    Example("both are alike", PERMITTED, PERMITTED, reported=False),
    Example("no reference", FUNCTION, reported=False),
)
RULE = Rule(
    "lambda-permission",
    "Lambda permission",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Permissions of services",
            "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
        ),
    ),
    residual=True,
)
