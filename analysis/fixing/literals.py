"""Puts what holds everywhere in the place of values that hold in one region, account or moment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.adoption.style import style_of
from analysis.findings import Fix, Safety
from analysis.fixing.changing import (
    NOWHERE,
    Change,
    Insert,
    Replace,
    fix_of,
    function,
    node_of,
    scalar,
)
from analysis.syntax import ArrayNode, IntrinsicNode, Node, Path, PlainValue, ScalarNode
from analysis.template import Resource, Template

Place = tuple[Path, ScalarNode]
_VARIABLE = re.compile(r"(\$\{[^}]*\})")
_IMAGE = re.compile(r"ami-[0-9a-f]{8,17}")
_ZONE_LETTERS = "abcdef"
# https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
_LATEST = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
_LOOKED_UP = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"


def image_fixes(template: Template, places: Sequence[Place]) -> tuple[Fix, ...]:
    """Return the fixes that look images up, or ask for them, where they stand in resources."""
    if not _are_whole(places, _IMAGE):
        return ()
    images = list(dict.fromkeys(node.text for _, node in places))
    several = len(images) > 1
    names = {image: f"ImageId{number if several else ''}" for number, image in enumerate(images, 1)}
    lookup: PlainValue = {"Type": _LOOKED_UP, "Default": _LATEST}
    asked: PlainValue = {"Type": "AWS::EC2::Image::Id"}
    noun = "images" if several else "image"
    fixes = (
        _parameterised(template, places, names, lookup, f"Look the latest Amazon Linux {noun} up"),
        _parameterised(template, places, names, asked, f"Ask for the {noun} in parameters"),
    )
    return tuple(fix for fix in fixes if fix)


def zone_fixes(template: Template, places: Sequence[Place]) -> tuple[Fix, ...]:
    """Return the fix that takes zones from those of the region, where they stand in resources."""
    changes: list[Change] = []
    for path, node in places:
        if path[0] != "Resources":
            return ()
        letter = node.text[-1]
        if path[-1] == "Fn::GetAZs":
            changes.append(Replace(path, scalar("")))
        elif letter in _ZONE_LETTERS:
            changes.append(Replace(path, zone_of(_ZONE_LETTERS.index(letter))))
        else:
            return ()
    return _fixes(template, "Choose zones with Fn::GetAZs", Safety.REVIEW, changes)


def zone_of(index: int) -> Node:
    """Return the zone of that number, from 0, of the region that the stack is in."""
    zones = function("Fn::GetAZs", scalar(""))
    return function("Fn::Select", ArrayNode(NOWHERE, (node_of(index), zones)))


def bucket_fixes(
    template: Template, buckets: Sequence[Resource], *, is_capital: bool
) -> tuple[Fix, ...]:
    """Return the fix that names buckets in lower case, or by the account, where that is known."""
    changes: list[Change] = []
    for bucket in buckets:
        change = _lowered(bucket) if is_capital else _made_unique(bucket)
        if change is None:
            return ()
        changes.append(change)
    title = "Write the names of buckets in lower case"
    if not is_capital:
        title = "Name buckets by the account too"
    return _fixes(template, title, Safety.REVIEW, changes)


def _lowered(bucket: Resource) -> Change | None:
    path, written = _written_name(bucket)
    if written is None:
        return None
    parts = _VARIABLE.split(written.text)
    lower = "".join(
        one if _VARIABLE.fullmatch(one) else one.lower().replace("_", "-") for one in parts
    )
    return Replace(path, replace(written, text=lower)) if lower != written.text else None


def _made_unique(bucket: Resource) -> Change | None:
    path, written = _written_name(bucket)
    if written is None:
        return None
    text = replace(written, text=f"{written.text}-${{AWS::AccountId}}")
    return Replace(path, text if path[-1] == "Fn::Sub" else function("Fn::Sub", text))


def _written_name(bucket: Resource) -> tuple[Path, ScalarNode | None]:
    """Return where the text of a bucket's name stands, and the text, if it is one."""
    path: Path = (*bucket.path, "Properties", "BucketName")
    match bucket.property("BucketName"):
        case ScalarNode() as written:
            return path, written
        case IntrinsicNode(name="Fn::Sub", argument=ScalarNode() as written):
            return (*path, "Fn::Sub"), written
        case _:
            return path, None


def _parameterised(
    template: Template,
    places: Sequence[Place],
    names: dict[str, str],
    body: PlainValue,
    title: str,
) -> Fix | None:
    """Return the fix that reads values from new parameters: which ones, the user decides."""
    free = {text: free_name(template, name) for text, name in names.items()}
    defined = [Insert(("Parameters",), name, node_of(body)) for name in free.values()]
    used = [Replace(path, function("Ref", scalar(free[node.text]))) for path, node in places]
    style = style_of(template.reading)
    return fix_of(template, style, title, Safety.CHOICE, (*defined, *used))


def _are_whole(places: Iterable[Place], pattern: re.Pattern[str]) -> bool:
    return all(path[0] == "Resources" and pattern.fullmatch(node.text) for path, node in places)


def free_name(template: Template, name: str) -> str:
    """Return a name that no parameter or resource has yet, this one if it is free."""
    taken = {*template.section("Parameters"), *template.resources}
    while name in taken:
        name += "2"
    return name


def _fixes(
    template: Template, title: str, safety: Safety, changes: Sequence[Change]
) -> tuple[Fix, ...]:
    fix = fix_of(template, style_of(template.reading), title, safety, changes) if changes else None
    return (fix,) if fix else ()
