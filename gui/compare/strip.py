"""The strip at the side: all changes and findings at a glance, and what is in sight."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.compare.marks import Marks
from gui.compare.paired_lines import PairedLines
from gui.marks import paint_severity
from gui.selection import CANDIDATE
from gui.theme import Theme

WIDTH = 20
_MARK = 8
_LEAST_HEIGHT = 2
_PAUSE_MS = 120


class Strip(QWidget):
    """Shows the whole of both panes; a click or a drag asks to go there."""

    scroll_wanted = Signal(int)  # pixels from the top of the first row

    def __init__(self, lines: PairedLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._theme: Theme | None = None
        self._marks = Marks()
        self._offset = 0
        self._seen = 0
        self._picture = QPixmap()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.show_alignment)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("Overview of changes and findings"))
        self.setFixedWidth(WIDTH)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.show_alignment()

    def show_marks(self, marks: Marks) -> None:
        """Mark the candidate's findings."""
        self._marks = marks
        self.show_alignment()

    def follow_edit(self, marks: Marks) -> None:
        """Draw the whole anew once keys pause: it takes longer than one of them may."""
        self._marks = marks
        self._pause.start()

    def show_alignment(self) -> None:
        """Draw the whole anew: rows, changes or marks are others."""
        self._picture = QPixmap()
        self.update()

    def show_from(self, offset: int, seen: int) -> None:
        """Show which pixels of the rows are in sight."""
        self._offset, self._seen = offset, seen
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint changes on the right, findings on the left, the part in sight around them."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(0, 0, 0, self.height())
        if self._seen < self._lines.alignment.row_count * self._row_height:
            self._paint_sight(painter, self._theme)
        painter.drawPixmap(0, 0, self._drawn(self._theme))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the whole in its new size."""
        super().resizeEvent(event)
        self.show_alignment()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask to go where it is pressed."""
        self._ask(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ask to go along with the drag."""
        self._ask(event.position().y())

    @property
    def _scale(self) -> float:
        """How many pixels of the strip a row has; short texts do not fill it."""
        rows = max(self._lines.alignment.row_count, 1)
        return min(self.height() / rows, float(self._row_height))

    @property
    def _row_height(self) -> int:
        return self._lines.documents[CANDIDATE].rows.row_height

    def _drawn(self, theme: Theme) -> QPixmap:
        """Return changes and findings as a picture: there may be thousands, and one scrolls."""
        ratio = self.devicePixelRatioF()
        if not self._picture.isNull() and self._picture.devicePixelRatio() == ratio:
            return self._picture
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        alignment, scale = self._lines.alignment, self._scale
        for index, stretch in enumerate(alignment.stretches):
            if stretch.is_change:
                top = alignment.top(index) * scale
                height = max((alignment.top(index + 1) - alignment.top(index)) * scale, 2)
                rect = QRectF(WIDTH - 8, top, 6, height)
                painter.fillRect(rect, theme.colour(stretch.kind))
        self._paint_marks(painter, theme)
        painter.end()
        return self._picture

    def _paint_sight(self, painter: QPainter, theme: Theme) -> None:
        scale = self._scale / self._row_height
        height = max(self._seen * scale, 2 * _LEAST_HEIGHT)
        rect = QRectF(1.5, self._offset * scale + 0.5, WIDTH - 3, height - 1)
        painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("control_line"), 1))
        painter.drawRect(rect)

    def _paint_marks(self, painter: QPainter, theme: Theme) -> None:
        alignment = self._lines.alignment
        document = self._lines.documents[CANDIDATE]
        for line, marks in sorted(
            self._marks.by_line.items(),
            key=lambda item: item[1][0].severity.rank,
        ):
            row = alignment.row_of(CANDIDATE, document.block_of_line(line))
            y = min((row + 0.5) * self._scale, self.height() - _MARK / 2)
            rect = QRectF(3, max(y - _MARK / 2, 0), _MARK, _MARK)
            paint_severity(painter, rect, marks[0].severity, theme)

    def _ask(self, y: float) -> None:
        middle = y / self._scale * self._row_height
        self.scroll_wanted.emit(max(int(middle - self._seen / 2), 0))
