"""The further templates whose exports provide what the pair imports, as a menu."""

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtWidgets import QMenu, QWidget

from analysis.source import Source
from gui.pair_files import PairFiles
from gui.selection import CANDIDATE
from gui.session import Session
from gui.text import caption


class ExporterMenu(QMenu):
    """Adds an exporting template, and takes one away again."""

    def __init__(self, session: Session, files: PairFiles, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._files = files
        self.setTitle(self.tr("Exporting templates"))
        self.aboutToShow.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        add = self.addAction(self.tr("Add exporting template…"), self._add)
        add.setEnabled(self._session.source(CANDIDATE) is not None)
        if self._session.exporters:
            self.addSeparator()
        for source in self._session.exporters:
            name = caption(PurePath(source.path).name, 60)
            self.addAction(self.tr("Remove {}").format(name), self._remover(source))

    def _add(self) -> None:
        source = self._files.ask_exporter()
        if source is None:
            return
        others = (one for one in self._session.exporters if one.path != source.path)
        self._session.provide((*others, source))

    def _remover(self, source: Source) -> Callable[[], None]:
        def remove() -> None:
            self._session.provide(tuple(one for one in self._session.exporters if one != source))

        return remove
