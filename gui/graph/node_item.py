"""A node of the graph on its canvas."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from analysis.findings import Severity
from analysis.layout import CHANGE_SIGNS, GraphNode, changes_of, detail_of, supply_of
from gui.graph.labels import in_two_lines
from gui.graph.look import Emphasis, Look
from gui.graph.shapes import family_icon, outline
from gui.marks import paint_severity
from gui.text import one_line

_HALO = 5.0
_MARGIN = 10.0
_AROUND = (-10.0, -12.0, 10.0, 10.0)
_FAR = 0.8
_FARTHEST = 0.24
_FAR_MARGIN = 6.0
_FAR_ICON = 20.0
_TIP = 8.0
_ICON = 15.0
_ICON_AT = 8.0
_ICON_ROOM = 18.0
_BADGE = 13.0
_CHIP = QRectF(-7, -10, 15, 15)


class NodeItem(QGraphicsRectItem):
    """Paints a node; far out it drops what could not be read."""

    def __init__(self, node: GraphNode, look: Look) -> None:
        super().__init__(QRectF(0, 0, node.width, node.height).adjusted(*_AROUND))
        self.node = node
        self.emphasis = Emphasis.NORMAL
        self.is_chosen = False
        self.is_found = False
        self._look = look
        self._box = QRectF(0, 0, node.width, node.height)
        self._outline = outline(node.kind, self._box)
        self._halo = outline(node.kind, self._box.adjusted(-_HALO, -_HALO, _HALO, _HALO))
        self._label = one_line(node.label, 255)
        self._near: tuple[tuple[str, QFont], tuple[str, QFont]] | None = None
        self._far = ""
        self._dip()
        self.setPos(node.x, node.y)
        self.setZValue(1)
        self.setFlags(self.GraphicsItemFlag.ItemIsSelectable | self.GraphicsItemFlag.ItemIsMovable)

    def show_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        self._near, self._far = None, ""
        self._dip()
        self.update()

    def show_state(self, emphasis: Emphasis, *, is_chosen: bool, is_found: bool) -> None:
        """Paint with another emphasis."""
        if (emphasis, is_chosen, is_found) == (self.emphasis, self.is_chosen, self.is_found):
            return
        self.emphasis, self.is_chosen, self.is_found = emphasis, is_chosen, is_found
        self._dip()
        self.setOpacity(emphasis.value if emphasis is Emphasis.DIMMED else 1.0)
        self.update()

    @property
    def is_outside(self) -> bool:
        """Whether it is an import."""
        return self.node.kind == "import"

    @property
    def offset(self) -> QPointF:
        """How far it was moved from where the layout has it."""
        return self.pos() - QPointF(self.node.x, self.node.y)

    @property
    def is_moved(self) -> bool:
        """Whether it was moved."""
        return not self.offset.isNull()

    def put(self, place: QPointF | None) -> None:
        """Stand at a place, None for where the layout has it."""
        self.setPos(place if place is not None else QPointF(self.node.x, self.node.y))

    @property
    def box(self) -> QRectF:
        """Where the node's box is in the scene, without its halo and marks."""
        return self.mapRectToScene(self._box)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,  # noqa: ARG002 (the signature is Qt's)
    ) -> None:
        """Paint the box, what it says and its marks."""
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        is_spot = scale < _FARTHEST
        self._paint_box(painter, is_spot=is_spot)
        if is_spot:
            return
        if scale < _FAR:
            self._paint_far(painter)
        else:
            self._paint_near(painter)
        self._paint_change(painter)
        self._paint_findings(painter)

    def _paint_box(self, painter: QPainter, *, is_spot: bool) -> None:
        if self.is_outside:
            painter.strokePath(self._halo, self._look.halo())
        if self.is_chosen or self.is_found:
            token = "accent" if self.is_chosen else "match"
            painter.strokePath(self._halo, QPen(self._look.theme.colour(token), 3.5))
        painter.setBrush(self._ground)
        painter.setPen(self._spot_pen if is_spot else self._pen)
        if is_spot:
            painter.drawRect(self._box)
            return
        painter.drawPath(self._outline)
        if self.node.kind == "mapping":
            painter.drawLine(QPointF(4, 0), QPointF(4, self._box.height()))

    def _dip(self) -> None:
        # Brush and pen are asked for at every frame; they change less often.
        self._ground = QBrush(self._look.ground(self.node))
        self._pen = self._look.border(self.node)
        if self.node.in_cycle:
            self._pen = QPen(self._look.theme.colour("critical"), 2.0, Qt.PenStyle.DotLine)
        elif self.emphasis is Emphasis.LIT:
            self._pen.setWidthF(max(self._pen.widthF(), 2.0))
        # A spot keeps an outline of a pixel, however far out it is.
        self._spot_pen = QPen(self._pen.color(), 1.0)
        self._spot_pen.setCosmetic(True)

    def _paint_far(self, painter: QPainter) -> None:
        has_icon = self.node.kind == "resource"
        box = self._box.adjusted(_FAR_ICON + 8 if has_icon else _FAR_MARGIN, 0, -_FAR_MARGIN, 0)
        if has_icon:
            self._paint_icon(painter, _FAR_ICON, 5.0)
        if self.is_outside:
            box.setRight(box.right() - _TIP)
        if not self._far:
            self._far = self._far_text(box.width())
        painter.setFont(self._look.far)
        painter.setPen(self._look.ink(self.node)[0])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._far)

    def _far_text(self, width: float) -> str:
        metrics = QFontMetricsF(self._look.far)
        if self.is_outside:
            # Where it comes from matters more than the end of a long name.
            lines = (self._label, one_line(supply_of(self.node), 120))
            return "\n".join(_elided(line, self._look.far, width) for line in lines)
        return "\n".join(in_two_lines(self._label, metrics, width))

    def _paint_near(self, painter: QPainter) -> None:
        tip = _TIP if self.is_outside else 0
        has_icon = self.node.kind == "resource"
        left = _MARGIN + (_ICON_ROOM if has_icon else 0)
        box = self._box.adjusted(left, 3, -_MARGIN - tip / 2 + (4 if has_icon else 0), -3)
        if has_icon:
            self._paint_icon(painter, _ICON, _ICON_AT)
        upper = QRectF(box.topLeft(), QPointF(box.right(), box.top() + 15))
        lower = QRectF(QPointF(box.left(), box.top() + 14), box.bottomRight())
        inks = self._look.ink(self.node)
        for row, (text, font), ink in zip(
            (upper, lower), self._texts(box.width()), inks, strict=True
        ):
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_icon(self, painter: QPainter, side: float, left: float) -> None:
        top = (self._box.height() - side) / 2
        painter.translate(left, top)
        painter.strokePath(family_icon(self.node.family, side), self._look.icon_pen)
        painter.translate(-left, -top)

    def _texts(self, width: float) -> tuple[tuple[str, QFont], tuple[str, QFont]]:
        if self._near is None:
            look = self._look
            fits = QFontMetricsF(look.label).horizontalAdvance(self._label) <= width
            font = look.label if fits else look.small
            detail = one_line(detail_of(self.node), 120)
            self._near = (
                (_elided(self._label, font, width), font),
                (_elided(detail, look.detail, width), look.detail),
            )
        return self._near

    def _paint_change(self, painter: QPainter) -> None:
        theme = self._look.theme
        for number, change in enumerate(changes_of(self.node)):
            chip = _CHIP.translated(number * _CHIP.width(), 0)
            painter.setPen(QPen(theme.colour("panel"), 1.5))
            painter.setBrush(theme.colour(change))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(theme.colour("panel"))
            painter.setFont(self._look.sign)
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, CHANGE_SIGNS[change])

    def _paint_findings(self, painter: QPainter) -> None:
        if not self.node.severity:
            return
        theme = self._look.theme
        right = self._box.right() + 4
        badge = QRectF(right - _BADGE, -7, _BADGE, _BADGE)
        ground = badge.adjusted(-2.5, -2.5, 2.5, 2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.drawEllipse(ground)
        paint_severity(painter, badge, Severity(self.node.severity), theme)


def _elided(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, width)
