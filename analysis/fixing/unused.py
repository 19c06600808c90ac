"""What to do about definitions that nothing uses: delete them, or use them."""

from collections.abc import Iterable, Iterator, Sequence

from analysis.adoption.style import style_of
from analysis.comparison import Comparison, Difference
from analysis.findings import Fix, Safety
from analysis.fixing.changing import Delete, fix_of
from analysis.syntax import ObjectNode, Path, ScalarNode, follow, text_of, walk
from analysis.template import Template
from analysis.uses import TARGET_SECTIONS, Use

DEFINITIONS = ("Parameters", "Mappings", "Conditions")
_FORM: Path = ("Metadata", "AWS::CloudFormation::Interface")


def deletion(template: Template, paths: Iterable[Path]) -> Iterator[Delete]:
    """Yield what takes definitions away, with the mention of parameters in the console's form."""
    for path in paths:
        yield Delete(path)
        if path[0] == "Parameters":
            yield from _mentions(template, str(path[1]))


def _mentions(template: Template, name: str) -> Iterator[Delete]:
    form = follow(template.root, _FORM)
    for path, node in walk(form, _FORM) if form else ():
        match node:
            case ScalarNode() if path[-2:-1] == ("Parameters",) and text_of(node) == name:
                yield Delete(path)
            case ObjectNode() if path[-1] == "ParameterLabels" and name in node.names:
                yield Delete((*path, name) if len(node.entries) > 1 else path)
            case _:
                pass


def delete_unused(template: Template, paths: Sequence[Path], title: str) -> Fix | None:
    """Return the safe fix that deletes definitions that nothing uses."""
    changes = tuple(deletion(template, paths))
    return fix_of(template, style_of(template.reading), title, Safety.SAFE, changes)


def orphaned(template: Template, uses: Sequence[Use], gone: Iterable[Path]) -> list[Path]:
    """Return the definitions that only what goes uses, those that only such definitions use too."""
    paths = set(gone)
    used = {place for use in uses for place in _targets(use)}
    found: list[Path] = []
    while True:
        left = {place for use in uses if use.path[:2] not in paths for place in _targets(use)}
        more = [
            one.path
            for section in DEFINITIONS
            for one in template.section(section).values()
            if one.path in used and one.path not in left and one.path not in paths
        ]
        if not more:
            return found
        found += more
        paths.update(more)


def _targets(use: Use) -> Iterator[Path]:
    return ((section, use.target) for section in TARGET_SECTIONS[use.kind])


def definition_users(comparison: Comparison, names: Iterable[str]) -> list[Difference]:
    """Return the differences by which the reference uses parameters, mappings or conditions.

    The names are the candidate's, or the reference's of what the candidate lacks.
    """
    known = {
        (section, comparison.alignment.reference_id(section, name) or name)
        for name in names
        for section in DEFINITIONS
    }
    paths = [
        use.path
        for use in comparison.reference_uses
        if any((section, use.target) in known for section in TARGET_SECTIONS.get(use.kind, ()))
    ]
    return [
        one
        for one in comparison.differences
        if one.reference is not None
        and any(path[: len(one.reference_path)] == one.reference_path for path in paths)
    ]
