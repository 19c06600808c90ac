"""The list of findings: rows as high as their titles need at the width of the list."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QWidget


class FindingRows(QListView):
    """Places its rows anew when its width changes, be it by its own scroll bar.

    Qt does so only when the height changes: a title that then takes a second line would be
    painted over the next row.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the rows anew at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
