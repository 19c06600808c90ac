"""Writes a graph as JSON, DOT and Mermaid: text for other programs."""

import re
from collections.abc import Mapping
from typing import Any

from analysis.layout import GraphEdge, GraphLayout, GraphNode

_LABEL_LIMIT = 60
_DOT_SHAPES = {
    "import": "cds",
    "export": "larrow",
    "output": "note",
    "parameter": "ellipse",
    "condition": "diamond",
    "mapping": "tab",
}
_MERMAID_SHAPES = {
    "import": ("[/", "/]"),
    "export": ("[\\", "\\]"),
    "output": (">", "]"),
    "parameter": ("([", "])"),
    "condition": ("{{", "}}"),
    "mapping": ("[[", "]]"),
}
_DOT_COLOURS = {
    "add": "#0a5c33",
    "remove": "#a0356f",
    "change": "#2767c4",
    "replace": "#0000b4",
    "rename": "#5a1f82",
}
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def to_json(graph: GraphLayout) -> Mapping[str, Any]:
    """Return the graph as PRODUCT's contract has it; an edge for each kind of use."""
    return {
        "nodes": [
            {
                "id": node.id,
                "kind": node.kind,
                "type": node.detail if node.kind in ("resource", "parameter") else "",
                "line": node.line,
                "change": node.change or None,
            }
            for node in graph.nodes
        ],
        "edges": [_edge(edge, kind) for edge in graph.edges for kind in _kinds(edge)],
    }


def to_dot(graph: GraphLayout) -> str:
    """Return the graph in the language of Graphviz."""
    lines = [
        "digraph dependencies {",
        "  rankdir=LR;",
        '  node [shape=box, style="rounded", fontname="Helvetica", fontsize=10];',
        '  edge [color="#858c98", arrowsize=0.7];',
    ]
    lines += [f"  {_quoted(node.id)} [{_dot_attributes(node)}];" for node in graph.nodes]
    for edge in graph.edges:
        style = ' [style="dashed", penwidth=2]' if edge.kind == "ImportValue" else ""
        lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)}{style};")
    return "\n".join((*lines, "}", ""))


def to_mermaid(graph: GraphLayout) -> str:
    """Return the graph as a flowchart of Mermaid; nodes are numbered, labels hold their names."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for node in graph.nodes:
        opening, closing = _MERMAID_SHAPES.get(node.kind, ("[", "]"))
        lines.append(f'  {names[node.id]}{opening}"{_mermaid_label(node)}"{closing}')
    for edge in graph.edges:
        arrow = "-.->" if edge.kind == "ImportValue" else "-->"
        lines.append(f"  {names[edge.source]} {arrow} {names[edge.target]}")
    lines.append("  classDef import fill:#2a2e35,stroke:#2a2e35,color:#ffffff,stroke-dasharray:5 3")
    for change, colour in _DOT_COLOURS.items():
        lines.append(f"  classDef {change} stroke:{colour},stroke-width:2px")
    for name in ("import", *_DOT_COLOURS):
        members = [names[node.id] for node in graph.nodes if name in (node.kind, node.change)]
        if members:
            lines.append(f"  class {','.join(members)} {name}")
    return "\n".join((*lines, ""))


def _edge(edge: GraphEdge, kind: str) -> Mapping[str, Any]:
    paths = [use.path for use in edge.uses if use.kind == kind]
    return {"source": edge.source, "target": edge.target, "kind": kind, "paths": paths}


def _kinds(edge: GraphEdge) -> list[str]:
    return list(dict.fromkeys(use.kind for use in edge.uses))


def _dot_attributes(node: GraphNode) -> str:
    detail = f"{node.kind} · {node.detail}" if node.detail else node.kind
    attributes = [f"label={_quoted(_short(node.label), _short(detail))}"]
    if node.kind in _DOT_SHAPES:
        attributes.append(f"shape={_DOT_SHAPES[node.kind]}")
    if node.kind == "import":
        attributes.append('style="filled,dashed", fillcolor="#2a2e35", fontcolor="#ffffff"')
    elif node.change in _DOT_COLOURS:
        attributes.append(f'color="{_DOT_COLOURS[node.change]}", penwidth=2')
    return ", ".join(attributes)


def _quoted(*lines: str) -> str:
    escaped = (_visible(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'


def _mermaid_label(node: GraphNode) -> str:
    lines = [node.label, node.detail] if node.kind == "resource" and node.detail else [node.label]
    return "<br>".join(_mermaid_text(_short(line)) for line in lines)


def _mermaid_text(text: str) -> str:
    # Entities of Mermaid: a template's text must not become markup.
    return re.sub(r"[^\w .:/${}…-]", lambda found: f"#{ord(found[0])};", text)


def _short(text: str) -> str:
    shown = _visible(text)
    return shown if len(shown) <= _LABEL_LIMIT else f"{shown[: _LABEL_LIMIT - 1]}…"


def _visible(text: str) -> str:
    return _HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
