"""The first view, when nothing is open: how to start."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon
from gui.samples import Sample
from gui.selection import CANDIDATE, REFERENCE
from gui.state import RecentPair
from gui.text import caption, label, tooltip
from gui.theme import Theme

_WIDTH = 720
_RECENT = 6
_DROP_ICON = 24


class StartView(QScrollArea):
    """Offers two drop areas, recent pairs and samples."""

    open_requested = Signal(str)  # side
    paste_requested = Signal(str)  # side
    recent_chosen = Signal(object)  # RecentPair
    sample_chosen = Signal(object)  # Sample

    def __init__(self, samples: Sequence[Sample], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._areas = {
            CANDIDATE: DropArea(
                CANDIDATE, self.tr("Candidate"), self.tr("The template under review")
            ),
            REFERENCE: DropArea(REFERENCE, self.tr("Reference"), self.tr("The known-good one")),
        }
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._recent_heading = label(self.tr("Recent pairs"), role="section")
        self._samples = QVBoxLayout()
        self._samples.setSpacing(0)
        for sample in samples:
            button = _PairButton(sample.title, "", sample)
            button.chosen.connect(self.sample_chosen)
            self._samples.addWidget(button)
        self._lay_out(has_samples=bool(samples))

        for area in self._areas.values():
            area.open_requested.connect(self.open_requested)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self._want_paste)
        self.show_recent(())

    def show_recent(self, pairs: Sequence[RecentPair]) -> None:
        """Offer these pairs."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for pair in pairs[:_RECENT]:
            button = _PairButton(*_words(pair), pair)
            button.chosen.connect(self.recent_chosen)
            self._recent.addWidget(button)
        self._recent_heading.setVisible(bool(pairs))

    def show_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        for area in self._areas.values():
            area.show_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to what is likeliest wanted: the latest pair, else the candidate."""
        super().showEvent(event)
        item = self._recent.itemAt(0)
        latest = item.widget() if item else None
        (latest or self._areas[CANDIDATE]).setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the keyboard to the window: Qt gives it to a text, which would keep its cursor."""
        super().hideEvent(event)
        used = QApplication.focusWidget()
        if used is not None and self.isAncestorOf(used):
            QTimer.singleShot(0, self, self._leave_keyboard)

    def _leave_keyboard(self) -> None:
        self.window().setFocus(Qt.FocusReason.OtherFocusReason)

    def _want_paste(self) -> None:
        self.paste_requested.emit(CANDIDATE)

    def _lay_out(self, *, has_samples: bool) -> None:
        areas = QHBoxLayout()
        areas.setSpacing(16)
        for area in self._areas.values():
            areas.addWidget(area)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(
            label(self.tr("Review a template against a known-good one"), role="headline")
        )
        hint = self.tr(
            "Drop two files, choose them, or paste their text (Ctrl+V). "
            "JSON, YAML and Markdown with a template in it are read, broken ones too.",
        )
        column.addWidget(label(hint, role="muted", wrap=True))
        column.addSpacing(8)
        column.addLayout(areas)
        column.addSpacing(16)
        lists = QVBoxLayout()
        lists.setSpacing(16)
        for heading, entries in (
            (self._recent_heading, self._recent),
            (label(self.tr("Samples"), role="section") if has_samples else None, self._samples),
        ):
            part = QVBoxLayout()
            part.setSpacing(4)
            if heading is not None:
                part.addWidget(heading)
            part.addLayout(entries)
            lists.addLayout(part)
        column.addLayout(lists)
        column.addStretch(3)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        middle.setLayout(column)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("How to start"))


class DropArea(QFrame):
    """A place for a file: dropped on, clicked or opened by the keyboard."""

    open_requested = Signal(str)

    def __init__(self, side: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setProperty("role", "drop")
        self.setProperty("side", side)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(132)
        self.setAccessibleName(f"{title}: {hint}")
        self._icon = label()
        layout = QVBoxLayout(self)
        layout.setSpacing(4)
        layout.addStretch(1)
        for widget in (
            self._icon,
            label(title, role="title"),
            label(hint, role="muted"),
            label(self.tr("Drop a file here, or click to open"), role="muted"),
        ):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def show_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        drawn = icon("drop", theme, "accent")
        self._icon.setPixmap(drawn.pixmap(QSize(_DROP_ICON, _DROP_ICON)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for a file."""
        if self.rect().contains(event.position().toPoint()):
            self.open_requested.emit(self._side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a file when a button would."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_requested.emit(self._side)
        else:
            super().keyPressEvent(event)


class _PairButton(QPushButton):
    """A pair to open."""

    chosen = Signal(object)

    def __init__(self, title: str, hint: str, value: object) -> None:
        super().__init__(caption(title, 120))
        self._value = value
        self.setProperty("role", "link")
        self.setToolTip(tooltip(hint))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(self._value)


def _words(pair: RecentPair) -> tuple[str, str]:
    candidate, reference = PurePath(pair.candidate), PurePath(pair.reference)
    name = f"{candidate.parent.name}/{candidate.name}" if candidate.parent.name else candidate.name
    title = f"{name}  ⇄  {reference.name}" if pair.reference else name
    return title, "\n".join(path for path in (pair.candidate, pair.reference) if path)
