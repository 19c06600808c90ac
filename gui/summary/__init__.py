"""The Summary: what was found, as figures."""

from gui.summary.view import SummaryView

__all__ = ["SummaryView"]
