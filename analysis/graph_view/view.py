"""What a drawing of a template, or of both, shows."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import accumulate

from analysis.changes import service
from analysis.comparison import Comparison
from analysis.dependencies import IMPORTS, Part
from analysis.findings import Finding, State
from analysis.graph_view.families import family_of
from analysis.graph_view.frames import frames_of
from analysis.graph_view.framing import framing_of
from analysis.graph_view.merging import Merged, MergedCycle, MergedLink, MergedPart, alone, merged
from analysis.graph_view.plumbing import THROUGH, without_plumbing
from analysis.graph_view.providers import Provider, providers, provision
from analysis.layout import (
    Arrangement,
    EdgeUse,
    GraphEdge,
    GraphLayout,
    GraphNode,
    arrange,
    arrangement_of,
)
from analysis.template import Template
from analysis.uses import Use

SHOWN = ("resource", "plumbing", "output", "export", "import")
"""The kinds of nodes that a drawing shows unless asked for others.

Plumbing is the resources that only join others.
"""

KINDS = (*SHOWN, "parameter", "condition", "mapping")
"""All kinds of nodes."""

LIMIT = 2000
"""A drawing has at most this many nodes; of more, those without edges are left out first."""

EDGE_LIMIT = 2500
"""A drawing has at most this many edges; of more, the nodes that stand last are left out."""

_TELLING = (
    *("ImportValue", "Ref", "GetAtt", "Sub", "FindInMap", "If", "Condition", "Export"),
    *("DependsOn", THROUGH),
)


def graph_of(  # noqa: PLR0913 (all that a drawing can show, each by its name)
    template: Template,
    uses: tuple[Use, ...],
    *,
    comparison: Comparison | None = None,
    side: str = "candidate",
    findings: Iterable[Finding] = (),
    exporters: Iterable[Template] = (),
    kinds: Collection[str] = SHOWN,
    before: GraphLayout | None = None,
    frames: str = "none",
    orientation: str = "right",
) -> GraphLayout:
    """Return the graph of a side, laid out; `difference` draws both sides in one.

    `template` and `uses` are those of the side; with a comparison its two templates are drawn
    instead, and nodes and edges carry their changes. `exporters` are further templates whose
    exports provide imports. An output that exports is drawn as its export. Where little changed
    since `before`, nodes keep their places. `frames` stand for a `service` or the `network`.
    """
    whole = merged(comparison) if comparison else alone(template, uses)
    known = providers((*exporters, *_others(comparison, side)))
    facts = _facts(whole, side, known, findings)
    shown = whole if "plumbing" in kinds else without_plumbing(whole)
    drawn = _drawn(shown, facts, frozenset(kinds), _Form(frames, orientation, before))
    return replace(drawn, plumbing=len(whole.on(side)) - len(shown.on(side)))


@dataclass(frozen=True, slots=True)
class _Form:
    """What is wanted of a drawing."""

    frames: str
    orientation: str
    before: GraphLayout | None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of nodes beside the templates."""

    side: str
    providers: tuple[Provider, ...]
    pointing: Mapping[tuple[str, str, str], tuple[Finding, ...]]

    def findings_on(self, part: MergedPart) -> list[Finding]:
        """Return the open findings that point at a part on the side that is drawn."""
        found: dict[str, Finding] = {}
        for side, own in (("candidate", part.candidate), ("reference", part.reference)):
            if own and self.side in (side, "difference"):
                for finding in self.pointing.get((side, *own.key), ()):
                    found[finding.id] = finding
        return list(found.values())


def _facts(
    whole: Merged,
    side: str,
    known: tuple[Provider, ...],
    findings: Iterable[Finding],
) -> _Facts:
    imports = {
        (name, place): own.key[1]
        for part in whole.parts
        for name, own in (("candidate", part.candidate), ("reference", part.reference))
        if own and own.kind == "import"
        for path in own.paths
        # Whoever points at the value that an import gives, points at the import.
        for place in (path, path.removesuffix("/Fn::ImportValue"))
    }
    pointing: dict[tuple[str, str, str], dict[str, Finding]] = {}
    for finding in findings:
        if finding.decision.state is not State.OPEN:
            continue
        for name, places in (("candidate", finding.candidate), ("reference", finding.reference)):
            for place in places:
                section = place.path.partition("/")[0]
                pointing.setdefault((name, section, place.logical_id), {})[finding.id] = finding
                target = imports.get((name, place.path))
                if target is not None:
                    pointing.setdefault((name, IMPORTS, target), {})[finding.id] = finding
    return _Facts(side, known, {key: tuple(own.values()) for key, own in pointing.items()})


def _others(comparison: Comparison | None, side: str) -> tuple[Template, ...]:
    """Return what else is open: a side's imports may be the other one's exports."""
    if comparison is None:
        return ()
    others = {"candidate": (comparison.reference,), "reference": (comparison.candidate,)}
    return others.get(side, (comparison.candidate, comparison.reference))


def _drawn(
    whole: Merged,
    facts: _Facts,
    kinds: AbstractSet[str],
    form: _Form,
) -> GraphLayout:
    folded = _folded(whole, facts.side, kinds)
    parts = [
        part
        for part in whole.parts
        if part.id not in folded and (own := part.on(facts.side)) and own.kind in kinds
    ]
    links = _links(whole, facts.side, folded, {part.id for part in parts})
    kept = _kept(parts, links)
    links = [link for link in links if link.source in kept and link.target in kept]
    drawn = [part for part in parts if part.id in kept]
    outside = {part.id for part in drawn if _own(part, facts.side).kind == "import"}
    framing = framing_of(whole, facts.side, form.frames, [part.id for part in drawn], links)
    placed = arrange(
        [part.id for part in drawn],
        [(link.source, link.target) for link in links],
        outside,
        arrangement_of(form.before) if form.before else None,
        orientation=form.orientation,
        groups=framing.within,
    )
    cycles = whole.cycles_on(facts.side)
    tied = frozenset(name for cycle in cycles for name in cycle.parts)
    ways = dict.fromkeys(cycle.way for cycle in cycles if kept >= set(cycle.way))
    return GraphLayout(
        tuple(_node(part, facts, placed, tied) for part in drawn),
        tuple(_edge(link, facts.side, whole, placed, cycles) for link in links),
        placed.width,
        placed.height,
        facts.side,
        len(parts) - len(drawn),
        tuple(ways),
        orientation=form.orientation,
        frames=frames_of(placed, framing, outside, facts.side, form.orientation),
    )


def _folded(whole: Merged, side: str, kinds: AbstractSet[str]) -> Mapping[str, str]:
    """Return the exports that stand for outputs, by the outputs' ids."""
    if "export" not in kinds:
        return {}
    exports = {
        own.owner: part.id
        for part in whole.parts
        if (own := part.on(side)) and own.kind == "export"
    }
    return {
        part.id: exports[own.owner]
        for part in whole.parts
        if (own := part.on(side)) and own.kind == "output" and own.owner in exports
    }


def _links(
    whole: Merged,
    side: str,
    folded: Mapping[str, str],
    ids: AbstractSet[str],
) -> list[MergedLink]:
    links = []
    for link in whole.links:
        source = folded.get(link.source, link.source)
        target = folded.get(link.target, link.target)
        if link.on(side) and source in ids and target in ids and link.target not in folded:
            links.append(replace(link, source=source, target=target))
    return links


def _kept(parts: Sequence[MergedPart], links: Sequence[MergedLink]) -> AbstractSet[str]:
    if len(parts) > LIMIT:
        joined = {end for link in links for end in (link.source, link.target)}
        parts = sorted(parts, key=lambda part: part.id not in joined)[:LIMIT]
    ids = [part.id for part in parts]
    return set(ids if len(links) <= EDGE_LIMIT else _few_enough(ids, links))


def _few_enough(ids: Sequence[str], links: Iterable[MergedLink]) -> Sequence[str]:
    """Return the first of these nodes, as many as have no more edges than are drawn."""
    places = {name: place for place, name in enumerate(ids)}
    # An edge is drawn with the later one of its nodes.
    edges = Counter(
        max(places[link.source], places[link.target])
        for link in links
        if link.source in places and link.target in places
    )
    drawn = accumulate(edges[place] for place in range(len(ids)))
    return ids[: sum(total <= EDGE_LIMIT for total in drawn)]


def _node(
    part: MergedPart,
    facts: _Facts,
    placed: Arrangement[str],
    tied: AbstractSet[str],
) -> GraphNode:
    own = _own(part, facts.side)
    x, y = placed.corners[part.id]
    findings = facts.findings_on(part)
    gravest = max((one.severity for one in findings), key=lambda one: one.rank, default=None)
    way, by = provision(own.use, facts.providers) if own.use else ("", "")
    is_resource = own.kind == "resource"
    return GraphNode(
        id=part.id,
        kind=own.kind,
        label=own.owner if own.kind == "export" else own.key[1],
        detail=own.key[1] if own.kind == "export" else own.type,
        x=x,
        y=y,
        side="candidate" if own is part.candidate else "reference",
        logical_id=own.owner,
        line=own.line,
        change=part.change,
        service=service(own.type) if is_resource else "",
        family=family_of(own.type) if is_resource else "other",
        severity=gravest.value if gravest else "",
        findings=tuple(one.id for one in findings),
        partner=_partner(part, own),
        provided_by=by,
        provision=way,
        uses=len(own.paths) if own.kind == "import" else 0,
        in_cycle=part.id in tied,
    )


def _own(part: MergedPart, side: str) -> Part:
    own = part.on(side)
    assert own is not None, "only what a side has is drawn"
    return own


def _partner(part: MergedPart, own: Part) -> str:
    other = part.reference if own is part.candidate else part.candidate
    return other.owner if other else ""


def _edge(
    link: MergedLink,
    side: str,
    whole: Merged,
    placed: Arrangement[str],
    cycles: Iterable[MergedCycle],
) -> GraphEdge:
    uses = link.on(side)
    return GraphEdge(
        link.source,
        link.target,
        _most_telling(uses),
        uses,
        placed.ways[link.source, link.target],
        link.change if whole.is_compared else "",
        in_cycle=any(_closes(link, cycle) for cycle in cycles),
    )


def _closes(link: MergedLink, cycle: MergedCycle) -> bool:
    return cycle.parts.issuperset((link.source, link.target)) and bool(link.on(cycle.side))


def _most_telling(uses: Iterable[EdgeUse]) -> str:
    kinds = {use.kind for use in uses}
    return next(kind for kind in _TELLING if kind in kinds)
