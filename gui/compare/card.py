"""A small card over the text: what a finding says, or what a name means."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from analysis.findings import Finding
from analysis.review import Explanation
from gui.compare.impact_notes import Note
from gui.links import is_documentation, open_documentation
from gui.text import capped, label, one_line, prose, tooltip, visible

_WIDTH = 420
_PAUSE_BEFORE_LEAVING = 350
_MORE_SHOWN = 4
_LONGEST_ISSUE = 360
_DOCUMENTATION = "https://docs.aws.amazon.com/"


@dataclass(frozen=True, slots=True)
class Words:
    """What a card says; an id makes it a finding's, with a fix to apply if there is one."""

    title: str
    about: str = ""
    text: str = ""
    url: str = ""
    finding_id: str = ""
    has_fix: bool = False


def words_of_findings(findings: Sequence[Finding], note: Note | None = None) -> Words:
    """Return what a card says of the findings of one place, the gravest first."""
    first = findings[0]
    others = [one.title for one in findings[1 : _MORE_SHOWN + 1]]
    left = len(findings) - 1 - len(others)
    also = "".join(f"\nAlso: {title}" for title in others)
    more = f"\nand {left} more" if left > 0 else ""
    text = f"{capped(prose(first.issue), _LONGEST_ISSUE)}{also}{more}"
    return Words(
        first.title,
        f"{first.severity.value.capitalize()} · {first.category}",
        "\n\n".join(filter(None, (text, _impact(note)))),
        finding_id=first.id,
        has_fix=any(fix.edits for fix in first.fixes),
    )


def words_of_explanation(explanation: Explanation, note: Note | None = None) -> Words:
    """Return what a card says of a name, and of what deploying does to it."""
    url = explanation.link.url if explanation.link else ""
    return Words(
        explanation.title,
        "\n".join(explanation.facts),
        "\n\n".join(filter(None, (_impact(note), explanation.text))),
        url if url.startswith(_DOCUMENTATION) else "",
    )


def words_of_note(note: Note) -> Words:
    """Return what a card says of what deploying does."""
    first, *others = note.facts
    return Words(first, text="\n".join(others))


def _impact(note: Note | None) -> str:
    return "\n".join(note.facts) if note else ""


class Card(QFrame):
    """Stands near a place while the pointer is there or in it; Escape closes it."""

    fix_wanted = Signal(str)  # the finding's id
    finding_chosen = Signal(str)
    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._words = Words("")
        self._place = QRect()
        self._title = label(role="section", wrap=True, selectable=True)
        self._about = label(role="muted", wrap=True)
        self._text = label(wrap=True, selectable=True)
        self._apply = QPushButton(self.tr("Apply fix"))
        self._details = QPushButton(self.tr("Details"))
        self._link = QPushButton(self.tr("Documentation"))
        self._buttons = (self._apply, self._details, self._link)
        self._leaving = QTimer(self, singleShot=True, interval=_PAUSE_BEFORE_LEAVING)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("Explanation"))
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._layout = QVBoxLayout(self)
        self._lay_out()
        self.hide()

        self._leaving.timeout.connect(self.hide)
        self._apply.clicked.connect(self._ask_for_fix)
        self._details.clicked.connect(self._choose)
        self._link.clicked.connect(self._open_link)

    def show_words(self, words: Words, place: QRect, *, take_keyboard: bool) -> None:
        """Show words near a place of the parent; above it where there is no room below."""
        self._words, self._place = words, place
        self._title.setText(visible(one_line(words.title)))
        self._about.setText(visible(words.about))
        self._text.setText(visible(words.text, 1200))
        self._about.setVisible(bool(words.about))
        self._text.setVisible(bool(words.text))
        self._apply.setVisible(words.has_fix)
        self._details.setVisible(bool(words.finding_id))
        self._link.setVisible(is_documentation(words.url))
        self._link.setToolTip(tooltip(words.url))
        self._put()
        self._leaving.stop()
        self.show()
        self.raise_()
        if take_keyboard:
            shown = (button for button in self._buttons if button.isVisible())
            next(shown, self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave_unless_at(self, point: QPoint) -> None:
        """Close after a pause where the pointer has left the place; a point of the parent."""
        if self.isVisible() and not self._place.contains(point):
            if not self._leaving.isActive():
                self._leaving.start()
        else:
            self._leaving.stop()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is inside."""
        super().enterEvent(event)
        self._leaving.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Close soon after the pointer has gone."""
        super().leaveEvent(event)
        self._leaving.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window's shortcut does."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._layout.setContentsMargins(12, 8, 12, 8)
        self._layout.setSpacing(4)
        for words in (self._title, self._about, self._text):
            self._layout.addWidget(words)
        self._layout.addLayout(buttons)

    def _put(self) -> None:
        width = min(_WIDTH, self._over.width() - 16)
        self._layout.activate()
        height = self._layout.totalHeightForWidth(width)
        left = min(max(self._place.left(), 8), self._over.width() - width - 8)
        below, above = self._place.bottom() + 4, self._place.top() - 4 - height
        lowest = max(self._over.height() - height - 4, 0)
        top = above if below > lowest and above >= 0 else min(below, lowest)
        self.setGeometry(left, top, width, height)

    def _ask_for_fix(self) -> None:
        self._close()
        self.fix_wanted.emit(self._words.finding_id)

    def _choose(self) -> None:
        self._close()
        self.finding_chosen.emit(self._words.finding_id)

    def _open_link(self) -> None:
        open_documentation(self._words.url)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
