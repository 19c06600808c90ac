"""Writes the graph on the canvas as a picture."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView

_SCALE = 2.0
_LARGEST = 12000


def save_picture(canvas: QGraphicsView, path: Path, ground: QColor) -> bool:
    """Write the whole canvas as SVG or PNG, by the file's name.

    Return whether it was written.
    """
    area = canvas.sceneRect()
    if path.suffix.lower() == ".svg":
        return _save_svg(canvas, path, ground)
    scale = min(_SCALE, _LARGEST / max(area.width(), area.height(), 1.0))
    image = QImage((area.size() * scale).toSize(), QImage.Format.Format_ARGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    canvas.scene().render(painter, QRectF(image.rect()), area)
    painter.end()
    return QImageWriter(str(path), QByteArray(b"png")).write(image)


def _save_svg(canvas: QGraphicsView, path: Path, ground: QColor) -> bool:
    area = canvas.sceneRect()
    whole = QRectF(0, 0, area.width(), area.height())
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(QSize(round(area.width()), round(area.height())))
    generator.setViewBox(whole)
    painter = QPainter()
    if not painter.begin(generator):
        return False
    painter.fillRect(whole, ground)
    canvas.scene().render(painter, whole, area)
    return painter.end()
