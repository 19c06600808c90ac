"""What narrows the list of findings: a text, severities, category, status, what is chosen."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from analysis.findings import Finding, Severity, State
from gui.findings.model import DECIDED, SEVERITIES, Filter, severity_counts
from gui.marks import paint_severity
from gui.text import caption, one_line
from gui.theme import Theme

_MARK = 11
_SCALE = 3


class FilterBar(QWidget):
    """Lets the user narrow the list; says so by `filter_changed`."""

    filter_changed = Signal(object)  # Filter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = Filter()
        self._text = QLineEdit()
        self._text.setPlaceholderText(self.tr("Filter findings"))
        self._text.setAccessibleName(self.tr("Filter findings by text"))
        self._text.setClearButtonEnabled(True)
        self._severities = {severity: self._severity_button(severity) for severity in SEVERITIES}
        self._category = self._choice(self.tr("Category"))
        self._state = self._choice(self.tr("Status"))
        self._state.addItem(self.tr("Any status"), "")
        for state in State:
            self._state.addItem(state.value.capitalize(), state.value)
        self._state.addItem(self.tr("Decided"), DECIDED)
        self._only = QPushButton()
        self._only.setProperty("role", "link")
        self._only.setToolTip(self.tr("List all findings again"))
        self._only.hide()
        self._lay_out()
        self.show_findings(())

        self._text.textChanged.connect(self._change)
        for button in self._severities.values():
            button.toggled.connect(self._change)
        self._category.currentIndexChanged.connect(self._change)
        self._state.currentIndexChanged.connect(self._change)
        self._only.clicked.connect(self._let_all_pass)

    @property
    def filter(self) -> Filter:
        """What the user asked for."""
        return self._filter

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Count the severities and offer the categories of these findings."""
        for severity, count in severity_counts(findings).items():
            button = self._severities[severity]
            button.setText(str(count))
            button.setToolTip(f"{count} {severity.value}")
            button.setAccessibleName(self.tr("Show {} findings").format(severity.value))
        chosen = self._category.currentData() or ""
        self._category.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        self._category.clear()
        self._category.addItem(self.tr("Any category"), "")
        for category in sorted({finding.category for finding in findings}):
            self._category.addItem(one_line(category), category)
        self._category.setCurrentIndex(max(self._category.findData(chosen), 0))
        self._category.blockSignals(False)  # noqa: FBT003
        self._change()

    def narrow_to(self, name: str, ids: Collection[str]) -> None:
        """List only these findings, those of something of this name; empty lets all pass."""
        self._only.setText(self.tr("Only {}  ✕").format(caption(name, 40)))
        self._only.setVisible(bool(name))
        self._narrow(frozenset(ids) if name else None)

    def show_theme(self, theme: Theme) -> None:
        """Draw the severities' marks in the theme's colours."""
        for severity, button in self._severities.items():
            button.setIcon(_mark(severity, theme))

    def clear(self) -> None:
        """Let everything pass."""
        self._let_all_pass()
        self._text.clear()
        for button in self._severities.values():
            button.setChecked(True)
        self._category.setCurrentIndex(0)
        self._state.setCurrentIndex(0)

    def _lay_out(self) -> None:
        marks = QHBoxLayout()
        marks.setSpacing(2)
        for button in self._severities.values():
            marks.addWidget(button)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._text, 1)
        first.addLayout(marks)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._category, 1)
        second.addWidget(self._state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self._only, 0, Qt.AlignmentFlag.AlignLeft)

    def _severity_button(self, severity: Severity) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setChecked(True)
        button.setAutoRaise(True)
        button.setIconSize(QSize(_MARK, _MARK))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("role", "severity")
        button.setObjectName(f"severity-{severity.value}")
        return button

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.setMinimumContentsLength(8)
        return box

    def _change(self) -> None:
        chosen = replace(
            self._filter,
            text=self._text.text(),
            severities=frozenset(
                severity for severity, button in self._severities.items() if button.isChecked()
            ),
            category=self._category.currentData() or "",
            state=self._state.currentData() or "",
        )
        self._use(chosen)

    def _let_all_pass(self) -> None:
        self.narrow_to("", ())

    def _narrow(self, only: frozenset[str] | None) -> None:
        self._use(replace(self._filter, only=only))

    def _use(self, chosen: Filter) -> None:
        if chosen != self._filter:
            self._filter = chosen
            self.filter_changed.emit(chosen)


def _mark(severity: Severity, theme: Theme) -> QIcon:
    pixmap = QPixmap(_MARK * _SCALE, _MARK * _SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_severity(painter, pixmap.rect().toRectF(), severity, theme)
    painter.end()
    pixmap.setDevicePixelRatio(_SCALE)
    return QIcon(pixmap)
