"""The Summary's page: the totals above, the figures below in one column, two or three."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.summary.figure import FigureView

_NARROW, _WIDE = 720, 1180
_GAP = 12
_LEAST_WIDTH = 264
_SEVERITY, _CATEGORY, _ADOPTED, _IMPACT, _SERVICES = range(5)
_LEAST = (160, 240, 176, 222, 220)
_LARGE = frozenset({_CATEGORY, _SERVICES})
_SCROLLED = 440
_COLUMNS = (
    ((_SEVERITY, _CATEGORY, _ADOPTED, _IMPACT, _SERVICES),),
    ((_SEVERITY, _ADOPTED, _SERVICES), (_IMPACT, _CATEGORY)),
    ((_SEVERITY, _CATEGORY), (_IMPACT, _ADOPTED), (_SERVICES,)),
)
"""The figures from top to bottom, for each number of columns."""


class SummaryPage(QWidget):
    """Places small and large figures; asks for the height that they need at a width."""

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
        columns = _columns(width)
        return self._top(width) + max(_least(column, len(columns)) for column in columns) + _GAP

    def minimumSizeHint(self) -> QSize:
        """Return the least size at the present width."""
        return QSize(_LEAST_WIDTH, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Place everything at the present width, below as many lines as the totals take."""
        inside = self.width() - 2 * _GAP
        self._totals.setGeometry(_GAP, _GAP, inside, self._totals.heightForWidth(inside))
        columns = _columns(self.width())
        width = (inside - _GAP * (len(columns) - 1)) // len(columns)
        for number, column in enumerate(columns):
            room = QRect(_GAP + number * (width + _GAP), self._top(self.width()), width, 0)
            room.setBottom(self.height() - _GAP)
            self._fill(column, room, len(columns))

    def _top(self, width: int) -> int:
        return 2 * _GAP + self._totals.heightForWidth(width - 2 * _GAP)

    def _fill(self, column: Sequence[int], room: QRect, columns: int) -> None:
        # What is left over goes to the large figures, else to all of them.
        growing = [number for number in column if number in _LARGE] or list(column)
        more = max(room.height() - _least(column, columns), 0) // len(growing)
        top = room.top()
        for number in column:
            height = _least([number], columns) + (more if number in growing else 0)
            self._figures[number].setGeometry(room.left(), top, room.width(), height)
            top += height + _GAP


def _columns(width: int) -> tuple[tuple[int, ...], ...]:
    return _COLUMNS[(width >= _NARROW) + (width >= _WIDE)]


def _least(column: Sequence[int], columns: int) -> int:
    # In one column the page is scrolled anyway: then the large figures may be tall.
    heights = (
        _SCROLLED if columns == 1 and number in _LARGE else _LEAST[number] for number in column
    )
    return sum(heights) + _GAP * (len(column) - 1)
