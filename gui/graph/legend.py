"""What the shapes and colours of the graph mean."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from analysis.findings import Severity
from analysis.layout import GraphLayout
from gui.graph.shapes import outline
from gui.marks import CHANGE_SIGNS, paint_severity
from gui.theme import Theme

_ROW = 20
_SWATCH = QRectF(0, 0, 22, 12)
_PADDING = 10
_WIDTH = 172
FAMILIES = {
    "compute": "Compute",
    "network": "Network",
    "storage": "Storage",
    "database": "Database",
    "identity": "Identity",
    "security": "Security",
    "messaging": "Messaging, workflows",
    "operations": "Operations",
    "other": "Other",
}
_KINDS = {
    "import": "Import from another stack",
    "export": "Export",
    "output": "Output",
    "parameter": "Parameter",
    "condition": "Condition",
    "mapping": "Mapping",
}
_CHANGES = {
    "add": "Only in the reference",
    "remove": "Only in the candidate",
    "change": "Changed",
    "rename": "Renamed",
}


class Legend(QWidget):
    """Shows only what the graph has; lies over the canvas and lets the pointer through."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[tuple[str, str, str], ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Legend"))

    def show_graph(self, graph: GraphLayout) -> None:
        """List what this graph has."""
        self._rows = tuple(_rows(graph))
        self.setAccessibleDescription(", ".join(words for _, _, words in self._rows))
        self.resize(self.sizeHint())
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Paint in a theme's colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that all rows take."""
        return QSize(_WIDTH, len(self._rows) * _ROW + 2 * _PADDING if self._rows else 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (the signature is Qt's)
        """Paint the rows on a plain ground."""
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(self._theme.colour("raised", 235))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        for at, (group, name, words) in enumerate(self._rows):
            top = _PADDING + at * _ROW
            self._paint_swatch(painter, group, name, QPointF(_PADDING, top + 4))
            painter.setPen(self._theme.colour("text"))
            text = QRectF(_PADDING + 30, top, _WIDTH - _PADDING - 34, _ROW)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_swatch(self, painter: QPainter, group: str, name: str, at: QPointF) -> None:
        box = _SWATCH.translated(at)
        theme = self._theme
        match group:
            case "family":
                painter.setPen(QPen(theme.colour("node_line"), 1))
                painter.setBrush(theme.colour(f"family_{name}"))
                painter.drawRoundedRect(box, 3, 3)
            case "kind":
                colour = "import" if name == "import" else "panel"
                painter.setPen(QPen(theme.colour("import" if name == "import" else "node_line")))
                painter.setBrush(theme.colour(colour))
                painter.save()
                painter.translate(box.topLeft())
                painter.scale(0.5, 0.5)
                painter.drawPath(outline(name, QRectF(0, 0, box.width() * 2, box.height() * 2)))
                painter.restore()
            case "change":
                painter.setPen(QPen(theme.colour(name), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 3, 3)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, CHANGE_SIGNS[name])
            case _:
                mark = QRectF(box.center().x() - 5, box.center().y() - 5, 10, 10)
                paint_severity(painter, mark, Severity(name), theme)


def _rows(graph: GraphLayout) -> list[tuple[str, str, str]]:
    kinds = {node.kind for node in graph.nodes}
    families = {node.family for node in graph.nodes if node.kind == "resource"}
    changes = {node.change for node in graph.nodes}
    severities = {node.severity for node in graph.nodes}
    rows = [("kind", kind, words) for kind, words in _KINDS.items() if kind in kinds]
    rows += [("family", family, words) for family, words in FAMILIES.items() if family in families]
    rows += [("change", change, words) for change, words in _CHANGES.items() if change in changes]
    rows += [
        ("severity", severity.value, f"{severity.value.capitalize()} finding")
        for severity in Severity
        if severity.value in severities
    ]
    return rows
