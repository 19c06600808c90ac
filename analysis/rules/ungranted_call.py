"""Inline code calls only what its role grants.

A function's role decides what its SDK calls may do. A call without a grant fails every time, with
an error that only the function's log shows.
"""

from collections.abc import Iterator, Sequence

from analysis.embedded.policy import Grant, covers, rights
from analysis.embedded.python_code import Fact
from analysis.findings import Impact, Link, Severity
from analysis.fixing.grants import grants
from analysis.rules.inline_functions import InlineFunction, code_lines, inline_functions
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.tables import table
from analysis.rules.words import coded, named
from analysis.syntax import IntrinsicNode, Node, text_of, walk
from analysis.template import Resource, Template

# What these managed policies grant is known; any other may grant the call.
_KNOWN_POLICIES = ("AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole")


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each role that lacks what the code of its functions calls."""
    template = context.candidate
    lacking: dict[str, list[tuple[InlineFunction, Fact, str]]] = {}
    for function in inline_functions(template):
        role = _role(template, function.resource.property("Role"))
        if role is None or not _is_known(template, role):
            continue
        granted = rights(template, role).grants
        for fact in function.python.calls if function.python else ():
            for action in _actions(fact.name):
                if not _is_granted(action, granted):
                    lacking.setdefault(role.logical_id, []).append((function, fact, action))
    for role_id, calls in lacking.items():
        yield _draft(template, role_id, calls)


def _role(template: Template, node: Node | None) -> Resource | None:
    if not isinstance(node, IntrinsicNode) or node.name not in {"Fn::GetAtt", "Fn::Sub"}:
        return None
    for _, inner in walk(node.argument):
        name = (text_of(inner) or "").strip("${}").partition(".")[0]
        if name in template.resources and template.resources[name].type == "AWS::IAM::Role":
            return template.resources[name]
    return None


def _is_known(template: Template, role: Resource) -> bool:
    """Whether all that the role may do stands in the template."""
    managed = rights(template, role).managed
    return all(one.endswith(_KNOWN_POLICIES) for one in managed) and not any(
        resource.type == "AWS::IAM::ManagedPolicy" for resource in template.resources.values()
    )


def _actions(call: str) -> list[str]:
    """Return the IAM actions that a call of a boto3 client needs, none where that is unclear."""
    service, _, method = call.partition(":")
    services = table("iam_services")
    if call in services["actions"]:
        return list(services["actions"][call])
    if method in services["no_action"]["methods"] or not method.islower():
        return []
    prefix = services["prefixes"].get(service, service)
    return [f"{prefix}:{''.join(part.capitalize() for part in method.split('_'))}"]


def _is_granted(action: str, granted: frozenset[Grant]) -> bool:
    return any(one.effect == "Allow" and covers(one.action, action) for one in granted)


def _draft(
    template: Template, role: str, calls: Sequence[tuple[InlineFunction, Fact, str]]
) -> Draft:
    actions = list(dict.fromkeys(action for _, _, action in calls))
    owners = list(dict.fromkeys(function.resource.logical_id for function, _, _ in calls))
    return Draft(
        key=f"{role} {' '.join(sorted(actions))}",
        severity=Severity.HIGH,
        title=f"Missing IAM Permission {named(actions, 2)} for {named(owners, 2)}",
        issue=f"The code of {named(owners)} needs {coded(actions, 6)}; {role} does not grant it.",
        suggestion=f"Grant {coded(actions, 6)} to {role}.",
        root_cause="The candidate's role was not written from what the code calls.",
        impact=Impact(
            deployment='The stack is created, but each such call fails: "is not authorized to '
            f'perform: {actions[0]}".',
        ),
        candidate=tuple(
            code_lines(template, function, fact.line, fact.line) for function, fact, _ in calls
        ),
        fixes=grants(template, template.resources[role], actions),
        prior=0.15,
        logical_ids=(role, *owners),
        resource_types=("AWS::IAM::Role",),
        properties=("Policies",),
    )


DENIED = """
    Resources:
      Job:
        Type: AWS::Lambda::Function
        Properties:
          Runtime: python3.12
          Handler: index.handler
          Role: !GetAtt JobRole.Arn
          Code:
            ZipFile: |
              import boto3
              queue = boto3.client("sqs")
              def handler(event, context):
                  queue.send_message(QueueUrl="jobs", MessageBody="go")
      JobRole:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {}
          Policies:
            - PolicyName: work
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: sqs:ReceiveMessage
                    Resource: "*"
"""
GRANTED = DENIED.replace("sqs:ReceiveMessage", "sqs:Send*")
ADDED = (
    DENIED
    + """                  - Effect: Allow
                    Action: sqs:SendMessage
                    Resource: "*"
"""
)
QUEUE = """      Jobs:
        Type: AWS::SQS::Queue
"""
ADDED_TO = ADDED.removesuffix('"*"\n') + "!GetAtt Jobs.Arn\n"
UNKNOWN = DENIED.replace(
    "Policies:\n            - PolicyName",
    "ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonSQSFullAccess]\n"
    "          Policies:\n            - PolicyName",
)
EXAMPLES = (
    Example("the role lacks the call", DENIED, fixed=ADDED),
    Example("the template has one queue", DENIED + QUEUE, fixed=ADDED_TO + QUEUE),
    Example("a wildcard grants it", GRANTED, reported=False),
    Example("a managed policy may grant it", UNKNOWN, reported=False),
)
RULE = Rule(
    "ungranted-call",
    "IAM permissions",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "Lambda execution role",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
        ),
    ),
)
