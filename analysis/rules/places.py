"""Where a difference stands, in plain words, and which differences are one list's exchange."""

import re
from collections.abc import Iterable, Sequence

from analysis.comparison import Difference, Operation
from analysis.syntax import Path

_LABEL = re.compile(r"([A-Z]\w*)=(.*)", re.DOTALL)
_NOUNS = {
    "Actions": "action",
    "AttributeDefinitions": "attribute",
    "ContainerDefinitions": "container",
    "Dimensions": "dimension",
    "Environment": "variable",
    "GlobalSecondaryIndexes": "index",
    "KeySchema": "key",
    "Origins": "origin",
    "Policies": "policy",
    "Rules": "rule",
    "SecurityGroupEgress": "rule",
    "SecurityGroupIngress": "rule",
    "Stages": "stage",
    "Statement": "statement",
    "Tags": "tag",
    "Targets": "target",
}
_LONGEST_NAME = 60
ListKey = tuple[str, str, Path]


def place_text(path: Path) -> str:
    """Return a path as rules match it: `VpcConfig.SubnetIds`, list positions left out."""
    steps = [str(step) for step in path if isinstance(step, str)]
    return ".".join(steps[1:] if steps[:1] == ["Properties"] and len(steps) > 1 else steps)


def place_phrase(path: Path) -> str:
    """Return a path as prose says it: "`Input` of the target `Report` in `Targets`"."""
    steps = [step for step in path if isinstance(step, str)]
    return _phrase(steps[1:] if steps[:1] == ["Properties"] and len(steps) > 1 else steps)


def _phrase(steps: Sequence[str]) -> str:
    labels = [number for number, step in enumerate(steps) if _LABEL.fullmatch(step)]
    if not labels:
        return f"`{'.'.join(steps)}`"
    at = labels[-1]
    item = _item(steps[at], steps[:at])
    inside = ".".join(steps[at + 1 :])
    return f"`{inside}` of {item}" if inside else item


def _item(label: str, holder: Sequence[str]) -> str:
    found = _LABEL.fullmatch(label)
    name = found[2] if found else label
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}…"
    lists = [step for step in holder if not _LABEL.fullmatch(step)]
    noun = _NOUNS.get(lists[-1], "entry") if lists else "entry"
    said = f"the {noun} `{name}`" if name else f"the {noun} with an empty name"
    return said if noun == "tag" or not holder else f"{said} in {_phrase(holder)}"


def item_name(difference: Difference) -> str:
    """Return the name of the list item that a difference is, empty where it has none."""
    found = _LABEL.fullmatch(str(difference.path[-1])) if difference.path else None
    return found[2] if found else ""


def is_item(difference: Difference) -> bool:
    """Whether a whole item of a list differs."""
    if not difference.path:
        return False
    last = difference.path[-1]
    return isinstance(last, int) or bool(_LABEL.fullmatch(last))


def list_of(difference: Difference) -> ListKey | None:
    """Return the list whose item a difference is; items told apart by `Key` are no list."""
    if not is_item(difference) or str(difference.path[-1]).startswith(("Key=", "ParameterKey=")):
        return None
    return difference.section, difference.logical_id, difference.path[:-1]


def exchanged(differences: Iterable[Difference]) -> dict[ListKey, list[Difference]]:
    """Return the lists that lack items of the reference and have others in their stead."""
    lists: dict[ListKey, list[Difference]] = {}
    for one in differences:
        key = list_of(one)
        if key is not None and one.operation is not Operation.CHANGE:
            lists.setdefault(key, []).append(one)
    both = {Operation.ADD, Operation.REMOVE}
    return {key: held for key, held in lists.items() if {one.operation for one in held} == both}
