"""Servers are set up at their first start as in the reference.

What the user data script does not install, start or signal is not there when the server takes
traffic.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.comparison import Difference, Operation
from analysis.findings import Impact, Link, Severity
from analysis.rules.evidence import holders, of_candidate, of_reference
from analysis.rules.rule import Context, Draft, Example, Rule
from analysis.rules.sentences import ids_of, issue_of, suggestion_of
from analysis.rules.words import coded, counted, named, verb
from analysis.syntax import Node, text_of, walk

_TYPES = ("AWS::EC2::", "AWS::AutoScaling::")
_INSTALLED = re.compile(
    r"\b(?:yum|dnf|apt-get|apt|amazon-linux-extras|pip3?|npm)\s+(?:-\S+\s+)*install\s+([^\n;&|\\]+)"
)
_STARTED = re.compile(
    r"\bsystemctl\s+(?:--now\s+)?(?:enable|start|restart)\s+(?:--now\s+)?([\w@.-]+)"
)
_TOOLS = re.compile(
    r"\b(cfn-signal|cfn-init|amazon-cloudwatch-agent|amazon-ssm-agent|docker|aws s3 cp"
    r"|aws s3 sync|aws secretsmanager|aws ssm)\b"
)
_NAME = re.compile(r"[A-Za-z][\w.+-]*")
_TOLD = 6


def check(context: Context) -> Iterator[Draft]:
    """Yield a finding for each way in which user data differs."""
    comparison = context.comparison
    if comparison is None:
        return
    groups: dict[tuple[Operation, tuple[str, ...]], list[Difference]] = {}
    for one in comparison.differences:
        if one.section == "Resources" and one.type.startswith(_TYPES) and "UserData" in one.path:
            facts = tuple(_lacking(one.candidate, one.reference))
            groups.setdefault((one.operation, facts), []).append(one)
    for (operation, facts), differences in groups.items():
        held = of_candidate(differences) or holders(comparison, differences)
        surplus = [*_lacking(differences[0].reference, differences[0].candidate)]
        yield Draft(
            key=f"{operation} {' '.join(facts)}",
            severity=Severity.HIGH if operation is Operation.ADD else Severity.MEDIUM,
            title=_title(operation, facts, differences),
            issue=_issue(operation, facts, surplus, differences),
            suggestion=suggestion_of(differences),
            root_cause=_root_cause(operation, facts),
            impact=_impact(operation, facts),
            candidate=held,
            reference=of_reference(differences),
            covers=tuple(differences),
            fix_title=f"Adopt the user data of {named(ids_of(differences), 3)}",
            prior=0.22,
            properties=("UserData",),
        )


def _text(node: Node | None) -> str:
    return "\n".join(text_of(inner) or "" for _, inner in walk(node)) if node else ""


def _facts(node: Node | None) -> list[str]:
    """Return what a script installs, starts and calls."""
    text = _text(node)
    installed = [
        word
        for found in _INSTALLED.finditer(text)
        for word in found[1].split()
        if _NAME.fullmatch(word)
    ]
    started = [found[1].removesuffix(".service") for found in _STARTED.finditer(text)]
    return list(dict.fromkeys([*_TOOLS.findall(text), *installed, *started]))


def _lacking(node: Node | None, other: Node | None) -> list[str]:
    """Return what another script does and this one does not mention at all."""
    text = _text(node)
    return [fact for fact in _facts(other) if fact not in text]


def _title(operation: Operation, facts: Sequence[str], differences: Sequence[Difference]) -> str:
    where = _where(differences)
    match operation:
        case Operation.ADD:
            return f"Missing UserData on {where}"
        case Operation.REMOVE:
            return f"UserData on {where} That the Reference Does Without"
    if facts:
        return f"UserData of {where} Without {named(facts, 2)}"
    return f"Different UserData of {where}"


def _where(differences: Sequence[Difference]) -> str:
    ids = ids_of(differences)
    return named(ids, 2) if len(ids) <= 2 else counted(len(ids), "Resource")  # noqa: PLR2004 (named)


def _issue(
    operation: Operation,
    facts: Sequence[str],
    surplus: Sequence[str],
    differences: Sequence[Difference],
) -> str:
    if operation is not Operation.CHANGE or not (facts or surplus):
        return issue_of(differences)
    ids = ids_of(differences)
    told = [f"The user data of {coded(ids)} {verb(ids, 'differs', 'differ')} from the reference's."]
    if facts:
        told.append(f"The reference's script has {coded(facts, _TOLD)}, the candidate's has not.")
    if surplus:
        told.append(f"The candidate's alone has {coded(surplus, _TOLD)}.")
    return " ".join(told)


def _root_cause(operation: Operation, facts: Sequence[str]) -> str:
    match operation:
        case Operation.ADD:
            return "The candidate starts its servers without the script that the reference runs."
        case Operation.REMOVE:
            return "The candidate runs a script that the reference does without."
    if facts:
        return "The candidate's script leaves out what the reference's sets up."
    return "The candidate writes the script otherwise than the reference."


def _impact(operation: Operation, facts: Sequence[str]) -> Impact:
    if operation is Operation.ADD:
        return Impact(deployment="The servers run with nothing but what their image holds.")
    if "cfn-signal" in facts:
        return Impact(
            deployment="CloudFormation is sent no signal; a CreationPolicy that waits for one "
            "fails the stack."
        )
    return Impact()


PLAIN = """
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          ImageId: ami-1
          UserData: !Base64 yum install -y nginx
"""
AGENT = """
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          ImageId: ami-1
          UserData: !Base64 yum install -y nginx amazon-cloudwatch-agent
"""
BARE = """
    Resources:
      Server:
        Type: AWS::EC2::Instance
        Properties:
          ImageId: ami-1
"""
EXAMPLES = (
    Example("an agent is not installed", PLAIN, AGENT, fixed=AGENT),
    Example("there is no script", BARE, PLAIN, fixed=PLAIN),
    Example("both are alike", PLAIN, PLAIN, reported=False),
    Example("no reference", PLAIN, reported=False),
)
RULE = Rule(
    "user-data",
    "EC2 user data",
    check,
    __doc__,
    EXAMPLES,
    (
        Link(
            "User data",
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
        ),
    ),
    residual=True,
)
