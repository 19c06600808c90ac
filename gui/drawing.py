"""What the worker draws for the window: graphs as files, and the figures of the Summary."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from analysis import files
from analysis.layout import GraphWish
from gui.asking import Asking
from gui.bars import INFORMATION, WARNING, Message
from gui.other_requests import PictureSize
from gui.selection import CANDIDATE
from gui.session import Session
from gui.themes import Themes
from gui.views import Views

FORMATS = {
    "svg": "SVG",
    "png": "PNG",
    "pdf": "PDF",
    "dot": "Graphviz DOT",
    "mmd": "Mermaid",
    "json": "JSON",
}
"""The formats of graphs as files, by the ending of a file's name."""


class Drawing(QObject):
    """Asks for what views want drawn; writes graphs to files that the user names."""

    told = Signal(object)  # Message

    def __init__(
        self,
        session: Session,
        asking: Asking,
        themes: Themes,
        views: Views,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._asking = asking
        self._themes = themes
        self._window = window
        self._path = ""
        views.graph.file_wanted.connect(self.ask)
        views.summary.picture_wanted.connect(self._want_picture)
        asking.drawing_made.connect(self._write)
        asking.drawing_failed.connect(self._tell_failure)

    def ask(self, wish: GraphWish) -> None:
        """Ask for a file's name and have a graph written to it."""
        source = self._session.source(CANDIDATE)
        folder = Path(source.path).parent if source and source.path else Path()
        kinds = ";;".join(f"{words} (*.{ending})" for ending, words in FORMATS.items())
        name, chosen = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the graph"),
            str(folder / f"{wish.side}-graph.svg"),
            kinds,
        )
        if name:
            self.write_to(_with_ending(name, chosen), wish)

    def write_to(self, path: str, wish: GraphWish) -> None:
        """Have a graph written to a file, in the format that its name says."""
        form = Path(path).suffix.removeprefix(".").lower()
        if form not in FORMATS:
            endings = ", ".join(f".{ending}" for ending in FORMATS)
            text = self.tr("{} has no ending of a graph: {}.").format(path, endings)
            self.told.emit(Message("drawing", text, WARNING))
            return
        self._path = path
        self._asking.drawing(wish, form, dark=self._themes.theme.is_dark)

    def _write(self, data: bytes, left_out: int) -> None:
        path, self._path = self._path, ""
        if not path:
            return
        try:
            lost = files.save(path, data, None)
        except files.SaveError as error:
            self.told.emit(Message("drawing", str(error), WARNING))
            return
        words = [self.tr("The graph is in {}.").format(path), *lost]
        if left_out:
            text = self.tr("{} nodes are left out: all would be too many to draw.")
            words.insert(1, text.format(left_out))
        kind = WARNING if lost or left_out else INFORMATION
        self.told.emit(Message("drawing", " ".join(words), kind))

    def _tell_failure(self, why: str) -> None:
        self._path = ""
        text = self.tr("The graph could not be written: {}").format(why)
        self.told.emit(Message("drawing", text, WARNING))

    def _want_picture(self, figure: str, width: int, height: int, ratio: float) -> None:
        dark = self._themes.theme.is_dark
        self._asking.picture(figure, PictureSize(width, height, ratio, dark))


def _with_ending(name: str, chosen: str) -> str:
    if Path(name).suffix:
        return name
    endings = (ending for ending in FORMATS if f"(*.{ending})" in chosen)
    return f"{name}.{next(endings, 'svg')}"
