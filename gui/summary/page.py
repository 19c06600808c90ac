"""The Summary's page: the totals above, the figures beside each other or below each other."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.summary.figure import FigureView

_NARROW = 720
_GAP = 12
_SMALL_HEIGHT = 196
_LEAST_HEIGHT = 300
_LEAST_WIDTH = 264


class SummaryPage(QWidget):
    """Places a small figure and two large ones; asks for the height that they need at a width."""

    def __init__(
        self,
        totals: QLabel,
        figures: Sequence[FigureView],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._totals = totals
        self._figures = figures
        for child in (totals, *figures):
            child.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(_LEAST_WIDTH)

    def hasHeightForWidth(self) -> bool:
        """Tell the scroll area that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the least height at which every figure can be read."""
        large = 2 * _LEAST_HEIGHT + _GAP if width < _NARROW else _LEAST_HEIGHT
        return self._top() + _SMALL_HEIGHT + _GAP + large + _GAP

    def minimumSizeHint(self) -> QSize:
        """Return the least size at the present width."""
        return QSize(_LEAST_WIDTH, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._place()

    def _top(self) -> int:
        return 2 * _GAP + self._totals.sizeHint().height()

    def _place(self) -> None:
        inside = self.width() - 2 * _GAP
        top = self._top()
        below = top + _SMALL_HEIGHT + _GAP
        bottom = self.height() - _GAP
        self._totals.setGeometry(_GAP, _GAP, inside, self._totals.sizeHint().height())
        small, left, right = self._figures
        if self.width() < _NARROW:
            each = (bottom - below - _GAP) // 2
            small.setGeometry(_GAP, top, inside, _SMALL_HEIGHT)
            left.setGeometry(_GAP, below, inside, each)
            right.setGeometry(_GAP, below + each + _GAP, inside, each)
            return
        half = (inside - _GAP) // 2
        small.setGeometry(_GAP, top, half, _SMALL_HEIGHT)
        left.setGeometry(_GAP, below, half, bottom - below)
        right.setGeometry(QRect(2 * _GAP + half, top, half, bottom - top))
