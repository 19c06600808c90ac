"""The graph: what depends on what, and what comes from outside."""

from gui.graph.view import GraphView

__all__ = ["GraphView"]
