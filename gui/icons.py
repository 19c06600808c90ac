"""Icons drawn for this project, tinted with the theme's colours."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import Theme

_ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZE = 16
_SCALES = (1, 2, 3)


def icon(name: str, theme: Theme, colour: str = "text") -> QIcon:
    """Return the icon of that name in a colour of the theme, dimmed where it is disabled."""
    made = QIcon()
    for mode, token in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "disabled")):
        for scale in _SCALES:
            made.addPixmap(_pixmap(name, theme.colours[token], scale), mode)
    return made


def application_icon() -> QIcon:
    """Return the icon of the program, in its own colours."""
    return QIcon(str(_ICONS / "twinstack.svg"))


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons there are."""
    return tuple(sorted(path.stem for path in _ICONS.glob("*.svg")))


def _pixmap(name: str, colour: str, scale: int) -> QPixmap:
    drawing = (_ICONS / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    pixmap = QPixmap(SIZE * scale, SIZE * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, SIZE * scale, SIZE * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
