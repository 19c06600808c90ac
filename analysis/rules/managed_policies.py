"""What AWS's own policies grant, as far as it is known, and which names of them do not exist."""

from collections.abc import Iterable, Sequence

from analysis.embedded.policy import covers, is_wild
from analysis.rules.tables import table

_OF_AWS = ":iam::aws:policy/"


def policy_name(arn: str) -> str:
    """Return the name of a policy by its ARN."""
    return arn.rpartition("/")[2]


def meant_policy(arn: str) -> str:
    """Return the ARN that is meant by one of AWS's that does not exist, empty if it may exist."""
    head, is_of_aws, path = arn.partition(_OF_AWS)
    if not is_of_aws:
        return ""
    name = policy_name(path)
    known = table("managed_policies")
    meant = str(known["absent"].get(name, name))
    folder = "service-role/" if meant in known["service_role"] else ""
    right = f"{head}{_OF_AWS}{folder}{meant}"
    return right if meant != name or (folder and right != arn) else ""


def known_actions(arns: Iterable[str]) -> list[str]:
    """Return the actions that these policies are known to grant."""
    actions = table("managed_policies")["actions"]
    return [action for arn in arns for action in actions.get(policy_name(arn), ())]


def is_known(arn: str) -> bool:
    """Whether all that a policy grants is known."""
    return policy_name(arn) in table("managed_policies")["actions"]


def is_granted(action: str, granted: Iterable[str]) -> bool:
    """Whether one of these actions stands for an action."""
    return any(covers(one, action) for one in granted)


def widest(actions: Sequence[str]) -> list[str]:
    """Return the actions without those that another one stands for."""
    unique = list({one.lower(): one for one in reversed(actions)}.values())[::-1]
    wild = [one for one in unique if is_wild(one)]
    return [one for one in unique if not any(other != one and covers(other, one) for other in wild)]
