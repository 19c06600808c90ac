"""The Summary view: totals in words, and figures that the worker draws."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QWidget

from analysis.review import Review
from gui.summary.figure import FigureView
from gui.summary.page import SummaryPage
from gui.summary.totals import totals_of
from gui.text import label
from gui.theme import Theme

FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "severity": "Findings by severity",
        "category": "Findings by category",
        "adopted": "The reference in the candidate",
        "impact": "Deploying it over the reference",
        "services": "Resources by service",
    },
)
"""The figures that the worker draws, with their names."""


class SummaryView(QWidget):
    """Shows the totals of a review and its figures.

    `picture_wanted` asks for a figure at a width and height in the window's pixels and a ratio of
    the screen's pixels to them; `show_picture` answers it.
    """

    picture_wanted = Signal(str, int, int, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals = label(wrap=True)
        self._message = label(wrap=True, role="placeholder")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._figures = {
            figure: FigureView(figure, self.tr(name), theme) for figure, name in FIGURES.items()
        }
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(self.tr("Summary"))
        self._page = SummaryPage(self._totals, tuple(self._figures.values()))
        self._scroll.setWidget(self._page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._message)
        self._pages.addWidget(self._scroll)

        for figure in self._figures.values():
            figure.picture_wanted.connect(self.picture_wanted)
        self.show_review(None)

    def show_review(self, review: Review | None) -> None:
        """Show the totals of a review and ask for its figures; None shows how to get one."""
        if review is None:
            self._message.setText(self.tr("Open a template to see what a review of it finds."))
            self._pages.setCurrentWidget(self._message)
            for figure in self._figures.values():
                figure.show_nothing()
            return
        self._totals.setText(totals_of(review))
        self._page.updateGeometry()
        self._page.place()
        self._pages.setCurrentWidget(self._scroll)
        for figure in self._figures.values():
            figure.refresh()

    def show_picture(self, figure: str, png: bytes) -> None:
        """Show a figure that was asked for."""
        if figure in self._figures:
            self._figures[figure].show_picture(png)

    def show_theme(self, theme: Theme) -> None:
        """Ask for the figures in a theme's colours."""
        for figure in self._figures.values():
            figure.show_theme(theme)
