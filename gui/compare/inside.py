"""What is written inside a value: code or JSON of both sides beside each other, line by line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from analysis.highlighting import State, language_of
from analysis.review import Change
from analysis.row_blocks import align_in_file_order
from analysis.source import Source
from gui.compare.folding import align_rows
from gui.compare.inside_texts import inside_texts
from gui.compare.panes import SIDES, Panes
from gui.compare.pieces import property_name
from gui.selection import CANDIDATE, REFERENCE
from gui.text import label, one_line
from gui.theme import Theme

_SIZE = (1100, 640)


class InsideWindow(QDialog):
    """Stands beside the main window until it is closed; nothing can be changed in it."""

    def __init__(self, change: Change, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = inside_texts(change) or ("", "")
        name = f"{property_name(change)} / {change.path.rpartition('/')[2]}"
        self.setWindowTitle(self.tr("Inside {}").format(one_line(name, 90)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.panes = Panes()
        self.panes.show_whether_reference(there_is=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        words = self.tr("Candidate at the left, reference at the right, as the text inside reads.")
        layout.addWidget(label(words, role="muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.panes, 1)
        self._show(texts, theme)

    def _show(self, texts: tuple[str, str], theme: Theme) -> None:
        for side, text in zip(SIDES, texts, strict=True):
            view = self.panes.sides[side]
            language = language_of(text)
            view.show_text(text)
            view.pane.setReadOnly(True)
            if language:
                view.pane.colouring.begin_with(State("block", -1, language))
        self.panes.show_theme(theme)
        mine, known = (Source(side, text) for side, text in zip(SIDES, texts, strict=True))
        self.panes.lay(*align_rows(align_in_file_order(mine, known)))
        self.panes.pane(CANDIDATE).setFocus()
        self.panes.pane(REFERENCE).setAccessibleDescription(self.windowTitle())
