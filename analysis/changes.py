"""Differences, names and counts as they leave the review: in lines, words and JSON values."""

from collections import Counter
from collections.abc import Iterator, Mapping

from analysis.comparison import Comparison, Difference
from analysis.comparison.impact import impact
from analysis.review import Change
from analysis.syntax import path_text, plain
from analysis.template import Template


def changes(comparison: Comparison) -> tuple[Change, ...]:
    """Return every difference with its impact, in the comparison's order."""
    return tuple(_change(comparison, one) for one in comparison.differences)


def _change(comparison: Comparison, difference: Difference) -> Change:
    mine, known = difference.candidate, difference.reference
    return Change(
        operation=difference.operation.value,
        section=difference.section,
        candidate_id=difference.candidate_id,
        reference_id=difference.reference_id,
        type=difference.type,
        path=path_text(difference.path),
        candidate=None if mine is None else plain(mine),
        reference=None if known is None else plain(known),
        impact=impact(difference, comparison),
        candidate_span=None if mine is None else mine.span,
        reference_span=None if known is None else known.span,
        reverse_impact=impact(difference, comparison, "reference"),
    )


def renamed(comparison: Comparison) -> Iterator[tuple[str, str, str, str]]:
    """Yield section, both names and type of every aligned entity that has two names."""
    for section, pairs in comparison.alignment.pairs.items():
        for mine, known in pairs.items():
            if mine != known:
                resource = comparison.candidate.resources.get(mine)
                is_resource = section == "Resources" and resource is not None
                yield section, mine, known, resource.type if is_resource and resource else ""


def counts(candidate: Template, reference: Template | None) -> Mapping[str, tuple[int, int]]:
    """Return how many resources of each service either side has, the most used service first."""
    mine = _services(candidate)
    known = _services(reference) if reference else Counter[str]()
    services = sorted(mine | known, key=lambda name: (-max(mine[name], known[name]), name))
    return {name: (mine[name], known[name]) for name in services}


def _services(template: Template) -> Counter[str]:
    return Counter(service(resource.type) for resource in template.resources.values())


def service(resource_type: str) -> str:
    """Return the service of a type: `S3` of `AWS::S3::Bucket`, `Custom` of a custom resource."""
    vendor, _, rest = resource_type.partition("::")
    if not vendor:
        return "Unknown"
    return rest.partition("::")[0] if vendor == "AWS" and rest else vendor
