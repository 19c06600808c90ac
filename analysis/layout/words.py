"""The words of a graph: what a node says of itself, and what the marks of a drawing mean."""

from collections.abc import Sequence
from types import MappingProxyType

from analysis.layout.graph import GraphEdge, GraphLayout, GraphNode, Point

KIND_WORDS = MappingProxyType(
    {
        "import": "Import from another stack",
        "export": "Export",
        "output": "Output",
        "parameter": "Parameter",
        "condition": "Condition",
        "mapping": "Mapping",
    },
)
"""The kinds of nodes but resources, which have their family's colour."""

FAMILY_WORDS = MappingProxyType(
    {
        "compute": "Compute",
        "network": "Network",
        "storage": "Storage",
        "database": "Database",
        "identity": "Identity",
        "security": "Security",
        "messaging": "Messaging, workflows",
        "operations": "Operations",
        "other": "Other",
    },
)
"""The families of services."""

CHANGE_WORDS = MappingProxyType(
    {
        "add": "Only in the reference",
        "remove": "Only in the candidate",
        "change": "Changed",
        "replace": "Changed so that deploying replaces it",
        "rename": "Renamed",
    },
)
"""What became of a node; `same` needs no word."""

CHANGE_SIGNS = MappingProxyType(
    {"add": "+", "remove": "−", "change": "~", "replace": "±", "rename": "↔"},  # noqa: RUF001 (the sign)
)
"""The sign of each change, the same everywhere."""

LINE_WORDS = MappingProxyType(
    {
        "plain": "Needs (Ref, GetAtt, Sub …)",
        "order": "DependsOn, Condition",
        "import": "Uses an import",
        "count": "Several uses",
        "cycle": "Circular",
    },
)
"""The kinds of lines."""

_SEVERITIES = ("critical", "high", "medium", "low")


def changes_of(node: GraphNode) -> tuple[str, ...]:
    """Return all that changed of a node: a changed one may be renamed, too."""
    if node.change in ("", "same"):
        return ()
    is_renamed = node.change in ("change", "replace") and node.partner not in ("", node.logical_id)
    return (node.change, "rename") if is_renamed else (node.change,)


def detail_of(node: GraphNode) -> str:
    """Return the line below a node's label."""
    match node.kind:
        case "import":
            return f"⇤ import {supply_of(node)}"
        case "resource":
            kind = node.detail.removeprefix("AWS::") or "no type"
            return f"↔ {node.partner} · {kind}" if "rename" in changes_of(node) else kind
        case _:
            return f"{node.kind} · {node.detail}" if node.detail else node.kind


def supply_of(node: GraphNode) -> str:
    """Return how often an import is used, and in two words who provides it."""
    return f"×{node.uses} · {_provider(node)}"  # noqa: RUF001 (the sign)


def provision_of(node: GraphNode) -> str:
    """Return in a few words who provides an import."""
    match node.provision:
        case "provided":
            return f"provided by {node.provided_by}"
        case "perhaps":
            return f"perhaps from {node.provided_by}"
        case "open":
            return "named at deployment"
        case _:
            return "nothing provides it"


def _provider(node: GraphNode) -> str:
    short = {"open": "name open", "missing": "no provider", "perhaps": f"{node.provided_by}?"}
    return short.get(node.provision, node.provided_by)


def legend_of(graph: GraphLayout) -> tuple[tuple[str, str, str], ...]:
    """Return what a drawing has to explain: group, name within it, words.

    The groups are `kind`, `line`, `family`, `change` and `severity`.
    """
    kinds = {node.kind for node in graph.nodes}
    families = {node.family for node in graph.nodes if node.kind == "resource"}
    changes = {change for node in graph.nodes for change in changes_of(node)}
    severities = {node.severity for node in graph.nodes}
    lines = _lines(graph)
    return (
        *(("kind", name, words) for name, words in KIND_WORDS.items() if name in kinds),
        *(("change", name, words) for name, words in CHANGE_WORDS.items() if name in changes),
        *(
            ("severity", name, f"{name.capitalize()} finding")
            for name in _SEVERITIES
            if name in severities
        ),
        *(("family", name, words) for name, words in FAMILY_WORDS.items() if name in families),
        *(("line", name, words) for name, words in LINE_WORDS.items() if name in lines),
    )


def line_of(edge: GraphEdge) -> str:
    """Return the kind of line that an edge is drawn as."""
    if edge.in_cycle:
        return "cycle"
    if edge.kind == "ImportValue":
        return "import"
    return "order" if edge.kind in ("DependsOn", "Condition") else "plain"


def count_place(way: Sequence[Point]) -> Point:
    """Return where a line says how many uses it stands for: where it is the edge's own."""
    ends = way[:4]
    weights = (0.216, 0.432, 0.288, 0.064)
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, ends, strict=True))
        for axis in (0, 1)
    )
    return x, y


def _lines(graph: GraphLayout) -> set[str]:
    found = {line_of(edge) for edge in graph.edges}
    return found | {"count"} if any(len(edge.uses) > 1 for edge in graph.edges) else found
