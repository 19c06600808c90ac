"""What a normal form is made of."""

from dataclasses import dataclass
from enum import Enum, auto

from analysis.comparison.names import Names
from analysis.comparison.texts import CODE_PROPERTIES, Key
from analysis.schemas import Shape
from analysis.syntax import Node, ScalarKind, ScalarNode, UnreadableNode, walk


class Kind(Enum):
    """What can be told apart within a form."""

    VALUE = auto()
    OBJECT = auto()
    LIST = auto()
    CHOICE = auto()
    UNREADABLE = auto()


class Role(Enum):
    """What a value is for where its place gives it a meaning of its own."""

    PLAIN = auto()
    ACTIONS = auto()
    MEMBERS = auto()
    PRINCIPAL = auto()
    CONDITION = auto()
    OPERATOR = auto()
    STATEMENTS = auto()
    ENTITY_NAMES = auto()
    PARAMETER_NAMES = auto()
    INTERFACE = auto()
    CODE = auto()


_ROLES = {"Statement": Role.STATEMENTS, "AWS::CloudFormation::Interface": Role.INTERFACE}
_STATEMENT_ROLES = {
    "Action": Role.ACTIONS,
    "NotAction": Role.ACTIONS,
    "Resource": Role.MEMBERS,
    "NotResource": Role.MEMBERS,
    "Principal": Role.PRINCIPAL,
    "NotPrincipal": Role.PRINCIPAL,
    "Condition": Role.CONDITION,
}
_ROLES_BELOW = {
    Role.OPERATOR: Role.MEMBERS,
    Role.PRINCIPAL: Role.MEMBERS,
    Role.CONDITION: Role.OPERATOR,
}
_INTERFACE_ROLES = {
    "ParameterGroups": Role.INTERFACE,
    "ParameterLabels": Role.PARAMETER_NAMES,
    "Parameters": Role.PARAMETER_NAMES,
}
SET_ROLES = frozenset({Role.ACTIONS, Role.MEMBERS, Role.STATEMENTS, Role.ENTITY_NAMES})
"""Roles of lists that are sets, for which a single value may stand alone."""


@dataclass(frozen=True, slots=True)
class Member:
    """A part of a form: `name` is the common name, `steps` lead to it in its own template."""

    name: str
    steps: tuple[str | int, ...]
    form: "Form"


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The normal form of a node; forms with equal keys mean the same.

    `is_wrapped` marks a single value that stands for a list of one; `code` is the text of a
    value that may be Python; `condition` is what a choice depends on.
    """

    node: Node
    kind: Kind
    key: Key
    members: tuple[Member, ...] = ()
    is_ordered: bool = True
    is_wrapped: bool = False
    role: Role = Role.PLAIN
    code: str = ""
    condition: str = ""

    @property
    def has_gap(self) -> bool:
        """Whether a part of the value could not be read."""
        return any(isinstance(node, UnreadableNode) for _, node in walk(self.node))

    def member(self, name: str) -> "Form | None":
        """Return the part of that name."""
        return next((member.form for member in self.members if member.name == name), None)


@dataclass(frozen=True, slots=True)
class View:
    """How a node is to be read: with which names, at what place of a schema, in which role."""

    names: Names
    shape: Shape | None = None
    role: Role = Role.PLAIN

    def at(self, part: Shape | None, role: Role = Role.PLAIN) -> "View":
        """Return the view of a part."""
        return View(self.names, part, role)


def role_of(name: str, above: Role, *, is_statement: bool) -> Role:
    """Return the role of a property of that name below another role."""
    if above in _ROLES_BELOW:
        return _ROLES_BELOW[above]
    if above is Role.INTERFACE:
        return _INTERFACE_ROLES.get(name, Role.PLAIN)
    if is_statement:
        return _STATEMENT_ROLES.get(name, Role.PLAIN)
    if name in CODE_PROPERTIES:
        return Role.CODE
    return _ROLES.get(name, Role.PLAIN)


def is_null(node: Node) -> bool:
    """Return whether a node is the null."""
    return isinstance(node, ScalarNode) and node.kind is ScalarKind.NULL
