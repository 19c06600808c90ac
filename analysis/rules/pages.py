"""The pages of the documentation that a finding links to."""

import re
from collections.abc import Mapping, Sequence

from analysis.findings import Link
from analysis.rules.rule import Draft, Rule
from analysis.rules.tables import table

_TYPE = re.compile(r"AWS::[A-Za-z0-9]{1,60}::[A-Za-z0-9]{1,60}")


def links(rule: Rule, draft: Draft, types: Sequence[str]) -> tuple[Link, ...]:
    """Return the guides of what a draft is about, and the resource's page where it is one."""
    pages = draft.documentation or _guides(rule, types) or rule.documentation
    page = resource_page(types[0]) if len(types) == 1 else None
    return tuple(dict.fromkeys((*pages, *([page] if page else []))))


def _guides(rule: Rule, types: Sequence[str]) -> tuple[Link, ...]:
    """Return the guides of the services, where there are others than the rule's own."""
    known: Mapping[str, Sequence[str]] = table("guides").get(rule.id, {})
    services = dict.fromkeys(one.split("::")[1] for one in types if "::" in one)
    if not services or not known.keys() >= services.keys():
        return ()
    return tuple(Link(*known[one]) for one in services)


def resource_page(resource_type: str) -> Link | None:
    """Return the documentation page of an AWS resource type, None for other types."""
    # A template says what its types are called, and no link leads where it likes.
    if not _TYPE.fullmatch(resource_type):
        return None
    name = "-".join(resource_type.lower().split("::")[1:])
    base = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference"
    return Link(resource_type, f"{base}/aws-resource-{name}.html")
