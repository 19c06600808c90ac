"""A figure of the Summary: a picture that the worker draws at this widget's size."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.theme import Theme

_PAUSE = 120
_LATE = 400
"""So many milliseconds may pass before a figure says that it is being drawn."""
_STALE = 0.45
_ROUND = 6
_INSET = 1
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class FigureView(QWidget):
    """Shows a picture; asks for one of its own size when it has none that fits."""

    picture_wanted = Signal(str, int, int, float)

    def __init__(self, figure: str, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self._theme = theme
        self._image = QImage()
        self._is_stale = True
        self._is_wanted = self._is_late = False
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self._say_late)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.setAccessibleName(name)

    def show_picture(self, png: bytes) -> None:
        """Show a picture that was asked for."""
        image = QImage.fromData(png)
        if image.isNull():
            return
        self._image = image
        self._is_stale = self._is_late = False
        self._late.stop()
        self.update()

    def show_nothing(self) -> None:
        """Forget the picture and ask for none."""
        self._pause.stop()
        self._late.stop()
        self._image = QImage()
        self._is_wanted = self._is_late = False
        self.update()

    def refresh(self) -> None:
        """Ask for the picture anew; the old one is dimmed until the new one comes."""
        self._is_wanted = True
        self._is_stale = True
        self.update()
        if self.isVisible():
            self._pause.start()

    def show_theme(self, theme: Theme) -> None:
        """Ask for the picture in a theme's colours."""
        self._theme = theme
        if self._is_wanted:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size once the size stays."""
        super().resizeEvent(event)
        if self._is_wanted:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what was not asked for while out of sight."""
        super().showEvent(event)
        if self._is_wanted and self._is_stale:
            self._pause.start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (the signature is Qt's)
        """Paint the picture in a thin frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(frame, _ROUND, _ROUND)
        if self._image.isNull():
            if self._is_late:
                painter.setPen(self._theme.colour("muted"))
                words = self.tr("{} is being drawn.").format(self.accessibleName())
                painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)
            return
        painter.setOpacity(_STALE if self._is_stale else 1.0)
        room = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        size = self._image.size().toSizeF()
        size.scale(room.size(), _KEEP)
        painter.drawImage(QRectF(room.topLeft(), size), self._image)

    def _say_late(self) -> None:
        self._is_late = True
        self.update()

    def _ask(self) -> None:
        self._late.start()
        inside = self.size() - QSize(2 * _INSET, 2 * _INSET)
        self.picture_wanted.emit(
            self._figure,
            inside.width(),
            inside.height(),
            self.devicePixelRatioF(),
        )
