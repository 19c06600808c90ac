"""A finding's fix before it is applied: what it changes, adds, and whether it was tried."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from analysis.findings import Finding, Fix, Safety, Verified
from analysis.source import Source
from gui.code_block import CodeBlock
from gui.findings.preview import diff_lines
from gui.text import caption, label, prose, visible
from gui.theme import Theme

_ADDS_SHOWN = 12


class FixView(QWidget):
    """Shows one fix of a finding, lets the user choose another, and asks for it to be applied.

    `apply_button` is placed by whoever shows this view, where it is always in sight.
    """

    fix_requested = Signal(object, object)  # Finding, Fix

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: Finding | None = None
        self._chosen = 0
        self._source: Source | None = None
        self._title = label(role="section", wrap=True)
        self._state = label(role="muted", wrap=True)
        self._adds = label(role="muted", wrap=True)
        self._diff = CodeBlock(self.tr("What the fix changes"))
        self.apply_button = QToolButton()
        self.apply_button.setText(self.tr("Apply fix"))
        self.apply_button.setProperty("role", "primary")
        self._menu = QMenu(self)
        self._alternatives = QActionGroup(self)
        self._alternatives.triggered.connect(self._choose)
        self._lay_out()

        self.apply_button.clicked.connect(self.request)
        self.hide()

    @property
    def fix(self) -> Fix | None:
        """The fix that is shown."""
        fixes = _likeliest_first(self._finding)
        return fixes[self._chosen] if self._chosen < len(fixes) else None

    def show_fixes(self, finding: Finding | None, source: Source | None, *, current: bool) -> None:
        """Show the fixes of a finding on the text they were made for; hidden without any."""
        if finding is None or self._finding is None or finding.id != self._finding.id:
            self._chosen = 0
        self._finding, self._source = finding, source
        fixes = _likeliest_first(finding)
        self._chosen = min(self._chosen, max(len(fixes) - 1, 0))
        self._fill_menu(fixes)
        self.apply_button.setEnabled(current and bool(fixes) and bool(fixes[self._chosen].edits))
        self.setVisible(bool(fixes))
        self.apply_button.setVisible(bool(fixes))
        self._show_chosen(current=current)

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._diff.show_theme(theme)

    def request(self) -> None:
        """Ask for the shown fix to be applied."""
        if self._finding and self.fix and self.apply_button.isEnabled():
            self.fix_requested.emit(self._finding, self.fix)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._diff)
        layout.addWidget(self._adds)
        layout.addWidget(self._state)

    def _fill_menu(self, fixes: Sequence[Fix]) -> None:
        self._menu.clear()
        several = len(fixes) > 1
        for number, fix in enumerate(fixes if several else ()):
            action = QAction(caption(prose(fix.title), 60), self._menu)
            action.setCheckable(True)
            action.setChecked(number == self._chosen)
            action.setData(number)
            action.setEnabled(bool(fix.edits))
            self._alternatives.addAction(action)
            self._menu.addAction(action)
        self.apply_button.setMenu(self._menu if several else None)  # type: ignore[arg-type]
        self.apply_button.setPopupMode(
            QToolButton.ToolButtonPopupMode.MenuButtonPopup
            if several
            else QToolButton.ToolButtonPopupMode.DelayedPopup,
        )

    def _choose(self, action: QAction) -> None:
        self._chosen = int(action.data())
        self._show_chosen(current=self.apply_button.isEnabled())

    def _show_chosen(self, *, current: bool) -> None:
        fix = self.fix
        if fix is None or self._source is None:
            return
        self._title.setText(visible(self.tr("Fix: {}").format(prose(fix.title))))
        self._state.setText(visible(_state_text(fix)))
        adds = ", ".join(path.rsplit("/", 1)[-1] for path in fix.also_adds[:_ADDS_SHOWN])
        left = len(fix.also_adds) - _ADDS_SHOWN
        more = self.tr(" and {} more").format(left) if left > 0 else ""
        self._adds.setText(visible(self.tr("Also adds {}{}.").format(adds, more)))
        self._adds.setVisible(bool(fix.also_adds))
        if current:
            self._diff.show_lines(diff_lines(self._source, fix))


def _likeliest_first(finding: Finding | None) -> list[Fix]:
    """Return the fixes; those that were withdrawn stand behind those that can be applied."""
    return sorted(finding.fixes if finding else (), key=lambda fix: not fix.edits)


def _state_text(fix: Fix) -> str:
    match fix.verified:
        case Verified.YES:
            tried = "Verified"
        case Verified.NO:
            tried = "Not verified"
        case Verified.NOT_TRIED:
            tried = "Not tried" if fix.why else "Not tried yet"
    match fix.safety:
        case Safety.SAFE:
            line = f"{tried} · safe"
        case Safety.REVIEW:
            line = f"{tried} · look it over first"
        case Safety.CHOICE:
            line = f"{tried} · needs a value from you"
    return f"{line}\n{fix.why}" if fix.why else line
