"""One side of the compare view: messages, the margin and the pane."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.bars import Message, MessageBars
from gui.compare.gutter import Gutter
from gui.compare.marks import Marks
from gui.compare.mirrored_text import LONGEST_LINE
from gui.compare.paired_lines import PairedLines
from gui.compare.pane import Pane
from gui.selection import CANDIDATE
from gui.theme import Theme

_CUT = "cut"


class SideView(QWidget):
    """Keeps the margin in step with its pane."""

    def __init__(self, side: str, lines: PairedLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = Pane(side, lines)
        self.gutter = Gutter(self.pane)
        self._messages = MessageBars()
        self._is_cut = False
        self.setProperty("side", side)
        self.gutter.setObjectName(f"{side} margin")
        self.pane.setReadOnly(side != CANDIDATE)
        self.pane.setTabChangesFocus(side != CANDIDATE)
        self.pane.setAccessibleName(
            self.tr("Candidate") if side == CANDIDATE else self.tr("Reference"),
        )
        text = QHBoxLayout()
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(0)
        text.addWidget(self.gutter)
        text.addWidget(self.pane, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._messages)
        layout.addLayout(text, 1)

        self.pane.cursorPositionChanged.connect(self.gutter.follow_cursor)
        self.pane.mirror.lines_replaced.connect(self.gutter.follow_edit)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._messages.show_theme(theme)
        self.gutter.show_theme(theme)
        self.pane.show_theme(theme)

    def show_font(self, font: QFont) -> None:
        """Write in a font."""
        self.pane.show_font(font)
        self.gutter.fit()

    def show_text(self, text: str) -> bool:
        """Show a text; return whether it is another one."""
        changed = self.pane.mirror.show_text(text)
        if changed:
            self._show_whether_cut()
            self.gutter.fit()
        return changed

    def show_alignment(self) -> None:
        """Put each line in its row."""
        self.pane.show_alignment()
        self.gutter.fit()

    def show_marks(self, marks: Marks) -> None:
        """Mark findings."""
        self.pane.show_marks(marks)
        self.gutter.update()

    def show_from(self, offset: int) -> None:
        """Scroll to an offset in pixels."""
        self.pane.show_from(offset)
        self.gutter.update()

    def _show_whether_cut(self) -> None:
        is_cut = self.pane.mirror.mirrored.is_cut()
        if is_cut == self._is_cut:
            return
        self._is_cut = is_cut
        self.pane.setReadOnly(is_cut or self.pane.side != CANDIDATE)
        if not is_cut:
            self._messages.hide_message(_CUT)
            return
        text = self.tr("A line here is longer than {0} characters. It is shown cut.")
        if self.pane.side == CANDIDATE:
            text = self.tr(
                "A line here is longer than {0} characters. It is shown cut, and the text cannot "
                "be edited here.",
            )
        self._messages.show_message(Message(_CUT, text.format(f"{LONGEST_LINE:,}")))
