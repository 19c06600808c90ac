"""What a drawing of a template shows, and the files it is written to."""

from analysis.graph_view.masking import masked_graph
from analysis.graph_view.view import KINDS, LIMIT, SHOWN, graph_of
from analysis.graph_view.writers import to_dot, to_json, to_mermaid

__all__ = ["KINDS", "LIMIT", "SHOWN", "graph_of", "masked_graph", "to_dot", "to_json", "to_mermaid"]
