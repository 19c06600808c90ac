"""The window: places the views and connects their signals."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QSize, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from analysis.worker import WorkerCommand
from gui.actions import Actions
from gui.asking import Asking
from gui.background import Background
from gui.bars import MessageBars
from gui.choosing import Choosing
from gui.commands import Commands, Parts
from gui.comparing import Comparing
from gui.deciding import Deciding
from gui.docks import Docks
from gui.drawing import Drawing
from gui.dropping import by_name, dropped_paths, side_at
from gui.fixing import Fixing
from gui.header import VIEWS
from gui.leaving import Leaving
from gui.messages import Messages
from gui.pair_files import PairFiles
from gui.reporting import Reporting
from gui.samples import samples
from gui.selection import CANDIDATE, REFERENCE
from gui.session import Session
from gui.start_view import StartView
from gui.state import StateFile
from gui.theme import Theme
from gui.themes import Themes
from gui.views import Showing, make_views

_USUAL_SIZE = QSize(1440, 900)
_LEAST_PAGE = QSize(320, 200)


class MainWindow(QMainWindow):
    """Everything that the user sees of TwinStack."""

    def __init__(self, command: WorkerCommand, state_file: StateFile, themes: Themes) -> None:
        super().__init__()
        self.setWindowTitle("TwinStack")
        self.setAcceptDrops(True)
        self._themes = themes
        self._may_close = False
        self.session = Session(self)
        self.background = Background(command, parent=self)
        self._asking = Asking(self.session, self.background, self)
        self.pair_files = PairFiles(self.session, state_file, self)
        self._leaving = Leaving(self.session, self.pair_files, self)
        self._choosing = Choosing(self.session, self)
        self._messages = Messages(self.session, self)
        self._fixing = Fixing(self.session, self)
        self.reporting = Reporting(self.session, self._asking, self.pair_files, self)
        self.commands = Actions(self)
        self.bars = MessageBars()
        self.views = make_views(themes.theme, self.commands)
        self._start = StartView(samples())
        self._pages, self._stack = QStackedWidget(), QStackedWidget()
        self._place()
        self.drawing = Drawing(self.session, self._asking, themes, self.views, self)
        self._docks = Docks(self, self.views.outline, self.views.findings)
        self._comparing = Comparing(self.views.compare, self.session, self.background, self)
        self._deciding = Deciding(self.session, self._fixing, self.views, self)
        self._showing = Showing(self.session, self._asking, self.views, self)
        self._commands = self._make_commands()
        self._connect_session()
        self._connect_views()
        self._restore()

    def open_paths(self, paths: Sequence[str]) -> None:
        """Open a candidate, or a candidate and a reference."""
        if len(paths) > 1:
            self._commands.open_pair(paths[0], paths[1])
        elif paths:
            self._commands.open(CANDIDATE, paths[0])

    def showEvent(self, event: QShowEvent) -> None:
        """Start the worker once the window has been painted."""
        super().showEvent(event)
        QTimer.singleShot(0, self.background.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the docks where there is no room for them."""
        super().resizeEvent(event)
        self._docks.fit(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        """Look at the disk when the window comes back to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.pair_files.check_disk()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; then remember the layout and end the worker."""
        if not self._may_close and self._leaving.has_unsaved():
            self._leaving.before_all(self._close_for_good)
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self.pair_files.remember_layout(geometry, self._docks.state(), self._themes.choice)
        self.pair_files.release()
        self.background.stop()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open one file on the side it was dropped on, or two as a pair."""
        paths = dropped_paths(event.mimeData())
        if len(paths) > 1:
            self.open_paths(by_name(paths))
        elif paths:
            side = side_at(self, event.position().toPoint())
            self._commands.open(side or self._free_side(), paths[0])
        event.acceptProposedAction()

    def _place(self) -> None:
        bar = QToolBar(self.tr("Files and views"))
        bar.setObjectName("header-bar")
        bar.setMovable(False)
        bar.toggleViewAction().setVisible(False)
        bar.addWidget(self.views.header)
        self.addToolBar(bar)
        for view in (self.views.compare, self.views.graph, self.views.changes, self.views.summary):
            # What a view would like must not widen the window beyond the screen.
            view.setMinimumSize(_LEAST_PAGE)
            self._pages.addWidget(view)
        self._stack.addWidget(self._start)
        self._stack.addWidget(self._pages)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bars)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.views.status)

    def _connect_session(self) -> None:
        speakers = (self.pair_files, self._messages, self._leaving, self._comparing, self._fixing)
        for source in (*speakers, self._asking):
            source.told.connect(self.bars.show_message)
            source.settled.connect(self.bars.hide_message)
        for teller in (self.reporting, self.drawing):
            teller.told.connect(self.bars.show_message)
        self._asking.failed.connect(self._messages.show_failure)
        self._messages.review_wanted.connect(self._asking.review_again)
        self.pair_files.recent_changed.connect(self._show_recent)
        self.session.sources_changed.connect(self._show_page)
        self.background.progress_changed.connect(self.views.status.show_progress)
        self.views.status.cancel_requested.connect(self._asking.cancel)
        self._themes.changed.connect(self._show_theme)
        self._showing.named.connect(self._show_title)

    def _connect_views(self) -> None:
        views = self.views
        self._choosing.listen(views)
        views.compare.open_wanted.connect(self._commands.ask_open)
        views.findings.fix_requested.connect(self._commands.apply)
        views.graph.findings_wanted.connect(views.findings.narrow_to)
        views.graph.node_opened.connect(self.commands["view-compare"].trigger)
        views.graph.place_opened.connect(self.commands["view-compare"].trigger)
        views.header.recent_wanted.connect(self._commands.fill_recent)
        self._start.open_requested.connect(self._commands.ask_open)
        self._start.paste_requested.connect(self._commands.paste)
        self._start.recent_chosen.connect(self._commands.open_recent)
        self._start.sample_chosen.connect(self._commands.open_sample)
        self.commands.groups["view"].triggered.connect(self._show_view)
        self.commands.groups["theme"].triggered.connect(self._choose_theme)

    def _make_commands(self) -> Commands:
        parts = Parts(
            self.session,
            self.pair_files,
            self._leaving,
            self._choosing,
            self.reporting,
            self._asking,
            self.background,
            self.views,
            self._fixing,
            self._deciding,
        )
        self._docks.offer(self.commands.menus["View"], self.commands["theme-system"])
        return Commands(self.commands, parts, self)

    def _restore(self) -> None:
        state = self.pair_files.state
        self.resize(_USUAL_SIZE.boundedTo(self.screen().availableSize()))
        if state.geometry:
            self.restoreGeometry(QByteArray.fromHex(state.geometry.encode()))
        self._docks.restore(state.layout)
        self.commands[f"theme-{self._themes.choice}"].setChecked(True)
        self.commands["view-compare"].setChecked(True)
        self._show_theme(self._themes.theme)
        self._show_recent()
        self._show_page()

    def _show_page(self) -> None:
        is_open = any(self.session.document(side) for side in (CANDIDATE, REFERENCE))
        self._stack.setCurrentWidget(self._pages if is_open else self._start)
        self._docks.show_all(shown=is_open)

    def _show_title(self, title: str) -> None:
        if title != self.windowTitle():
            self.setWindowTitle(title)
        is_unsaved = self._leaving.has_unsaved()
        if is_unsaved != self.isWindowModified():
            self.setWindowModified(is_unsaved)

    def _show_view(self, action: QAction) -> None:
        self._pages.setCurrentIndex(VIEWS.index(action.objectName().removeprefix("view-")))
        if self.views.graph.isVisible():
            self.views.graph.setFocus()
        self._commands.enable()
        self._showing.ask_for_graph()

    def _choose_theme(self, action: QAction) -> None:
        self._themes.choose(action.objectName().removeprefix("theme-"))

    def _show_theme(self, theme: Theme) -> None:
        self.commands.show_theme(theme)
        self.bars.show_theme(theme)
        self._start.show_theme(theme)
        self.views.show_theme(theme)

    def _show_recent(self) -> None:
        self._start.show_recent(self.pair_files.state.pairs)

    def _free_side(self) -> str:
        taken = [side for side in (CANDIDATE, REFERENCE) if self.session.document(side)]
        return REFERENCE if taken == [CANDIDATE] else CANDIDATE

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()
