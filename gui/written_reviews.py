"""Opens reviews that somebody wrote, and logs of other tools, beside their templates."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from analysis import files
from analysis.source import Position
from analysis.written_reviews.written import Examined
from gui.background import Background
from gui.bars import ERROR, INFORMATION, Message
from gui.choosing import Choosing
from gui.pair_files import PairFiles
from gui.session import Session
from gui.written_dialog import WrittenDialog

_KEY = "written-review"


class WrittenReviews(QObject):
    """Has the worker hold a review against the pair, and shows what came of it."""

    def __init__(
        self,
        session: Session,
        background: Background,
        choosing: Choosing,
        pair_files: PairFiles,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._background = background
        self._choosing = choosing
        self._pair_files = pair_files
        self._window = window
        self._path = ""
        self._text = ""
        self.dialog: WrittenDialog | None = None
        background.others.written_arrived.connect(self._show)
        session.review_changed.connect(self._renew)

    def ask_open(self) -> None:
        """Let the user choose a review in Markdown, or a log in SARIF."""
        kinds = self.tr("Reviews (*.md *.markdown *.sarif *.json);;All files (*)")
        title = self.tr("Open written review")
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if name:
            self.open(name)

    def open(self, name: str) -> None:
        """Open a review; it is held against the templates as they stand."""
        try:
            text = files.load(name).text
        except files.RefusedFileError as error:
            self._pair_files.told.emit(Message(_KEY, str(error), ERROR))
            return
        self._path, self._text = name, text
        self._ask()

    def _ask(self) -> None:
        inputs = self._session.inputs
        if inputs is not None and self._text:
            self._background.others.written(inputs, self._text)

    def _renew(self) -> None:
        # Places and findings follow the text; a pair that was closed takes its review along.
        if self._session.review is None:
            self._text = ""
            if self.dialog is not None:
                self.dialog.reject()
        elif self.dialog is not None:
            self._ask()

    def _show(self, examined: Examined) -> None:
        if not self._text:
            return
        if not examined.items:
            text = self.tr("{} holds no review that could be read.").format(self._path)
            self._pair_files.told.emit(Message(_KEY, text, INFORMATION))
            return
        self._pair_files.settled.emit(_KEY)
        if self.dialog is None:
            self.dialog = WrittenDialog(self._window)
            self.dialog.place_chosen.connect(self._choose_line)
            self.dialog.finding_chosen.connect(self._choosing.finding_of)
            self.dialog.finished.connect(self._forget)
            self.dialog.show()
        self.dialog.show_review(self._path, examined)

    def _choose_line(self, side: str, line: int) -> None:
        source = self._session.source(side)
        if source is not None:
            span = source.line_span(line)
            text = source.slice(span)
            indent = len(text) - len(text.lstrip())
            self._choosing.place(side, source.offset(Position(line, indent + 1)))

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        self._text = ""
        if dialog is not None:
            dialog.deleteLater()
