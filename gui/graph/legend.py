"""What the shapes and colours of the graph mean, in one row below it that opens to all rows."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from analysis.layout import GraphLayout, legend_of
from gui.graph.swatch import paint_swatch
from gui.theme import Theme

_ROW = 22
_SWATCH = 22
_TEXT_AT = 28
_APART = 18
_PADDING = 8
Entry = tuple[str, str, str]


class Legend(QWidget):
    """Explains only what the graph has: as much as one row holds, or all when it was opened."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[Entry, ...] = ()
        self._more = QToolButton(self)
        self._more.setCheckable(True)
        self._more.setAutoRaise(True)
        self._more.setToolTip(self.tr("Show or hide the rest of the legend"))
        self._more.toggled.connect(self._open)
        self._open(is_open=False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Legend"))

    def show_graph(self, graph: GraphLayout) -> None:
        """List what this graph has."""
        self._entries = legend_of(graph)
        self.setAccessibleDescription(", ".join(words for _, _, words in self._entries))
        self._place_more()
        self.updateGeometry()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Paint in a theme's colours."""
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that rows depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at a width."""
        places = self._places(width)
        return round(places[-1].y()) + _ROW + _PADDING // 2 if places else 0

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right end."""
        super().resizeEvent(event)
        self._place_more()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (the signature is Qt's)
        """Paint each entry with its swatch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colour("window"))
        for entry, at in zip(self._entries, self._places(self.width()), strict=False):
            paint_swatch(painter, entry, QRectF(at, QSizeF(_SWATCH, _ROW)), self._theme)
            painter.setPen(self._theme.colour("muted"))
            text = QRectF(at.x() + _TEXT_AT, at.y(), self.width(), _ROW)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, entry[2])

    def _open(self, is_open: bool) -> None:  # noqa: FBT001 (Qt's signal)
        self._more.setText(self.tr("Less") if is_open else self.tr("More"))
        self.updateGeometry()
        self.update()

    def _place_more(self) -> None:
        # Where one row holds everything there is nothing to open.
        is_needed = len(self._first_row(self.width())) < len(self._entries)
        self._more.setVisible(is_needed)
        size = self._more.sizeHint()
        self._more.setGeometry(self.width() - size.width() - _PADDING // 2, 1, size.width(), _ROW)

    def _places(self, width: int) -> list[QPointF]:
        """Return where the entries stand that are shown."""
        if self._more.isChecked():
            return self._all_places(width)
        return self._first_row(width)

    def _first_row(self, width: int) -> list[QPointF]:
        return [at for at in self._all_places(width) if at.y() == self._top]

    @property
    def _top(self) -> float:
        return float(_PADDING) / 4

    def _all_places(self, width: int) -> list[QPointF]:
        metrics = QFontMetricsF(self.font())
        room_for_all = width - _PADDING - self._more.sizeHint().width()
        x, y = float(_PADDING), self._top
        places = []
        for _, _, words in self._entries:
            room = _TEXT_AT + metrics.horizontalAdvance(words)
            if x > _PADDING and x + room > room_for_all:
                x, y = float(_PADDING), y + _ROW
            places.append(QPointF(x, y))
            x += room + _APART
        return places
