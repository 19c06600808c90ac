"""The status bar: what is chosen, what was found, what is being done, how the file is written."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QProgressBar, QStatusBar, QToolButton, QWidget

from analysis.findings import Severity
from gui.icons import icon
from gui.marks import paint_severity
from gui.text import CutLabel, label, one_line
from gui.theme import Theme, load_theme

_SHOWN_AFTER_MS = 150
_LEAST_WIDTH, _LEAST_PLACE = 320, 240
_MARK = 9
_GAP = 4


class StatusBar(QStatusBar):
    """Shows facts at the bottom; progress appears only when it lasts."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = CutLabel(role="muted")
        self._counts = SeverityCounts()
        self._decided = label(role="muted")
        self._progress_text = label(role="muted")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedSize(72, 4)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._cancel = QToolButton()
        self._cancel.setAutoRaise(True)
        self._cancel.setToolTip(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel what is being done"))
        self._format = label(role="muted")
        self._position = label(role="muted")
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_SHOWN_AFTER_MS)
        self._lay_out()

        self._delay.timeout.connect(self._show_progress)
        self._cancel.clicked.connect(self.cancel_requested)
        self._set_busy(shown=False)

    def show_place(self, path: str) -> None:
        """Show where the selection is."""
        self._place.show_text(path.replace("/", " \u203a "))

    def show_counts(self, counts: Mapping[Severity, int], decided: int) -> None:
        """Show how many findings there are and how many are decided."""
        self._counts.show_counts(counts)
        total = sum(counts.values())
        text = self.tr("{} of {} decided").format(decided, total) if total else ""
        self._decided.setText(text)
        self._fit()

    def show_progress(self, text: str) -> None:
        """Say what is being done, once it has lasted a moment; nothing for an empty text."""
        self._progress_text.setText(one_line(text, 60))
        if not text:
            self._delay.stop()
            self._set_busy(shown=False)
        elif self._progress.isHidden() and not self._delay.isActive():
            self._delay.start()

    def show_format(self, text: str) -> None:
        """Show syntax, encoding and line ending of the candidate."""
        self._format.setText(one_line(text, 60))
        self._fit()

    def show_position(self, line: int, column: int) -> None:
        """Show where the cursor is."""
        self._position.setText(f"{line}:{column}")
        self._position.setToolTip(self.tr("Line {}, column {}").format(line, column))

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._counts.show_theme(theme)
        self._cancel.setIcon(icon("cancel", theme, "muted"))

    def minimumSizeHint(self) -> QSize:
        """Leave it to the window how narrow it is: what has no room is not shown."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the format, then what is decided, where the place would have no room."""
        room = self.width() - _LEAST_PLACE
        always: tuple[QWidget, ...] = (self._counts, self._position)
        if not self._progress.isHidden():
            always += (self._progress_text, self._progress, self._cancel)
        room -= sum(widget.sizeHint().width() for widget in always)
        for fact in (self._decided, self._format):
            room -= fact.sizeHint().width()
            fact.setVisible(room >= 0)

    def _lay_out(self) -> None:
        self.setSizeGripEnabled(False)
        self.addWidget(self._place, 1)
        for widget in (
            self._progress_text,
            self._progress,
            self._cancel,
            self._counts,
            self._decided,
            self._format,
            self._position,
        ):
            self.addPermanentWidget(widget)

    def _show_progress(self) -> None:
        self._set_busy(shown=True)

    def _set_busy(self, *, shown: bool) -> None:
        for widget in (self._progress_text, self._progress, self._cancel):
            widget.setVisible(shown)
        self._fit()


class SeverityCounts(QWidget):
    """Each severity's mark with a number, those that are none left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[Severity, int] = {}
        self._theme = load_theme("light")

    def show_counts(self, counts: Mapping[Severity, int]) -> None:
        """Replace the numbers."""
        self._counts = {severity: count for severity, count in counts.items() if count}
        words = ", ".join(f"{count} {severity.value}" for severity, count in self._counts.items())
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that the numbers need."""
        metrics = self.fontMetrics()
        width = sum(
            _MARK + _GAP + metrics.horizontalAdvance(str(count)) + 2 * _GAP
            for count in self._counts.values()
        )
        return QSize(width, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: numbers are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and numbers."""
        del event
        painter = QPainter(self)
        painter.setPen(self._theme.colour("text"))
        middle = self.height() / 2
        baseline = middle + (self.fontMetrics().ascent() - self.fontMetrics().descent()) / 2
        left = 0.0
        for severity, count in self._counts.items():
            mark = QRectF(left, middle - _MARK / 2, _MARK, _MARK)
            paint_severity(painter, mark, severity, self._theme)
            left += _MARK + _GAP
            painter.drawText(round(left), round(baseline), str(count))
            left += self.fontMetrics().horizontalAdvance(str(count)) + 2 * _GAP
        painter.end()
