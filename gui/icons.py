"""Icons drawn for this project, tinted with the theme's colours when they are first seen."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from gui.theme import Theme

_ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZE = 16


def icon(name: str, theme: Theme, colour: str = "text") -> QIcon:
    """Return the icon of that name in a colour of the theme, dimmed where it is disabled."""
    return QIcon(_TintedDrawing(name, theme.colours[colour], theme.colours["disabled"]))


def application_icon() -> QIcon:
    """Return the icon of the program, in its own colours."""
    return QIcon(str(_ICONS / "twinstack.svg"))


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons there are."""
    return tuple(sorted(path.stem for path in _ICONS.glob("*.svg")))


class _TintedDrawing(QIconEngine):
    """Draws an SVG in one colour; a window starts sooner when unseen icons are not drawn."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon into a rectangle."""
        del state
        # Imported here: the first icon is needed only when the window is painted.
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

        colour = self._disabled if mode == QIcon.Mode.Disabled else self._colour
        drawing = (_ICONS / f"{self._name}.svg").read_text("utf-8")
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        side = min(rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(rect).center())
        renderer.render(painter, box)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a pixmap of that many of the screen's pixels."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Return another engine of the same icon."""
        return _TintedDrawing(self._name, self._colour, self._disabled)
