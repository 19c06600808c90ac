"""The panel of findings: filters, the list, the chosen one's detail."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from analysis.findings import Decision, Finding, State
from analysis.review import Check, Review
from analysis.source import Source
from gui.findings.delegate import FindingDelegate
from gui.findings.detail import FindingDetail
from gui.findings.filters import FilterBar
from gui.findings.model import FilteredFindings, FindingsModel
from gui.findings.own_form import OwnForm
from gui.findings.rows import FindingRows
from gui.findings.several import SeveralBar
from gui.text import label, visible
from gui.theme import Theme

_STALE_AFTER_MS = 400
_SHARES, _SHARE_PIXELS = (2, 3), 160
"""Of the height, the list and the chosen finding, which is what is read."""


class FindingsPanel(QWidget):
    """Shows findings; says which one was chosen, whose fix was asked for, what was decided."""

    finding_chosen = Signal(object)  # Finding
    fix_requested = Signal(object, object)  # Finding, Fix
    decided = Signal(str, object)  # the finding's id, Decision
    fixes_requested = Signal(object)  # list[Finding], of each the first fix
    several_decided = Signal(object)  # dict[str, Decision], by the findings' ids
    noted = Signal(str, str)  # the finding's id, its note
    place_chosen = Signal(str, int)  # side, offset

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._has_candidate = self._has_failed = False
        self._also = ""
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._filters = FilterBar()
        self._model = FindingsModel(self)
        self._filtered = FilteredFindings(self)
        self._filtered.setSourceModel(self._model)
        self._delegate = FindingDelegate(self)
        self._list = FindingRows()
        self._list.setModel(self._filtered)
        self._list.setItemDelegate(self._delegate)
        self._list.setAccessibleName(self.tr("Findings"))
        self._empty = label(role="empty", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._all = QPushButton()
        self._all.setCheckable(True)
        self._all.setProperty("role", "link")
        self._several = SeveralBar()
        self.own_form = OwnForm()
        self.detail = FindingDetail()
        # A review that comes soon must not make the list flicker.
        self._staleness = QTimer(self)
        self._staleness.setSingleShot(True)
        self._staleness.setInterval(_STALE_AFTER_MS)
        self._lay_out()

        self._staleness.timeout.connect(self._turn_stale)
        self._filters.filter_changed.connect(self._narrow)
        self._all.toggled.connect(self._narrow)
        self._list.selectionModel().currentChanged.connect(self._choose)
        self._list.selectionModel().selectionChanged.connect(self._count_chosen)
        self._several.fixes_wanted.connect(self._want_fixes)
        self._several.decision_wanted.connect(self._decide_several)
        self.detail.fix_requested.connect(self.fix_requested)
        self.detail.decided.connect(self.decided)
        self.detail.noted.connect(self.noted)
        self.detail.place_chosen.connect(self.place_chosen)
        self.show_review(None, None, current=False)

    def show_review(self, review: Review | None, source: Source | None, *, current: bool) -> None:
        """Show the findings of a review; the chosen one stays chosen if it is still there."""
        chosen = self.detail.finding
        if review is not None and review is self._review and not current:
            # The first key after a review: the list stays, fixes are for a text that is no more.
            self.detail.show_finding(chosen, source, current=False)
            if not self._staleness.isActive():
                self._staleness.start()
            return
        self._review = review
        self._has_candidate, self._has_failed = source is not None, False
        findings = review.findings if review else ()
        self._list.selectionModel().blockSignals(True)  # noqa: FBT003 (Qt's signature)
        self._model.replace(findings)
        self._filters.show_findings(findings)
        self._narrow()
        self._list.selectionModel().blockSignals(False)  # noqa: FBT003
        still = next((one for one in findings if chosen and one.id == chosen.id), None)
        self._mark(still.id if still else "")
        self.detail.show_finding(still, source, current=current)
        if current or review is None:
            self._staleness.stop()
            self._show_stale(stale=False)
        elif not self._staleness.isActive():
            self._staleness.start()

    def show_failed(self) -> None:
        """Say that no review comes of the texts as they stand."""
        self._has_failed = True
        self._narrow()

    def choose(self, finding: Finding | None, source: Source | None, *, current: bool) -> None:
        """Show a finding as chosen, None for none."""
        self._mark(finding.id if finding else "")
        self.detail.show_finding(finding, source, current=current)

    def narrow_to(self, name: str, ids: Collection[str]) -> None:
        """List only the findings of something of this name; an empty name lists all again."""
        self._filters.narrow_to(name, ids)

    def offer(self, actions: Sequence[QAction]) -> None:
        """Offer commands in the menu of the list."""
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._list.addActions(actions)

    def step(self, by: int) -> None:
        """Choose the next or the previous finding of the list."""
        rows = self._filtered.rowCount()
        current = self._list.currentIndex().row()
        target = (0 if by > 0 else rows - 1) if current < 0 else current + by
        if 0 <= target < rows:
            self._list.setCurrentIndex(self._filtered.index(target, 0))

    def step_undecided(self) -> None:
        """Choose the next finding of the list that is open, from the top after the last one."""
        rows = self._filtered.rowCount()
        current = self._list.currentIndex().row()
        for row in (*range(current + 1, rows), *range(max(current, 0))):
            index = self._filtered.index(row, 0)
            finding = self._filtered.finding(index)
            if finding is not None and finding.decision.state is State.OPEN:
                self._list.setCurrentIndex(index)
                return

    def chosen(self) -> list[Finding]:
        """Return the findings that are chosen in the list, in its order."""
        rows = sorted(self._list.selectionModel().selectedIndexes(), key=QModelIndex.row)
        found = (self._filtered.finding(index) for index in rows)
        return [finding for finding in found if finding is not None]

    def listed(self) -> list[str]:
        """Return the ids of the findings that the filters let pass, in their order."""
        rows = range(self._filtered.rowCount())
        found = (self._filtered.finding(self._filtered.index(row, 0)) for row in rows)
        return [finding.id for finding in found if finding is not None]

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._delegate.show_theme(theme)
        self._filters.show_theme(theme)
        self.detail.show_theme(theme)
        self._list.viewport().update()

    def _turn_stale(self) -> None:
        self._show_stale(stale=True)

    def _show_stale(self, *, stale: bool) -> None:
        self._delegate.show_stale(stale=stale)
        self._list.viewport().update()

    def _lay_out(self) -> None:
        top = QWidget()
        upper = QVBoxLayout(top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self._filters)
        upper.addWidget(self._list, 1)
        upper.addWidget(self._empty, 1)
        more = QHBoxLayout()
        more.setContentsMargins(8, 0, 8, 2)
        more.addWidget(self._all)
        more.addStretch(1)
        upper.addLayout(more)
        upper.addWidget(self._several)
        upper.addWidget(self.own_form)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(top)
        splitter.addWidget(self.detail)
        splitter.setChildrenCollapsible(False)
        for part, share in enumerate(_SHARES):
            splitter.setStretchFactor(part, share)
        splitter.setSizes([share * _SHARE_PIXELS for share in _SHARES])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _narrow(self) -> None:
        review = self._review
        chosen = self._filters.filter
        most = None if review is None or self._all.isChecked() else review.shown
        self._filtered.show_filter(
            replace(chosen, most=most, also=self._also),
        )
        count = len(review.findings) if review else 0
        is_long = review is not None and count > review.shown
        hidden = count - self._filtered.rowCount()
        self._all.setVisible(is_long and not chosen.is_narrowed)
        self._all.setText(
            self.tr("Show the first {}").format(review.shown if review else 0)
            if self._all.isChecked()
            else self.tr("{} more").format(hidden),
        )
        is_empty = self._filtered.rowCount() == 0
        self._list.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._empty.setText(visible(self._empty_text()))

    def _empty_text(self) -> str:
        if self._review is None:
            if self._has_failed:
                return self.tr("Nothing is known of this text: its review failed.")
            if self._has_candidate:
                return self.tr("The review is on its way.")
            return self.tr("Findings appear here once a candidate is open.")
        if self._review.findings:
            return self.tr("No finding matches the filter.")
        return self.tr("No findings. {}").format(checked_text(self._review))

    def _mark(self, finding_id: str) -> None:
        model = self._list.selectionModel()
        model.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        row = self._model.row(finding_id)
        most = self._filtered.filter.most
        also = finding_id if most is not None and row >= most else ""
        if also != self._also:
            self._also = also
            self._narrow()
        index = self._filtered.mapFromSource(self._model.index(row)) if row >= 0 else QModelIndex()
        # A choice of several that has this finding in it stays.
        is_chosen = index == model.currentIndex() and model.hasSelection()
        if not index.isValid() or not is_chosen:
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)  # noqa: FBT003
        self._count_chosen()
        if index.isValid():
            self._list.scrollTo(index)
        self._list.viewport().update()

    def _count_chosen(self) -> None:
        chosen = self.chosen()
        self._several.show_count(len(chosen), fixable=sum(bool(one.fixes) for one in chosen))

    def _want_fixes(self) -> None:
        self.fixes_requested.emit(self.chosen())

    def _decide_several(self, state: State) -> None:
        self.several_decided.emit(
            {one.id: Decision(state, one.decision.reason) for one in self.chosen()},
        )

    def _choose(self, index: QModelIndex) -> None:
        finding = self._filtered.finding(index)
        if finding is not None:
            self.finding_chosen.emit(finding)


def checked_text(review: Review) -> str:
    """Return in words what was checked and what could not be."""
    checked = review.checked
    sides = "both templates" if review.reference else "the candidate"
    words = [f"Reading and comparing of {sides} is {checked.structure.value}."]
    for side, check in (
        ("candidate", checked.lint_candidate),
        ("reference", checked.lint_reference),
    ):
        if side == "candidate" or review.reference:
            words.append(f"cfn-lint on the {side}: {_check_words(check)}.")
    return " ".join((*words, *checked.why))


def _check_words(check: Check) -> str:
    return "not checked" if check is Check.SKIPPED else check.value
