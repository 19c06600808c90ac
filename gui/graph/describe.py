"""The words of the graph: what a node, an edge and a whole graph say of themselves."""

from collections.abc import Sequence

from analysis.layout import GraphEdge, GraphLayout, GraphNode, detail_of, provision_of

_CHANGES = {
    "add": "only in the reference",
    "remove": "only in the candidate",
    "change": "changed",
    "replace": "changed so that deploying replaces it",
    "rename": "renamed",
    "same": "the same on both sides",
}
_PATHS = 12


def node_text(node: GraphNode) -> str:
    """Return all that is known of a node, a line for each fact."""
    lines = [node.label, node.detail if node.kind == "resource" else detail_of(node)]
    if node.kind == "import":
        lines[1:] = [f"Imported in {node.uses} {'place' if node.uses == 1 else 'places'}."]
        words = provision_of(node)
        lines.append(f"{words[:1].upper()}{words[1:]}.")
    if node.change:
        lines.append(f"{_CHANGES.get(node.change, node.change).capitalize()}.")
    if node.partner and node.partner != node.logical_id:
        other = "reference" if node.side == "candidate" else "candidate"
        lines.append(f"In the {other}: {node.partner}")
    if node.findings:
        count = len(node.findings)
        lines.append(f"{count} {'finding' if count == 1 else 'findings'}, gravest {node.severity}.")
    if node.in_cycle:
        lines.append("Part of a circular dependency.")
    if node.line:
        lines.append(f"Line {node.line}")
    return "\n".join(lines)


def edge_text(edge: GraphEdge, source: str, target: str) -> str:
    """Return an edge's ends and its property paths, a line for each use."""
    lines = [f"{source} → {target}"]
    lines += [f"{use.kind}  {use.path}" for use in edge.uses[:_PATHS]]
    if len(edge.uses) > _PATHS:
        lines.append(f"… and {len(edge.uses) - _PATHS} more")
    if edge.change in ("add", "remove"):
        lines.append(_CHANGES[edge.change].capitalize() + ".")
    return "\n".join(lines)


def summary_of(graph: GraphLayout) -> str:
    """Return what a graph shows in one line: "22 resources · 3 imports"."""
    parts = [
        _counted(graph.nodes, kind)
        for kind in ("resource", "parameter", "condition", "mapping", "output", "export")
    ]
    imports = [node for node in graph.nodes if node.kind == "import"]
    if imports:
        missing = sum(node.provision == "missing" for node in imports)
        words = f"{len(imports)} {'import' if len(imports) == 1 else 'imports'}"
        parts.append(f"{words}, {missing} that nothing provides" if missing else words)
    cycle = sum(node.in_cycle for node in graph.nodes)
    if cycle:
        parts.append(f"{cycle} in circular dependencies")
    if graph.plumbing:
        parts.append(f"{graph.plumbing} of plumbing not drawn")
    if graph.left_out:
        whole = len(graph.nodes) + graph.left_out
        parts.append(f"{graph.left_out:,} of {whole:,} left out: all would be too many to draw")
    return " · ".join(part for part in parts if part)


def _counted(nodes: Sequence[GraphNode], kind: str) -> str:
    count = sum(node.kind == kind for node in nodes)
    return f"{count} {kind}{'' if count == 1 else 's'}" if count else ""
