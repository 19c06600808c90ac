"""The sentences of the view of changes."""

from collections import Counter
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from analysis.review import Review
from gui.impacts import DIRECTIONS
from gui.marks import CHANGE_SIGNS

TABLES = MappingProxyType(
    {
        "iam": "IAM rights",
        "security_groups": "Security group rules",
        "exports": "Exports",
        "imports": "Imports",
    },
)
"""The tables of a review, and what they are called."""
_GAINS = {"iam": "broadens rights", "security_groups": "opens the network further"}
_ABOUT = {
    "iam": "What one template alone grants: {add} the reference, {remove} the candidate.",
    "security_groups": "Rules of one template alone: {add} the reference, {remove} the candidate.",
    "exports": "What stacks that import from the reference's would lose or find changed.",
    "imports": "What the candidate imports, and whether a template that is open exports it.",
}
_WEIGHTS = ("grave", "notable", "quiet")


def count_text(review: Review | None, deployed: str) -> str:
    """Return how many changes there are, and how grave what deploying does is."""
    changes = review.changes if review else ()
    entities = {(one.section, one.candidate_id, one.reference_id) for one in changes}
    text = _counted(len(changes), len(entities))
    impacts = review.impacts.get(deployed, ()) if review else ()
    weights = Counter(one.weight for one in impacts if one.impact != "none")
    lost = sum(one.data in ("lost", "may be lost") for one in impacts)
    words = [f"{weights[weight]} {weight}" for weight in _WEIGHTS if weights[weight]]
    words += [_tr("{} with data at stake").format(lost)] if lost else []
    return f"{text} · {_tr('impact on resources')}: {', '.join(words)}" if words else text


def _counted(changes: int, entities: int) -> str:
    if changes == 1:
        return _tr("1 change")
    what = _tr("1 entity") if entities == 1 else _tr("{} entities").format(entities)
    return _tr("{} changes of {}").format(changes, what)


def table_text(review: Review | None, name: str, deployed: str) -> str:
    """Return what stands above a table: what it is, and whether a deployment gives more."""
    about = _tr(_ABOUT[name]).format(**CHANGE_SIGNS)
    gained = review.broadened.get(deployed, {}).get(name, 0) if review else 0
    if not gained:
        return about
    return f"{about} {_tr(DIRECTIONS[deployed])} {_tr(_GAINS[name])}."


def empty_text(review: Review | None, sought: str) -> str:
    """Return why no change is shown."""
    if review is None:
        return _tr("Changes appear here once both templates are open.")
    if review.reference is None:
        return _tr("Open a reference to compare the candidate with.")
    if sought:
        return _tr("No change matches the filter.")
    return _tr("The two templates mean the same.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)
