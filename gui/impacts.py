"""What a deployment does to a resource, in the words that all views use."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from analysis.review import ResourceImpact, Review

Key = tuple[str, str]
"""The names of a resource in the candidate and in the reference; empty where it has none."""

DIRECTIONS = {
    "candidate": "Deploying the candidate over the reference's stack",
    "reference": "Deploying the reference over the candidate's stack",
}
_DATA = {
    "lost": "data lost",
    "may be lost": "data at risk",
    "snapshot": "snapshot kept",
}
_REPLACEMENT = {"replace": "True", "may replace": "Conditional", "update": "False"}
_COLOURS = {"grave": "critical", "notable": "high", "quiet": "muted"}


def impacts_of(review: Review | None, deployed: str) -> Mapping[Key, ResourceImpact]:
    """Return what deploying a side does, by the names of each resource."""
    found = review.impacts.get(deployed, ()) if review else ()
    return {(one.candidate_id or "", one.reference_id or ""): one for one in found}


def impact_text(one: ResourceImpact) -> str:
    """Return an impact in a few words: `replace, data lost`."""
    return ", ".join(filter(None, (one.impact, _DATA.get(one.data, ""))))


def impact_colour(one: ResourceImpact) -> str:
    """Return the name of the theme's colour in which an impact is written."""
    return _COLOURS[one.weight]


def impact_facts(one: ResourceImpact, deployed: str) -> tuple[str, ...]:
    """Return what there is to say of an impact, and what a change set would call it."""
    words = [f"Replacement {_REPLACEMENT[one.impact]}"] if one.impact in _REPLACEMENT else []
    words += [f"policy action {one.policy_action}"] if one.policy_action else []
    heading = QCoreApplication.translate("Impact", DIRECTIONS[deployed])
    change_set = f"In a change set: {', '.join(words)}." if words else ""
    return (f"{heading}: {impact_text(one)}.", *one.because, *filter(None, (change_set,)))
