"""What the compare view asks of the session and of the worker."""

from PySide6.QtCore import QObject, Signal

from analysis.findings import Fix
from gui.background import Background
from gui.bars import WARNING, Message
from gui.compare.view import CompareView
from gui.other_requests import FileOrder
from gui.selection import CANDIDATE
from gui.session import Session

_REFUSED = "not-taken"


class Comparing(QObject):
    """Lets typing, fixes and what is taken from the reference change the candidate."""

    told = Signal(object)  # Message
    settled = Signal(str)  # the key of a message that no longer holds

    def __init__(
        self,
        compare: CompareView,
        session: Session,
        background: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._compare = compare
        self._adopting = ""
        compare.edited.connect(session.type)
        compare.edits_wanted.connect(session.change)
        compare.undo_wanted.connect(session.undo_group.undo)
        compare.redo_wanted.connect(session.undo_group.redo)
        compare.take_wanted.connect(self._ask_to_adopt)
        compare.explanation_wanted.connect(self._ask_to_explain)
        compare.fix_wanted.connect(self._apply_first_fix)
        background.others.adoption_arrived.connect(self._apply_adoption)
        compare.file_order_wanted.connect(self._ask_for_file_order)
        background.others.lines_arrived.connect(self._show_file_order)
        background.others.explanation_arrived.connect(compare.show_explanation)
        session.sources_changed.connect(self._settle)

    def _ask_to_adopt(self, changes: tuple[int, ...], title: str) -> None:
        inputs = self._session.inputs
        if inputs is not None and self._session.is_current:
            self._adopting = inputs.candidate.sha256
            self._background.others.adopt(inputs, changes, title)

    def _apply_adoption(self, fix: Fix | None) -> None:
        source = self._session.source(CANDIDATE)
        if source is None or source.sha256 != self._adopting:
            return
        if fix is None:
            text = self.tr("No edit could be written that takes this over.")
            self.told.emit(Message(_REFUSED, text, WARNING))
        else:
            self._session.apply_fix(fix)

    def _ask_to_explain(self, side: str, offset: int) -> None:
        inputs = self._session.inputs
        if inputs is not None:
            self._background.others.explain(inputs, side, offset)

    def _ask_for_file_order(self) -> None:
        inputs = self._session.inputs
        if inputs is not None:
            self._background.others.lines(inputs)

    def _show_file_order(self, order: FileOrder) -> None:
        texts = order.candidate, order.reference
        self._compare.show_file_order(texts, order.rows, order.moves)

    def _apply_first_fix(self, finding_id: str) -> None:
        finding = self._session.finding(finding_id)
        fix = next((fix for fix in finding.fixes if fix.edits), None) if finding else None
        if fix is not None:
            self._session.apply_fix(fix)

    def _settle(self) -> None:
        self.settled.emit(_REFUSED)
