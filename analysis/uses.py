"""Every place of a template that names another entity, or an import."""

from dataclasses import dataclass
from enum import StrEnum

from analysis.source import Span
from analysis.syntax import Path
from analysis.template import Template


class UseKind(StrEnum):
    """How an entity is named."""

    REF = "Ref"
    GET_ATT = "GetAtt"
    SUB = "Sub"
    DEPENDS_ON = "DependsOn"
    CONDITION = "Condition"
    IF = "If"
    FIND_IN_MAP = "FindInMap"
    IMPORT = "ImportValue"


@dataclass(frozen=True, slots=True)
class Use:
    """One place that names an entity.

    `target` is the logical ID (of an import: the export's name, or its pattern with `${…}` for
    what only the deployment knows); `attribute` is GetAtt's; `span` covers just the name in the
    text, `path` leads to its node from the template's root. Pseudo parameters are no uses.
    """

    kind: UseKind
    target: str
    attribute: str
    section: str
    owner: str
    path: Path
    span: Span


def find_uses(template: Template) -> tuple[Use, ...]:
    """Return the uses of a template in the text's order."""
    raise NotImplementedError
