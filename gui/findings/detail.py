"""Everything about the chosen finding."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from analysis.findings import Decision, Finding, Impact, Link, State
from analysis.source import Source
from gui.findings.fix_view import FixView
from gui.findings.note import NoteView
from gui.findings.places import PlacesView
from gui.links import is_documentation, open_documentation
from gui.severity_mark import SeverityMark
from gui.text import caption, label, one_line, prose, tooltip, visible
from gui.theme import Theme


class FindingDetail(QWidget):
    """Shows a finding from issue to documentation; asks for its fix, tells what was decided."""

    fix_requested = Signal(object, object)  # Finding, Fix
    decided = Signal(str, object)  # the finding's id, Decision
    noted = Signal(str, str)  # the finding's id, its note
    place_chosen = Signal(str, int)  # side, offset

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: Finding | None = None
        self._shown: tuple[Finding | None, Source | None, bool] | None = None
        self._inside = QWidget()
        self._scroll = QScrollArea()
        self._title = label(role="title", wrap=True, selectable=True)
        self._mark = SeverityMark()
        self._about = label(role="muted", wrap=True)
        self._issue = label(wrap=True, selectable=True)
        self._candidate = PlacesView("candidate", self.tr("Candidate"))
        self._reference = PlacesView("reference", self.tr("Reference"))
        self.fix_view = FixView()
        self._texts: dict[str, tuple[QLabel, QLabel]] = {}
        self._links = QVBoxLayout()
        self._reason = QLineEdit()
        self._reason.setAccessibleName(self.tr("Reason"))
        self._note = NoteView()
        self._accept = QPushButton(self.tr("Accept"))
        self._dismiss = QPushButton(self.tr("Dismiss"))
        self._reopen = QPushButton(self.tr("Reopen"))
        self._lay_out()

        self._accept.clicked.connect(self.accept)
        self._dismiss.clicked.connect(self.dismiss)
        self._reopen.clicked.connect(self.reopen)
        self._reason.editingFinished.connect(self._give_reason)
        self._note.noted.connect(self._tell_note)
        self.fix_view.fix_requested.connect(self.fix_requested)
        self._candidate.place_chosen.connect(self.place_chosen)
        self._reference.place_chosen.connect(self.place_chosen)
        self.show_finding(None, None, current=False)

    @property
    def finding(self) -> Finding | None:
        """The finding that is shown."""
        return self._finding

    def show_finding(
        self,
        finding: Finding | None,
        source: Source | None,
        *,
        current: bool,
    ) -> None:
        """Show a finding, its fixes on the candidate's text if the review is of that text."""
        shown = (finding, source, current)
        if shown == self._shown:
            return
        self._shown = shown
        if finding is not None and finding is self._finding:
            self.fix_view.show_fixes(finding, source, current=current)
            return
        is_other = (finding.id if finding else "") != (self._finding.id if self._finding else "")
        self._finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            self.fix_view.show_fixes(None, None, current=False)
            return
        self._show_words(finding)
        self._candidate.show_places(finding.candidate)
        self._reference.show_places(finding.reference)
        self.fix_view.show_fixes(finding, source, current=current)
        self._show_decision(finding.decision)
        self._note.show_note(finding.id, finding.note)
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)

    def show_tips(self, tips: Mapping[str, str]) -> None:
        """Say what the buttons do and by which keys, each by the name of its command."""
        buttons = {"accept": self._accept, "dismiss": self._dismiss, "reopen": self._reopen}
        for name, tip in tips.items():
            buttons.get(name, self.fix_view.apply_button).setToolTip(tip)

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for view in (self._mark, self._candidate, self._reference, self.fix_view):
            view.show_theme(theme)

    def accept(self) -> None:
        """Accept the finding: it is true and stays."""
        self._decide(State.ACCEPTED)

    def dismiss(self) -> None:
        """Dismiss the finding: it does not apply here."""
        self._decide(State.DISMISSED)

    def reopen(self) -> None:
        """Take the decision back."""
        if self._finding:
            self.decided.emit(self._finding.id, Decision())

    def open_documentation(self) -> None:
        """Open the finding's first page of documentation."""
        links = self._finding.documentation if self._finding else ()
        for link in links:
            if is_documentation(link.url):
                open_documentation(link.url)
                return

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self._inside)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        about = QHBoxLayout()
        about.setSpacing(8)
        about.addWidget(self._mark)
        about.addWidget(self._about, 1)
        layout.addWidget(self._title)
        layout.addLayout(about)
        for widget in (self._issue, self._candidate, self._reference):
            layout.addWidget(widget)
        self._add_text(layout, "suggestion", self.tr("Suggestion"))
        layout.addWidget(self.fix_view)
        self._add_text(layout, "root_cause", self.tr("Root cause"))
        for name in ("deployment", "security", "cost", "performance"):
            self._add_text(layout, name, self.tr("{} impact").format(name.capitalize()))
        layout.addLayout(self._links)
        layout.addWidget(self._note)
        layout.addStretch(1)
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Detail of the finding"))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(self._scroll, 1)
        outside.addWidget(self._footer())

    def _footer(self) -> QFrame:
        """Return what can be done about the finding, always in sight."""
        footer = QFrame()
        footer.setProperty("role", "footer")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.fix_view.apply_button)
        for button in (self._accept, self._dismiss, self._reopen):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(footer)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(buttons)
        layout.addWidget(self._reason)
        return footer

    def _add_text(self, layout: QVBoxLayout, name: str, heading: str) -> None:
        pair = label(heading, role="section"), label(wrap=True, selectable=True)
        for one in pair:
            layout.addWidget(one)
        self._texts[name] = pair

    def _show_words(self, finding: Finding) -> None:
        self._title.setText(visible(finding.title))
        self._mark.show_severity(finding.severity)
        about = [finding.severity.value.capitalize(), finding.category, finding.rule]
        if finding.original:
            about.append(self.tr("edited by you"))
        if finding.suppressed_by:
            about.append(self.tr("suppressed by {}").format(finding.suppressed_by))
        self._about.setText(visible(" · ".join(about)))
        self._issue.setText(visible(prose(finding.issue)))
        texts = {"suggestion": finding.suggestion, "root_cause": finding.root_cause}
        for name, text in (texts | _impacts(finding.impact)).items():
            heading, words = self._texts[name]
            words.setText(visible(prose(text)))
            heading.setVisible(bool(text))
            words.setVisible(bool(text))
        self._show_links(finding)

    def _show_links(self, finding: Finding) -> None:
        while (item := self._links.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for link in (one for one in finding.documentation if is_documentation(one.url)):
            self._links.addWidget(_LinkButton(link))

    def _show_decision(self, decision: Decision) -> None:
        is_open = decision.state is State.OPEN
        self._accept.setVisible(decision.state is not State.ACCEPTED)
        self._dismiss.setVisible(decision.state is not State.DISMISSED)
        self._reopen.setVisible(not is_open)
        self._reason.setVisible(not is_open)
        self._reason.setPlaceholderText(
            self.tr("Why it is {} (Enter keeps it)").format(decision.state.value),
        )
        if not self._reason.hasFocus():
            self._reason.setText(decision.reason)

    def _decide(self, state: State) -> None:
        if self._finding:
            self.decided.emit(self._finding.id, Decision(state, self._finding.decision.reason))

    def _give_reason(self) -> None:
        finding, reason = self._finding, self._reason.text().strip()
        if finding and not self._reason.isHidden() and reason != finding.decision.reason:
            self.decided.emit(finding.id, Decision(finding.decision.state, reason))

    def _tell_note(self, finding_id: str, text: str) -> None:
        self.noted.emit(finding_id, text)


class _LinkButton(QPushButton):
    """Opens a page of the AWS documentation in the browser."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._title = caption(link.title, 60)
        self._url = link.url
        self.setText(self._title)
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(one_line(link.title, 60))
        self.setToolTip(tooltip(link.url))
        self.clicked.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        """Take less than the whole title: a long one must not widen the panel."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the title to the room there is."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, self.width()))

    def _follow(self) -> None:
        open_documentation(self._url)


def _impacts(impact: Impact) -> dict[str, str]:
    return {
        "deployment": impact.deployment,
        "security": impact.security,
        "cost": impact.cost,
        "performance": impact.performance,
    }
