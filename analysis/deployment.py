"""What deploying one template over a stack that runs the other does to each resource as a whole.

The worst of what its differences ask for, what a replaced neighbour asks for along references, and
what becomes of its data. The decisions are those of cdk diff, which does not look into `Fn::Sub`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.comparison import Comparison, Difference
from analysis.comparison.impact import RANKS, grade, impact
from analysis.data_loss import Fate, fate
from analysis.review import DEPLOYED, ResourceImpact
from analysis.syntax import IntrinsicNode, Path, walk
from analysis.template import Resource, Template
from analysis.uses import Use, UseKind

_CARRYING = (UseKind.REF, UseKind.GET_ATT, UseKind.SUB)
_REPLACES = ("replace", "may replace")
_ENDS = ("replace", "delete")
_NAMED = 3
_NAME_ENDINGS = ("Name", "Identifier", "Id")
_WEIGHTS = ("grave", "notable", "quiet")
_BELOW_PROPERTIES = 4
_Key = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Cause:
    """One thing that asks for an impact: a property, or words of its own.

    `is_name` says that it is about a name alone, `is_computed` that only the deployment knows
    whether a value changes at all; `neighbour` is what a property refers to, if that asks for it.
    """

    impact: str
    property: str = ""
    words: str = ""
    is_name: bool = False
    is_computed: bool = False
    neighbour: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    """A deployment: what is deployed, over what, and who is who in them."""

    comparison: Comparison
    deployed: str
    new: Template
    old: Template
    uses: tuple[Use, ...]
    old_names: Mapping[str, str]

    def key(self, new_name: str) -> _Key:
        """Return both names of a resource that both templates have, the candidate's first."""
        old_name = self.old_names[new_name]
        return (new_name, old_name) if self.deployed == "candidate" else (old_name, new_name)

    def names(self, key: _Key) -> tuple[str | None, str | None]:
        """Return the deployed template's and the running one's name of a resource."""
        mine, known = key
        return (mine, known) if self.deployed == "candidate" else (known, mine)


def deployments(comparison: Comparison) -> Mapping[str, tuple[ResourceImpact, ...]]:
    """Return what deploying either template over the other's stack does, the gravest first."""
    return {side: tuple(_impacts(_run(comparison, side))) for side in DEPLOYED}


def _run(comparison: Comparison, deployed: str) -> _Run:
    pairs = comparison.alignment.pairs.get("Resources", {})
    mine, known = comparison.candidate, comparison.reference
    if deployed == "candidate":
        return _Run(comparison, deployed, mine, known, comparison.candidate_uses, pairs)
    back = {other: one for one, other in pairs.items()}
    return _Run(comparison, deployed, known, mine, comparison.reference_uses, back)


def _impacts(run: _Run) -> Iterator[ResourceImpact]:
    causes: dict[_Key, list[_Cause]] = {}
    for difference in run.comparison.differences:
        if difference.section == "Resources" and difference.logical_id:
            key = (difference.candidate_id, difference.reference_id)
            causes.setdefault(key, []).extend(_own_causes(difference, run))
    for new_name, old_name in run.old_names.items():
        if new_name != old_name:
            words = f"Its logical ID changes from {old_name} to {new_name}."
            cause = _Cause("replace", words=words, is_name=True)
            causes.setdefault(run.key(new_name), []).append(cause)
    _propagate(causes, run)
    made = [_impact(key, found, run) for key, found in causes.items()]
    made.sort(key=lambda one: (_WEIGHTS.index(one.weight), -RANKS.index(one.impact)))
    yield from made


def _own_causes(difference: Difference, run: _Run) -> Iterator[_Cause]:
    asked = impact(difference, run.comparison, run.deployed)
    if difference.is_whole_entity:
        yield _Cause(asked)
        return
    if difference.path in ((), ("Type",)):
        yield _Cause(asked, words="Its type changes, which CloudFormation refuses.")
        return
    name = difference.property_name or str(difference.path[0])
    nodes = [node for node in (difference.candidate, difference.reference) if node]
    yield _Cause(
        asked,
        name,
        is_name=_is_own_name(difference.type, name),
        is_computed=any(
            isinstance(inner, IntrinsicNode) for one in nodes for _, inner in walk(one)
        ),
    )


def _is_own_name(resource_type: str, name: str) -> bool:
    """Whether a property is the name that the resource itself gets."""
    short = resource_type.rpartition("::")[2]
    for ending in _NAME_ENDINGS:
        base = name.removesuffix(ending)
        if base != name:
            return short.endswith(base) if ending == "Name" else short == base
    return False


def _propagate(causes: dict[_Key, list[_Cause]], run: _Run) -> None:
    """Add what replaced resources ask of those that refer to them, until nothing is added."""
    users: dict[str, list[Use]] = {}
    for use in run.uses:
        if use.section == "Resources" and use.kind in _CARRYING and use.owner in run.old_names:
            users.setdefault(use.target, []).append(use)
    waiting = [name for name in run.old_names if _replacement(causes.get(run.key(name), ()))]
    while waiting:
        name = waiting.pop()
        source = causes[run.key(name)]
        for use in users.get(name, ()):
            key, cause = run.key(use.owner), _passed_on(use, name, source, run)
            known = causes.get(key, [])
            if cause is None or use.owner == name or cause in known:
                continue
            causes[key] = [*known, cause]
            if _replacement(causes[key]) != _replacement(known):
                waiting.append(use.owner)


def _passed_on(use: Use, name: str, source: Iterable[_Cause], run: _Run) -> _Cause | None:
    """Return what a reference to a replaced resource asks of the resource that has it."""
    path = _property_path(use.path)
    if not path:
        return None
    asked = grade(run.new.resources[use.owner].type, path)
    if asked == "none":
        return None
    replaced = _replacement(source)
    if asked == "replace" and replaced == "may replace":
        asked = "may replace"
    grave = [cause for cause in source if cause.impact == replaced]
    return _Cause(
        asked,
        str(path[0]),
        is_name=all(cause.is_name for cause in grave),
        is_computed=asked == "may replace" and all(cause.is_computed for cause in grave),
        neighbour=f"{name}, which {'is' if replaced == 'replace' else 'may be'} replaced",
    )


def _property_path(path: Path) -> Path:
    """Return the names of a path below a resource's Properties, without those of functions."""
    if len(path) < _BELOW_PROPERTIES or path[2] != "Properties":
        return ()
    return tuple(
        step
        for step in path[3:]
        if isinstance(step, str) and step != "Ref" and not step.startswith("Fn::")
    )


def _replacement(causes: Iterable[_Cause]) -> str:
    asked = {cause.impact for cause in causes}
    return next((one for one in _REPLACES if one in asked), "")


def _impact(key: _Key, causes: list[_Cause], run: _Run) -> ResourceImpact:
    new_name, old_name = run.names(key)
    new, old = _resource(run.new, new_name), _resource(run.old, old_name)
    worst = max((cause.impact for cause in causes), key=RANKS.index)
    resource = new or old
    assert resource is not None
    what_becomes = fate(worst, old, new)
    return ResourceImpact(
        candidate_id=key[0],
        reference_id=key[1],
        type=resource.type,
        impact=worst,
        weight=_weight(worst, [one for one in causes if one.impact == worst], what_becomes),
        data=what_becomes.data,
        policy_action=what_becomes.action,
        because=tuple(_sentences(causes, worst, what_becomes)),
    )


def _resource(template: Template, name: str | None) -> Resource | None:
    return template.resources.get(name) if name else None


def _weight(worst: str, causes: Iterable[_Cause], what_becomes: Fate) -> str:
    """Return how loud it is to be said: what only names ask for must not shout."""
    found = list(causes)
    is_quiet = all(cause.is_name for cause in found)
    is_at_stake = what_becomes.data in ("lost", "may be lost")
    if worst == "may replace":
        is_quiet = is_quiet or all(cause.is_computed for cause in found)
    if is_at_stake and not is_quiet and worst in _ENDS:
        return "grave"
    if worst in (*_ENDS, "may replace", "orphan") and (is_at_stake or not is_quiet):
        return "notable"
    return "quiet"


def _sentences(causes: Iterable[_Cause], worst: str, what_becomes: Fate) -> Iterator[str]:
    found = list(causes)
    match worst:
        case "create":
            yield "The stack does not have it yet."
        case "delete":
            yield "The stack has it, what is deployed has not."
        case "orphan":
            yield "The stack has it, what is deployed has not: it stays behind, outside the stack."
    yield from (one.words for one in found if one.words)
    own = [one for one in found if one.property and not one.neighbour]
    for asked, computed, words in (
        ("replace", None, "Replaced by a change of {}."),
        ("may replace", False, "In some cases replaced by a change of {}."),
        ("may replace", True, "Replaced if the value of {} changes, which the deployment decides."),
        ("update", None, "Updated by a change of {}."),
        ("none", None, "What a change of {} does is not known."),
    ):
        names = [
            one.property
            for one in own
            if one.impact == asked and computed in (None, one.is_computed)
        ]
        if names:
            yield words.format(_listed(names))
    passed = [one for one in found if one.neighbour and one.impact == worst]
    shown = passed[:_NAMED]
    yield from (f"{one.property} refers to {one.neighbour}." for one in shown)
    if len(passed) > len(shown):
        yield f"{len(passed) - len(shown)} more references lead to what is replaced."
    if what_becomes.sentence:
        yield what_becomes.sentence


def _listed(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    more = len(every) - _NAMED
    if more > 1:
        return f"{', '.join(every[:_NAMED])} and {more} more"
    return " and ".join(filter(None, (", ".join(every[:-1]), every[-1])))
