"""The places of a finding on one side: where they are, and what stands there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from analysis.findings import Place
from gui.code_block import CodeBlock, CodeLine
from gui.text import caption, label, one_line
from gui.theme import Theme

_FIRST = 2
_MOST = 25


class PlacesView(QWidget):
    """Lists places with their excerpts, the first few until asked for all."""

    place_chosen = Signal(str, int)  # side, offset

    def __init__(self, side: str, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._places: tuple[Place, ...] = ()
        self._theme: Theme | None = None
        self._heading = label(heading, role="section")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._more = QPushButton()
        self._more.setProperty("role", "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addLayout(self._list)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

        self._more.clicked.connect(self._show_all)
        self.show_places(())

    def show_places(self, places: Sequence[Place]) -> None:
        """Replace what is shown; hidden while there is nothing."""
        self._places = tuple(places)
        self._fill(_FIRST)
        self.setVisible(bool(self._places))

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for block in self.findChildren(CodeBlock):
            block.show_theme(theme)

    def _fill(self, most: int) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place in self._places[:most]:
            self._add(place)
        left = len(self._places) - most
        self._more.setText(self.tr("{} more places").format(left))
        self._more.setVisible(left > 0 and most == _FIRST)

    def _add(self, place: Place) -> None:
        where = _Where(place, self)
        where.offset_chosen.connect(self._choose)
        block = CodeBlock(self.tr("Excerpt of {}").format(one_line(place.path)), self)
        if self._theme:
            block.show_theme(self._theme)
        lines = _unindented(place.excerpt).split("\n")
        block.show_lines([CodeLine(line) for line in lines])
        self._list.addWidget(where, 0, Qt.AlignmentFlag.AlignLeft)
        self._list.addWidget(block)

    def _show_all(self) -> None:
        self._fill(_MOST)

    def _choose(self, offset: int) -> None:
        self.place_chosen.emit(self._side, offset)


def _unindented(excerpt: str) -> str:
    """Return an excerpt without the indentation that all its lines share, omissions aside."""
    lines = excerpt.split("\n")
    written = [line for line in lines if line.strip(" …")]
    shared = min((len(line) - len(line.lstrip(" ")) for line in written), default=0)
    return "\n".join(line[min(shared, len(line) - len(line.lstrip(" "))) :] for line in lines)


class _Where(QPushButton):
    """Names a place and leads to it."""

    offset_chosen = Signal(int)

    def __init__(self, place: Place, parent: QWidget) -> None:
        name, line = place.logical_id or place.path, place.start_line
        super().__init__(caption(f"{name} · line {line}" if name else f"Line {line}", 60), parent)
        self._offset = place.span.start
        self.setProperty("role", "link")
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.offset_chosen.emit(self._offset)
