# ruff: noqa
"""Stand-ins."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class CompareView(QWidget):
    """x."""

    edited = Signal(object)
    place_chosen = Signal(str, int)

    def show_sources(self, *a): ...
    def show_review(self, *a): ...
    def choose_span(self, *a): ...
    def find_text(self): ...
    def show_theme(self, *a): ...


class SummaryView(QWidget):
    """x."""

    picture_wanted = Signal(str, int, int, float)

    def show_picture(self, *a): ...
    def show_review(self, *a): ...
    def show_theme(self, *a): ...
